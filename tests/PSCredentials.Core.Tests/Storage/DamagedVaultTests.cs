namespace PSCredentials.Tests.Storage;

public sealed class DamagedVaultTests
{
    private static async Task<SampleVault> ClosedAsync()
    {
        SampleVault vault = await SampleVault.OpenAsync();
        for (int i = 0; i < 20; i++)
        {
            await vault.IssueAsync(new ApiCredentialRequest
            {
                Name = $"token-{i:00}", Type = CredentialType.ServiceApiToken, Label = new Dictionary<string, string> { ["env"] = "prod" },
                NamespaceRole = [new("system", "reader")], IPAddress = ["10.0.0.0/8"],
            });
            await vault.IssueKeyAsync($"key-{i:00}");
        }

        await vault.CloseAsync();
        return vault;
    }

    [Theory]
    [InlineData(16)]
    [InlineData(18)]
    [InlineData(100)]
    public async Task A_damaged_header_is_said_to_be_damage_and_left_alone(int offset)
    {
        await using SampleVault vault = await ClosedAsync();
        byte[] content = await File.ReadAllBytesAsync(vault.Database, TestContext.Current.CancellationToken);
        content.AsSpan(offset, 8).Fill(0xFF);
        await File.WriteAllBytesAsync(vault.Database, content, TestContext.Current.CancellationToken);
        List<string> before = FolderBytes.Read(vault.Folder);

        await Refusal.OfAsync(CredentialErrors.StoreDamaged, () => vault.OpenAgainAsync());

        Assert.Equal(before, FolderBytes.Read(vault.Folder));
    }

    [Fact]
    public async Task A_truncated_vault_is_said_to_be_damaged_and_left_alone()
    {
        await using SampleVault vault = await ClosedAsync();
        byte[] content = await File.ReadAllBytesAsync(vault.Database, TestContext.Current.CancellationToken);
        foreach (int length in new[] { content.Length / 2, 4096, 5000 })
        {
            await File.WriteAllBytesAsync(vault.Database, content[..length], TestContext.Current.CancellationToken);
            List<string> before = FolderBytes.Read(vault.Folder);

            await Refusal.OfAsync(CredentialErrors.StoreDamaged, async () =>
            {
                await vault.OpenAgainAsync();
                await vault.ListAsync();
            });

            await vault.CloseAsync();
            Assert.Equal(before, FolderBytes.Read(vault.Folder));
        }
    }

    /// <summary>Whatever is damaged wherever: every operation answers or refuses with an error of the table; none crashes or hangs.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Bytes_overwritten_anywhere_never_do_more_than_an_error_of_the_table(int seed)
    {
        await using SampleVault vault = await ClosedAsync();
        byte[] content = await File.ReadAllBytesAsync(vault.Database, TestContext.Current.CancellationToken);
        var random = new Random(seed);
        var errors = new HashSet<string>();
        for (int round = 0; round < 60; round++)
        {
            byte[] damaged = [.. content];
            int length = random.Next(1, 400);
            int offset = random.Next(0, content.Length - length);
            random.NextBytes(damaged.AsSpan(offset, length));
            await File.WriteAllBytesAsync(vault.Database, damaged, TestContext.Current.CancellationToken);
            foreach (Func<Task> operation in new Func<Task>[]
            {
                () => vault.OpenAgainAsync(),
                () => vault.ListAsync(),
                () => vault.EventsAsync(),
                () => vault.GetAsync("token-07"),
                () => vault.Keys.RevealAsync(CredentialReference.ByName("key-07"), CancellationToken.None),
                () => vault.Authority.Verifier.VerifyApiKeyAsync(Guid.NewGuid().ToString(), null, CancellationToken.None).AsTask(),
                () => vault.Credentials.DisableAsync(CredentialReference.ByName("token-07"), CancellationToken.None),
                () => vault.IssueAsync("fresh-token"),
                () => vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { MinimumPasswordLength = 9 }, CancellationToken.None),
            })
            {
                try
                {
                    await operation();
                }
                catch (CredentialException exception)
                {
                    errors.Add(exception.ErrorId);
                    if (exception.Code == CredentialErrorCode.Internal)
                    {
                        Assert.Fail($"round {round}, offset {offset}, {length} bytes: {exception}");
                    }
                }
                catch (ArgumentOutOfRangeException) when (vault.IsClosed)
                {
                    // It could not be opened.
                    break;
                }
                catch (Exception exception)
                {
                    Assert.Fail($"round {round}, offset {offset}, {length} bytes: {exception}");
                }
            }

            await vault.CloseAsync();
            File.Delete(vault.Database + "-wal");
            File.Delete(vault.Database + "-shm");
        }

        Assert.Contains("StoreDamaged", errors);
    }
}
