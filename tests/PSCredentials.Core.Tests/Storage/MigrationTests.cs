using PSCredentials.Storage;

namespace PSCredentials.Tests.Storage;

/// <summary>Vaults of older schemas are brought to the newest one when they are opened.</summary>
public sealed class MigrationTests
{
    // What takes the newest schema back to the first: the opposite of each migration, the last one first.
    private const string BackToFirst = """
        DROP TABLE deployment;
        DROP TABLE environment;
        DROP TABLE blocked_password;
        DROP TABLE credential_access;
        DROP TABLE project_credential;
        DROP TABLE role;
        DROP TABLE project;
        DELETE FROM setting WHERE name IN ('failure_limit', 'throttle_ms', 'htpasswd_cost', 'blocked_password_count');
        UPDATE api_credential SET cluster_names = json_extract(cluster_names, '$[0]');
        ALTER TABLE api_credential RENAME COLUMN cluster_names TO cluster_name;
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
        using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
        {
            connection.Execute(BackToFirst);
        }

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
        Assert.Equal(2, (await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None)).Count);
    }
}
