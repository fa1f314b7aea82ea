using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Tests.Storage;

/// <summary>Vaults of older schemas are brought to the newest one when they are opened.</summary>
public sealed class MigrationTests
{
    [Fact]
    public async Task A_vault_of_the_first_schema_goes_on_with_what_it_holds()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.Clusters.RegisterAsync("east", new Uri("https://k8s.example.com:6443"), null, CancellationToken.None);
        IssuedApiCredential token = await vault.IssueAsync();
        var request = new ApiCredentialRequest { Name = "sample-certificate", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate };
        IssuedApiCredential certificate = await vault.IssueAsync(request);
        IssuedApiCredential revoked = await vault.IssueAsync(request with { Name = "revoked-certificate" });
        IssuedApiCredential config = await vault.IssueAsync(new ApiCredentialRequest
        {
            Name = "sample-config", Type = CredentialType.KubeConfig, Target = new KubeConfigTarget { ClusterName = ["east"] },
        });
        await vault.Credentials.RevokeAsync(CredentialReference.ById(revoked.Id), RevocationReason.KeyCompromise, CancellationToken.None);
        await vault.CloseAsync();
        OlderSchema.GoBackToFirst(vault);

        await vault.OpenAgainAsync();

        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(token)).Reason);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(certificate)).Reason);
        Assert.Equal(1, (await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None)).Count);
        Assert.Equal(["east"], (await vault.GetAsync(config.Name)).ClusterName);
        var rotation = new RotationRequest { Password = BundlePassword.Generate };
        IssuedApiCredential rotated = await vault.Credentials.RotateAsync(CredentialReference.ById(certificate.Id), rotation, CancellationToken.None);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(rotated)).Reason);
        CredentialPolicy policy = await vault.Authority.Policy.GetAsync(CancellationToken.None);
        Assert.Equal((10, TimeSpan.FromMinutes(1), 10, 0L), (policy.FailureLimit, policy.ThrottleTime, policy.HtpasswdCost, policy.BlockedPasswordCount));
        await vault.Authority.Projects.CreateProjectAsync("shop", string.Empty, CancellationToken.None);
        await vault.Authority.Secrets.SetAsync("kept", SecretValue.OfText(new SecretText("since then")), new Dictionary<string, object>(), CancellationToken.None);
        Assert.Equal("since then", (await vault.Authority.Secrets.RevealAsync("kept", CancellationToken.None))!.Value.GetText().Reveal());
        Assert.Equal(2, (await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_vault_of_the_fifth_schema_goes_on_with_its_certificate_authority_and_its_lists()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var request = new ApiCredentialRequest { Name = "sample-certificate", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate };
        IssuedApiCredential good = await vault.IssueAsync(request);
        IssuedApiCredential revoked = await vault.IssueAsync(request with { Name = "revoked-certificate" });
        IssuedApiCredential removed = await vault.IssueAsync(request with { Name = "removed-certificate" });
        await vault.Credentials.RevokeAsync(CredentialReference.ById(revoked.Id), RevocationReason.KeyCompromise, CancellationToken.None);
        await vault.Credentials.RemoveAsync(CredentialReference.ById(removed.Id), CancellationToken.None);
        await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None);
        CredentialAuthorityInfo before = await vault.Authority.DescribeAsync(CancellationToken.None);
        await vault.CloseAsync();
        OlderSchema.GoBackToFifth(vault);

        // Two at once: one of them moves the key.
        await Task.WhenAll(Task.Run(() => vault.OpenAgainAsync()), Task.Run(() => new EmbeddedAuthorityProvider(vault.Clock).OpenAsync(vault.Options, CancellationToken.None)));

        Assert.Equal(before.CertificateAuthorityPem, (await vault.Authority.DescribeAsync(CancellationToken.None)).CertificateAuthorityPem);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(good)).Reason);
        RevocationList list = await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None);
        Assert.Equal((2, 2), (list.Number, list.Count));
        CredentialAuthorityCertificate only = Assert.Single(await vault.Authority.CertificateAuthorities.ListAsync(CancellationToken.None));
        Assert.Equal((1, before.CertificateAuthoritySubject), (only.ActiveCertificateCount, only.Subject));
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: true);
        Assert.DoesNotContain(VaultKeys.FormerCertificateAuthorityPurpose, VaultTable.Keys(connection).Keys);
        await vault.CloseAsync();
        await vault.OpenAgainAsync();
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(await vault.IssueAsync(request with { Name = "another-certificate" }))).Reason);
    }
}
