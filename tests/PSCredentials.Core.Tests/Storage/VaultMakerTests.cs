using PSCredentials.Storage;

namespace PSCredentials.Tests.Storage;

public sealed class VaultMakerTests
{
    [Fact]
    public async Task Of_many_that_make_one_vault_at_once_one_makes_it_and_all_open_it()
    {
        for (int round = 0; round < 40; round++)
        {
            string folder = Directory.CreateTempSubdirectory("psc-maker-").FullName;
            int made = 0;
            using var start = new Barrier(3);

            // Each with a store of its own, as if it were a process of its own.
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    using VaultStore store = VaultStore.Open(folder, _ => Interlocked.Increment(ref made), mustBeNew: false, TimeSpan.FromMinutes(1));
                    Assert.Equal("wal", store.Read(connection => connection.Text("PRAGMA journal_mode")));
                    Assert.Equal(Schema.Version, store.Read(connection => connection.Scalar("PRAGMA user_version")));
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.Equal(1, made);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_vault_that_could_not_be_filled_is_none()
    {
        await using SampleVault vault = SampleVault.None();

        Assert.Throws<InvalidOperationException>(() => VaultStore.Open(
            vault.Folder, _ => throw new InvalidOperationException(), mustBeNew: true, TimeSpan.FromSeconds(1)));

        Assert.False(vault.Provider.Exists(vault.Options));
        Assert.Equal(["vault.db 0 E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"], FolderBytes.Read(vault.Folder));
        await (await vault.Provider.InitializeAsync(vault.Options, CancellationToken.None)).DisposeAsync();
        Assert.True(vault.Provider.Exists(vault.Options));
    }
}
