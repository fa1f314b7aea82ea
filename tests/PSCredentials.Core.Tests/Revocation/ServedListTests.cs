namespace PSCredentials.Tests.Revocation;

/// <summary>Lists for a server that is asked often.</summary>
public sealed class ServedListTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static async Task<string> KeyAsync(RevocationVault vault) =>
        (await vault.Vault.Authority.CertificateAuthorities.ListAsync(None)).Single(known => known.IsCurrent).KeyIdentifier.ToLowerInvariant();

    private static async Task<int> CountIssuedAsync(RevocationVault vault) =>
        (await vault.Vault.EventsAsync()).Count(entry => entry.Action == CredentialAction.IssueRevocationList);

    [Fact]
    public async Task Who_asks_often_gets_the_same_list_until_there_is_more_to_say()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IRevocationService revocation = vault.Vault.Authority.Revocation;
        string key = await KeyAsync(vault);
        IssuedApiCredential one = await vault.IssueAsync("the-first");
        IssuedApiCredential two = await vault.IssueAsync("the-second");
        RevocationList[] first = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => revocation.GetListAsync(key, isDelta: false, None))));
        Assert.Single(first.Select(list => list.Number).Distinct());
        Assert.Equal(1, await CountIssuedAsync(vault));

        await vault.Vault.Credentials.RevokeAsync(RevocationVault.Of(one), RevocationReason.KeyCompromise, None);
        vault.Vault.Clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(1, (await revocation.GetListAsync(key, isDelta: false, None)).Number);
        vault.Vault.Clock.Advance(TimeSpan.FromSeconds(0.1));
        RevocationList second = await revocation.GetListAsync(key.ToUpperInvariant(), isDelta: false, None);
        Assert.Equal(2, second.Number);
        Assert.Equal([one.SerialNumber!], (await vault.ReadAsync(second)).Keys);

        // Other changes than of certificates, and time alone, are nothing to say.
        await vault.Vault.IssueAsync("some-token");
        await vault.Vault.Credentials.DisableAsync(CredentialReference.ByName("some-token"), None);
        vault.Vault.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(2, (await revocation.GetListAsync(key, isDelta: false, None)).Number);
        vault.Vault.Clock.Advance(TimeSpan.FromDays(0.5));
        Assert.Equal(3, (await revocation.GetListAsync(key, isDelta: false, None)).Number);

        await vault.Vault.Credentials.DisableAsync(RevocationVault.Of(two), None);
        vault.Vault.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("Certificate Hold", (await vault.ReadAsync(await revocation.GetListAsync(key, isDelta: false, None)))[two.SerialNumber!]);
        await vault.Vault.Credentials.EnableAsync(RevocationVault.Of(two), None);
        vault.Vault.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([one.SerialNumber!], (await vault.ReadAsync(await revocation.GetListAsync(key, isDelta: false, None))).Keys);
        Assert.Equal(5, await CountIssuedAsync(vault));
    }

    [Fact]
    public async Task A_grace_period_that_ends_is_seen_though_nothing_was_changed()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IRevocationService revocation = vault.Vault.Authority.Revocation;
        string key = await KeyAsync(vault);
        IssuedApiCredential before = await vault.IssueAsync("rotated-one");
        await vault.Vault.Credentials.RotateAsync(
            RevocationVault.Of(before), new RotationRequest { Password = BundlePassword.Generate, GracePeriod = TimeSpan.FromMinutes(5) }, None);
        Assert.Equal(0, (await revocation.GetListAsync(key, isDelta: false, None)).Count);

        vault.Vault.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal([before.SerialNumber!], (await vault.ReadAsync(await revocation.GetListAsync(key, isDelta: false, None))).Keys);
    }

    [Fact]
    public async Task A_delta_list_adds_to_a_full_one_that_is_issued_first()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IRevocationService revocation = vault.Vault.Authority.Revocation;
        string key = await KeyAsync(vault);
        IssuedApiCredential one = await vault.IssueAsync("the-first");

        RevocationList empty = await revocation.GetListAsync(key, isDelta: true, None);
        Assert.Equal((2L, 1L, 0), (empty.Number, empty.BaseNumber!.Value, empty.Count));
        Assert.Equal(1, (await revocation.GetListAsync(key, isDelta: false, None)).Number);
        await vault.Vault.Credentials.RevokeAsync(RevocationVault.Of(one), RevocationReason.KeyCompromise, None);
        vault.Vault.Clock.Advance(TimeSpan.FromSeconds(10));
        RevocationList next = await revocation.GetListAsync(key, isDelta: true, None);
        Assert.Equal((3L, 1L, 1), (next.Number, next.BaseNumber!.Value, next.Count));
        vault.Vault.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3, (await revocation.GetListAsync(key, isDelta: true, None)).Number);

        await vault.ListAsync();
        vault.Vault.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(4, (await revocation.GetListAsync(key, isDelta: true, None)).BaseNumber);
    }

    [Fact]
    public async Task Former_issuers_have_their_own_lists_and_unknown_ones_none()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IRevocationService revocation = vault.Vault.Authority.Revocation;
        string former = await KeyAsync(vault);
        IssuedApiCredential one = await vault.IssueAsync("the-first");
        await vault.Vault.Authority.CertificateAuthorities.RollOverAsync(new CertificateAuthorityRollOver(), None);
        await vault.Vault.Credentials.RevokeAsync(RevocationVault.Of(one), RevocationReason.KeyCompromise, None);

        Assert.Equal(1, (await revocation.GetListAsync(former, isDelta: false, None)).Count);
        Assert.Equal(0, (await revocation.GetListAsync(await KeyAsync(vault), isDelta: false, None)).Count);
        await Refusal.OfAsync(CredentialErrors.NotFound, () => revocation.GetListAsync("00", isDelta: false, None));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => revocation.GetListAsync("../x", isDelta: false, None));
    }
}
