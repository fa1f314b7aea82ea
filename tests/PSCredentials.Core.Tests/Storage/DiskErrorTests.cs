using System.Runtime.Versioning;

namespace PSCredentials.Tests.Storage;

public sealed class DiskErrorTests
{
    private static readonly EmbeddedAuthorityProvider Provider = new();

    private static AuthorityOptions Options(SmallDisk disk) =>
        new() { Path = Path.Combine(disk.Path, "vault"), Protection = VaultProtection.KeyFile, Caller = "tester" };

    private static Task<IssuedApiCredential> IssueAsync(ICredentialAuthority authority, string name) => authority.ApiCredentials.CreateAsync(
        new ApiCredentialRequest { Name = name, Type = CredentialType.ApiToken, Description = new string('d', 1000) }, CancellationToken.None);

    [Fact]
    public async Task A_full_disk_is_said_and_what_was_answered_stays()
    {
        using SmallDisk disk = SmallDisk.Mount(1024);
        var acknowledged = new List<IssuedApiCredential>();
        int revoked = 0;
        CredentialException? refusal = null;
        await using (ICredentialAuthority authority = await Provider.OpenAsync(Options(disk), CancellationToken.None))
        {
            disk.Fill(leftKibibytes: 200);
            for (int i = 0; i < 2000 && refusal is null; i++)
            {
                try
                {
                    acknowledged.Add(await IssueAsync(authority, $"token-{i:0000}"));
                }
                catch (CredentialException exception)
                {
                    refusal = exception;
                }
            }

            Assert.Equal(CredentialErrors.StoreFull, refusal?.Definition);
            Assert.NotEmpty(acknowledged);

            // A revocation is smaller than an issue: some may find room yet.
            refusal = null;
            while (refusal is null && revoked < acknowledged.Count)
            {
                try
                {
                    await authority.ApiCredentials.RevokeAsync(CredentialReference.ById(acknowledged[revoked].Id), RevocationReason.KeyCompromise, CancellationToken.None);
                    revoked++;
                }
                catch (CredentialException exception)
                {
                    refusal = exception;
                }
            }

            Assert.Equal(CredentialErrors.StoreFull, refusal?.Definition);
            Assert.Equal(acknowledged.Count, await authority.ApiCredentials.CountAsync(new ApiCredentialQuery(), CancellationToken.None));
            Assert.True((await SampleVault.VerifyAsync(authority, acknowledged[revoked])).IsValid);
            disk.Free();
            acknowledged.Add(await IssueAsync(authority, "after-all"));
        }

        await using ICredentialAuthority again = await Provider.OpenAsync(Options(disk), CancellationToken.None);
        foreach ((int i, IssuedApiCredential issued) in acknowledged.Index())
        {
            Assert.Equal(i >= revoked, (await SampleVault.VerifyAsync(again, issued)).IsValid);
        }

        Assert.Equal(acknowledged.Count, await again.ApiCredentials.CountAsync(new ApiCredentialQuery(), CancellationToken.None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(60)]
    [InlineData(80)]
    public async Task A_vault_that_finds_no_room_is_not_made(int leftKibibytes)
    {
        using SmallDisk disk = SmallDisk.Mount(512);
        disk.Fill(leftKibibytes);

        await Refusal.OfAsync(CredentialErrors.StoreFull, () => Provider.OpenAsync(Options(disk), CancellationToken.None));

        Assert.False(Provider.Exists(Options(disk)));
        Assert.True(!Directory.Exists(Options(disk).Path) || Directory.GetFiles(Options(disk).Path!, "master-*").Length == 0);
        disk.Free();
        await using ICredentialAuthority authority = await Provider.InitializeAsync(Options(disk), CancellationToken.None);
        Assert.True((await SampleVault.VerifyAsync(authority, await IssueAsync(authority, "sample-token"))).IsValid);
    }

    [Fact]
    public async Task A_protection_that_finds_no_room_is_not_changed()
    {
        using SmallDisk disk = SmallDisk.Mount(512);
        await using (ICredentialAuthority authority = await Provider.OpenAsync(Options(disk), CancellationToken.None))
        {
            disk.Fill(leftKibibytes: 0);
            await Refusal.OfAsync(CredentialErrors.StoreFull, () => authority.ChangeProtectionAsync(VaultProtection.KeyFile, null, CancellationToken.None));
            Assert.Single(Directory.GetFiles(Options(disk).Path!, "master-*"));
            disk.Free();
        }

        await using ICredentialAuthority again = await Provider.OpenAsync(Options(disk), CancellationToken.None);
        Assert.Equal(0, await again.ApiCredentials.CountAsync(new ApiCredentialQuery(), CancellationToken.None));
    }

    [Fact]
    public async Task A_read_only_file_system_takes_no_vault_and_no_changes()
    {
        using SmallDisk disk = SmallDisk.Mount(1024);
        disk.Remount("ro");
        await Refusal.OfAsync(CredentialErrors.StoreReadOnly, () => Provider.OpenAsync(Options(disk), CancellationToken.None));
        disk.Remount("rw");
        await (await Provider.OpenAsync(Options(disk), CancellationToken.None)).DisposeAsync();
        disk.Remount("ro");
        List<string> before = FolderBytes.Read(Options(disk).Path!);

        await Refusal.OfAsync(CredentialErrors.StoreReadOnly, async () =>
        {
            await using ICredentialAuthority authority = await Provider.OpenAsync(Options(disk), CancellationToken.None);
            await IssueAsync(authority, "sample-token");
        });

        Assert.Equal(before, FolderBytes.Read(Options(disk).Path!));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_of_somebody_else_is_not_accessible()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Acting as another user needs Linux and root.");
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv"), "setpriv is not installed.");
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.CloseAsync();
        string root = Path.GetDirectoryName(vault.Folder)!;
        string[] nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
        File.SetUnixFileMode(root, (UnixFileMode)0b111_101_101);
        List<string> before = FolderBytes.Read(vault.Folder);

        // The folder is closed to all but its owner; then it is open, and only the files are closed; then the folder can be read and not written.
        foreach ((int folder, int files, string error) in new[] { (0b111_000_000, 0b110_000_000, "StoreAccessDenied"), (0b111_111_111, 0b110_000_000, "StoreAccessDenied"), (0b111_101_101, 0b110_100_100, "StoreReadOnly") })
        {
            File.SetUnixFileMode(vault.Folder, (UnixFileMode)folder);
            foreach (string file in Directory.GetFiles(vault.Folder))
            {
                File.SetUnixFileMode(file, (UnixFileMode)files);
            }

            using WorkerProcess worker = WorkerProcess.StartVia(nobody, "issue", vault.Folder, "token", "1");
            (int exitCode, string output) = await worker.FinishAsync();
            Assert.SkipWhen(exitCode != 1 && output.Length == 0, "The other user cannot run the worker.");
            Assert.Equal((1, $"error {error}"), (exitCode, output.Trim()));
        }

        Assert.Equal(before, FolderBytes.Read(vault.Folder));
    }
}
