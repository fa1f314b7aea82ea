namespace PSCredentials.Tests.Policy;

public sealed class PolicyTests
{
    private static Task<CredentialPolicy> ChangeAsync(SampleVault vault, CredentialPolicyChange change) =>
        vault.Authority.Policy.ChangeAsync(change, CancellationToken.None);

    [Fact]
    public async Task A_new_authority_has_a_row_for_each_type()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialPolicy policy = await vault.Authority.Policy.GetAsync(CancellationToken.None);

        Assert.Equal([.. Enum.GetNames<CredentialType>(), "ApiKey"], policy.Lifetime.Select(row => row.Type));
        Assert.Equal(TimeSpan.FromDays(180), policy.GetLifetime("scimapitoken").DefaultLifetime);
        Assert.Equal(TimeSpan.FromDays(730), policy.GetLifetime("ScimApiToken").MaximumLifetime);
        Assert.Equal(8, policy.MinimumPasswordLength);
        Assert.Equal(6, policy.MinimumBundlePasswordLength);
        Assert.Equal("local", policy.Authority);
    }

    [Fact]
    public async Task A_change_is_for_the_types_named_and_is_kept()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialPolicy changed = await ChangeAsync(vault, new CredentialPolicyChange
        {
            Type = ["ApiToken", "ApiKey"],
            DefaultLifetime = TimeSpan.FromDays(7),
            MaximumLifetime = TimeSpan.FromDays(14),
            MinimumPasswordLength = 20,
            MinimumBundlePasswordLength = 12,
        });

        Assert.Equal(new LifetimePolicy("ApiKey", TimeSpan.FromDays(7), TimeSpan.FromDays(14)), changed.GetLifetime("ApiKey"));
        Assert.Equal(TimeSpan.FromDays(730), changed.GetLifetime("ApiCertificate").MaximumLifetime);
        await vault.CloseAsync();
        await vault.OpenAgainAsync();
        CredentialPolicy read = await vault.Authority.Policy.GetAsync(CancellationToken.None);
        Assert.Equal(changed.Lifetime, read.Lifetime);
        Assert.Equal(20, read.MinimumPasswordLength);
        Assert.Equal(12, read.MinimumBundlePasswordLength);
        CredentialEvent entry = Assert.Single(await vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.ChangePolicy] }));
        Assert.Contains("ApiToken: 7 d, at most 14 d", entry.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_from_before_bundles_had_a_number_of_their_own_keeps_the_one_it_had()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await ChangeAsync(vault, new CredentialPolicyChange { MinimumPasswordLength = 20 });
        await vault.CloseAsync();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={vault.Database};Pooling=False"))
        {
            await connection.OpenAsync();
            using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
            command.CommandText = "DELETE FROM setting WHERE name = 'minimum_bundle_password_length'";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        await vault.OpenAgainAsync();

        Assert.Equal(20, (await vault.Authority.Policy.GetAsync(CancellationToken.None)).MinimumBundlePasswordLength);
    }

    [Fact]
    public async Task A_lower_maximum_takes_the_default_with_it()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialPolicy changed = await ChangeAsync(vault, new CredentialPolicyChange { MaximumLifetime = TimeSpan.FromDays(5) });

        Assert.All(changed.Lifetime, row => Assert.Equal((TimeSpan.FromDays(5), TimeSpan.FromDays(5)), (row.DefaultLifetime, row.MaximumLifetime)));
    }

    [Fact]
    public async Task What_makes_no_policy_is_refused_and_changes_nothing()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        CredentialPolicy before = await vault.Authority.Policy.GetAsync(CancellationToken.None);
        CredentialPolicyChange[] refused =
        [
            new() { MaximumLifetime = TimeSpan.Zero }, new() { MaximumLifetime = TimeSpan.FromDays(3651) }, new() { MaximumLifetime = TimeSpan.MaxValue },
            new() { MaximumLifetime = TimeSpan.MinValue }, new() { DefaultLifetime = TimeSpan.FromDays(731) }, new() { DefaultLifetime = TimeSpan.Zero },
            new() { DefaultLifetime = TimeSpan.MaxValue }, new() { DefaultLifetime = TimeSpan.FromDays(3), MaximumLifetime = TimeSpan.FromDays(2) },
            new() { MinimumPasswordLength = -1 }, new() { MinimumPasswordLength = 1025 }, new() { MinimumBundlePasswordLength = -1 }, new() { MinimumBundlePasswordLength = 1025 }, new() { Pkcs12Iteration = -1 }, new() { Pkcs12Iteration = 999 }, new() { Pkcs12Iteration = 5_000_001 }, new() { Type = ["Token"] }, new() { Type = [null!] },
        ];

        foreach (CredentialPolicyChange change in refused)
        {
            await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => ChangeAsync(vault, change));
        }

        Assert.Equal(before.Lifetime, (await vault.Authority.Policy.GetAsync(CancellationToken.None)).Lifetime);
        Assert.Empty(await vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.ChangePolicy] }));
    }
}
