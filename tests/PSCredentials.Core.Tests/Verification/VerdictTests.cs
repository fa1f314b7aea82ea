namespace PSCredentials.Tests.Verification;

public sealed class VerdictTests
{
    [Fact]
    public async Task A_user_s_token_speaks_for_its_owner_and_a_service_s_for_itself()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential user = await vault.IssueAsync(new ApiCredentialRequest { Name = "user-token", Type = CredentialType.ApiToken, Owner = "alice" });
        IssuedApiCredential service = await vault.IssueAsync(new ApiCredentialRequest
        {
            Name = "service-token", Type = CredentialType.ServiceApiToken, Owner = "alice", NamespaceRole = [new("system", "reader")], UserGroup = ["robots"],
        });

        CredentialVerdict ofUser = await vault.VerifyAsync(user);
        CredentialVerdict ofService = await vault.VerifyAsync(service);

        Assert.Equal(("alice", PrincipalKind.User), (ofUser.Principal!.Name, ofUser.Principal.Kind));
        Assert.Empty(ofUser.Right);
        Assert.Equal(("service-token", PrincipalKind.Service), (ofService.Principal!.Name, ofService.Principal.Kind));
        Assert.Equal(["robots"], ofService.Principal.Group);
        Assert.Equal([new("system", "reader")], ofService.Right);
        Assert.IsNotType<IssuedApiCredential>(ofUser.Credential);
        Assert.Equal(user.Id, ofUser.Credential!.Id);
    }

    [Fact]
    public async Task An_allow_list_lets_in_its_addresses_alone()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync(new ApiCredentialRequest
        {
            Name = "sample-token", Type = CredentialType.ApiToken, IPAddress = ["10.0.0.0/8", "2001:db8::/32"],
        });

        foreach ((string? address, VerificationReason reason) in new (string?, VerificationReason)[]
        {
            ("10.9.8.7", VerificationReason.Valid), ("::ffff:10.9.8.7", VerificationReason.Valid), ("2001:db8:1::1", VerificationReason.Valid),
            ("11.0.0.1", VerificationReason.AddressNotAllowed), ("2001:db9::1", VerificationReason.AddressNotAllowed), (null, VerificationReason.AddressNotAllowed),
        })
        {
            CredentialVerdict verdict = await vault.VerifyAsync(issued, address);
            Assert.Equal((reason, issued.Id, "tester"), (verdict.Reason, verdict.Credential!.Id, verdict.Principal!.Name));
        }

        Assert.Equal("2001:db8:1::1", (await vault.GetAsync("sample-token")).LastUsedAddress);
    }

    [Fact]
    public async Task Time_that_passes_counts_for_what_is_cached()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        Assert.True((await vault.VerifyAsync(issued)).IsValid);

        vault.Clock.Set(issued.ExpiresAt.AddMilliseconds(-1));
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
        vault.Clock.Set(issued.ExpiresAt);
        CredentialVerdict verdict = await vault.VerifyAsync(issued);

        Assert.Equal((VerificationReason.Expired, CredentialState.Expired), (verdict.Reason, verdict.Credential!.State));
    }

    [Fact]
    public async Task A_token_of_another_kind_or_vault_is_unknown()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await using SampleVault other = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        IssuedApiCredential foreign = await other.IssueAsync();
        IssuedApiKey key = await vault.IssueKeyAsync();

        // The same random part under another kind, with the checksum that belongs to it.
        string body = string.Concat("psc_svc_", issued.GetToken().AsSpan(8, 43));
        CredentialVerdict otherKind = await vault.Authority.Verifier.VerifyTokenAsync(body + TokenChecksum.Of(body), null, CancellationToken.None);

        Assert.Equal((VerificationReason.Unknown, null, null), (otherKind.Reason, otherKind.Credential, otherKind.Principal));
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(foreign)).Reason);
        Assert.Equal(VerificationReason.Malformed, (await vault.Authority.Verifier.VerifyTokenAsync(key.GetKey(), null, CancellationToken.None)).Reason);
        Assert.Equal(VerificationReason.Malformed, (await vault.Authority.Verifier.VerifyApiKeyAsync(issued.GetToken(), null, CancellationToken.None)).Reason);
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
    }

    [Fact]
    public async Task Unknown_today_is_valid_once_issued()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        await vault.Credentials.DisableAsync(CredentialReference.ById(issued.Id), CancellationToken.None);
        Assert.Equal(VerificationReason.Disabled, (await vault.VerifyAsync(issued)).Reason);

        await vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { MinimumPasswordLength = 9 }, CancellationToken.None);
        Assert.Equal(VerificationReason.Disabled, (await vault.VerifyAsync(issued)).Reason);
        await vault.Credentials.EnableAsync(CredentialReference.ById(issued.Id), CancellationToken.None);
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
    }

    [Fact]
    public async Task A_cancelled_verification_says_so_and_null_is_a_fault_of_the_caller()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vault.Authority.Verifier.VerifyTokenAsync("x", null, cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vault.Authority.Verifier.VerifyApiKeyAsync("x", null, cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vault.Authority.Verifier.VerifyCertificateAsync(default, null, cancelled).AsTask());
        await Assert.ThrowsAsync<ArgumentNullException>(() => vault.Authority.Verifier.VerifyTokenAsync(null!, null, default).AsTask());
        Assert.Equal(VerificationReason.Malformed, (await vault.Authority.Verifier.VerifyCertificateAsync(default, null, default)).Reason);
    }
}
