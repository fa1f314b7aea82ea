using PSCredentials.Storage;

namespace PSCredentials.Tests.Storage;

/// <summary>Vaults of older schemas are brought to the newest one when they are opened.</summary>
public sealed class MigrationTests
{
    // What takes the newest schema back to the first: the opposite of each migration, the last one first.
    private const string BackToFirst = """
        ALTER TABLE vault DROP COLUMN ca_chain;
        DROP INDEX api_credential_held;
        DROP INDEX api_credential_serial;
        DROP TABLE revoked_certificate;
        ALTER TABLE api_credential DROP COLUMN alternative_names;
        ALTER TABLE api_credential DROP COLUMN key_algorithm;
        PRAGMA user_version = 1;
        """;

    [Fact]
    public async Task A_vault_of_the_first_schema_goes_on_with_what_it_holds()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync();
        var request = new ApiCredentialRequest { Name = "sample-certificate", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate };
        IssuedApiCredential certificate = await vault.IssueAsync(request);
        IssuedApiCredential revoked = await vault.IssueAsync(request with { Name = "revoked-certificate" });
        await vault.Credentials.RevokeAsync(CredentialReference.ById(revoked.Id), RevocationReason.KeyCompromise, CancellationToken.None);
        await vault.CloseAsync();
        using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
        {
            connection.Execute(BackToFirst);
        }

        await vault.OpenAgainAsync();

        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(token)).Reason);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(certificate)).Reason);
        Assert.Equal(1, (await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None)).Count);
        var rotation = new RotationRequest { Password = BundlePassword.Generate };
        IssuedApiCredential rotated = await vault.Credentials.RotateAsync(CredentialReference.ById(certificate.Id), rotation, CancellationToken.None);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(rotated)).Reason);
        Assert.Equal(2, (await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None)).Count);
    }
}
