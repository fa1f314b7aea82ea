using System.Security.Cryptography.X509Certificates;
using PSCredentials.Storage;

namespace PSCredentials.Tests.Secrets;

/// <summary>The secrets of issued credentials: kept where that was asked for, renewed with the credential, gone with it, and of nobody else.</summary>
public sealed class RecoverableSecretTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    private static readonly RotationRequest s_anew = new() { Password = BundlePassword.Generate };

    private static ApiCredentialRequest Request(CredentialType type = CredentialType.ApiToken, string name = "sample-one") => new()
    {
        Name = name,
        Type = type,
        IsRecoverable = true,
        Password = type.IsCertificate() ? BundlePassword.Generate : null,
        Target = type.IsKubeConfig() ? new KubeConfigTarget { Server = new Uri("https://k8s.example") } : null,
    };

    private static async Task<SecretValue?> ReadAsync(SampleVault vault, string name = "sample-one") => (await vault.Authority.Secrets.RevealAsync(name, s_none))?.Value;

    private static async Task<IssuedProjectCredential> IssueAccountAsync(SampleVault vault, bool isRecoverable = true)
    {
        await vault.Authority.Projects.CreateProjectAsync("shop", string.Empty, s_none);
        ProjectCredentialRequest request = new() { Project = "shop", Username = "ada", Email = "ada@example.com", FullName = "Ada Lovelace", IsRecoverable = isRecoverable };
        return Assert.IsType<IssuedProjectCredential>(await vault.Authority.ProjectCredentials.CreateAsync(request, s_none));
    }

    // Only of a vault that is closed.
    private static long CountRows(SampleVault vault)
    {
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: true);
        return connection.Scalar("SELECT count(*) FROM secret");
    }

    [Theory]
    [InlineData(CredentialType.ApiToken)]
    [InlineData(CredentialType.ServiceApiToken)]
    [InlineData(CredentialType.ScimApiToken)]
    public async Task A_token_is_read_by_its_name_and_a_rotation_puts_the_new_one_in_its_place(CredentialType type)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync(Request(type));
        SecretValue first = (await ReadAsync(vault))!;
        IssuedApiCredential rotated = await vault.Credentials.RotateAsync(CredentialReference.ById(issued.Id), new RotationRequest { GracePeriod = TimeSpan.FromHours(1) }, s_none);
        SecretValue second = (await ReadAsync(vault))!;

        Assert.Equal((SecretValueType.SecureString, issued.GetToken()), (first.Type, first.GetText().Reveal()));
        Assert.Equal(rotated.GetToken(), second.GetText().Reveal());
        Assert.NotEqual(issued.GetToken(), rotated.GetToken());
        Assert.Empty(await vault.Authority.Secrets.FindDamagedAsync(s_none));
    }

    [Fact]
    public async Task A_certificate_is_read_with_its_key_its_bundle_and_the_password_made_or_chosen()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync(Request(CredentialType.ApiCertificate));
        SecretValue made = (await ReadAsync(vault))!;
        await vault.Credentials.RotateAsync(CredentialReference.ById(issued.Id), new() { Password = BundlePassword.Use(new SecretText("chosen-by-somebody")) }, s_none);
        SecretValue chosen = (await ReadAsync(vault))!;
        IssuedApiCredential inPem = await vault.Credentials.RotateAsync(CredentialReference.ById(issued.Id), new() { WithoutBundle = true }, s_none);
        SecretValue pem = (await ReadAsync(vault))!;

        Assert.Equal(["Certificate", "Password", "Pkcs12", "PrivateKey"], made.GetEntries().Keys.Order());
        Assert.Equal((SecretValueType.Hashtable, issued.GetPassword()), (made.Type, made.GetEntries()["Password"].GetText().Reveal()));
        Assert.Equal(issued.GetPkcs12(), made.GetEntries()["Pkcs12"].GetBytes());
        Assert.Equal(issued.GetCertificatePem() + issued.GetChainPem(), made.GetEntries()["Certificate"].GetText().Reveal());
        Assert.Equal((SecretValueType.SecureString, issued.GetPrivateKeyPem()), (made.GetEntries()["PrivateKey"].Type, made.GetEntries()["PrivateKey"].GetText().Reveal()));
        using X509Certificate2 opened = X509CertificateLoader.LoadPkcs12(chosen.GetEntries()["Pkcs12"].GetBytes(), chosen.GetEntries()["Password"].GetText().Reveal());
        Assert.True(opened.HasPrivateKey);
        Assert.Equal("chosen-by-somebody", chosen.GetEntries()["Password"].GetText().Reveal());
        Assert.Equal(["Certificate", "PrivateKey"], pem.GetEntries().Keys.Order());
        Assert.Equal(inPem.GetPrivateKeyPem(), pem.GetEntries()["PrivateKey"].GetText().Reveal());
    }

    [Fact]
    public async Task A_kubeconfig_is_read_as_text_and_a_rotation_without_one_leaves_certificate_and_key()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync(Request(CredentialType.KubeConfig));
        SecretValue config = (await ReadAsync(vault))!;
        IssuedApiCredential rotated = await vault.Credentials.RotateAsync(CredentialReference.ById(issued.Id), new RotationRequest { CertificateOnly = true }, s_none);
        SecretValue parts = (await ReadAsync(vault))!;

        Assert.Equal((SecretValueType.String, issued.GetKubeConfig()), (config.Type, config.GetText().Reveal()));
        Assert.Equal(rotated.GetPrivateKeyPem(), parts.GetEntries()["PrivateKey"].GetText().Reveal());
        Assert.Equal(SecretValueType.Hashtable, Assert.Single(await vault.Authority.Secrets.ListAsync([], s_none)).Type);
    }

    [Fact]
    public async Task An_api_key_is_read_behind_its_workspace_and_renewed_although_its_id_changes()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey issued = await vault.Keys.CreateAsync(new ApiKeyRequest { Name = "billing", Workspace = "tiger", Role = ApiKeyRole.Editor, IsRecoverable = true }, s_none);
        IssuedApiKey owner = await vault.Keys.CreateAsync(new ApiKeyRequest { Name = "billing", IsRecoverable = true }, s_none);
        SecretValue first = (await ReadAsync(vault, "tiger/billing"))!;
        IssuedApiKey rotated = await vault.Keys.RotateAsync(CredentialReference.ById(issued.Id), TimeSpan.Zero, null, s_none);

        Assert.Equal((SecretValueType.SecureString, issued.GetKey()), (first.Type, first.GetText().Reveal()));
        Assert.Equal(rotated.GetKey(), (await ReadAsync(vault, "Tiger/Billing"))!.GetText().Reveal());
        Assert.Equal(owner.GetKey(), (await ReadAsync(vault, "billing"))!.GetText().Reveal());
        Assert.Equal(rotated.Id, (await vault.Authority.Secrets.ListAsync(["tiger/*"], s_none))[0].Metadata["Id"]);
    }

    [Fact]
    public async Task A_project_credential_is_read_as_username_and_password_made_or_set()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedProjectCredential issued = await IssueAccountAsync(vault);
        SecretValue first = (await ReadAsync(vault, "ada"))!;
        await vault.Authority.ProjectCredentials.ChangeAsync(CredentialReference.ById(issued.Id), new() { Password = new SecretText("set by somebody 77") }, s_none);
        SecretValue second = (await ReadAsync(vault, "ada"))!;
        await vault.Authority.ProjectCredentials.ChangeAsync(CredentialReference.ById(issued.Id), new() { Description = "no other password" }, s_none);

        Assert.Equal((SecretValueType.PSCredential, "ada", issued.GetPassword()), (first.Type, first.GetUserName(), first.GetText().Reveal()));
        Assert.Equal("set by somebody 77", second.GetText().Reveal());
        Assert.Equal(SecretForm.Of(second), SecretForm.Of((await ReadAsync(vault, "ada"))!));
    }

    [Fact]
    public async Task The_metadata_say_what_the_credential_is_now()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync(Request() with { Owner = "ada", Namespace = "payments" });
        IssuedProjectCredential account = await IssueAccountAsync(vault);
        await vault.Credentials.DisableAsync(CredentialReference.ById(token.Id), s_none);

        IReadOnlyList<VaultSecret> secrets = await vault.Authority.Secrets.ListAsync([], s_none);

        Assert.Equal(["ada", "payments/sample-one"], secrets.Select(secret => secret.Name));
        Assert.Equal(
            [new("ExpiresAt", token.ExpiresAt.UtcDateTime), new("Family", "ApiCredential"), new("Id", token.Id), new("Namespace", "payments"), new("Owner", "ada"), new("State", "Disabled"), new("Type", "ApiToken")],
            secrets[1].Metadata);
        Assert.Equal(
            [new("Family", "ProjectCredential"), new("Id", account.Id), new("Owner", "Ada Lovelace"), new("Project", "shop"), new("State", "Active"), new("Type", "Password")],
            secrets[0].Metadata);
        Assert.Equal((CredentialState?)CredentialState.Disabled, secrets[1].State);
        Assert.Equal((CredentialState?)CredentialState.Disabled, (await vault.Authority.Secrets.RevealAsync("payments/sample-one", s_none))!.Secret.State);
    }

    [Fact]
    public async Task Without_being_asked_nothing_is_kept()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync();
        IssuedApiKey key = await vault.IssueKeyAsync();
        IssuedProjectCredential account = await IssueAccountAsync(vault, isRecoverable: false);
        await vault.Credentials.RotateAsync(CredentialReference.ById(token.Id), new RotationRequest(), s_none);
        await vault.Keys.RotateAsync(CredentialReference.ById(key.Id), TimeSpan.Zero, null, s_none);
        await vault.Authority.ProjectCredentials.ChangeAsync(CredentialReference.ById(account.Id), new() { GeneratePassword = true }, s_none);

        Assert.Empty(await vault.Authority.Secrets.ListAsync([], s_none));
        await vault.CloseAsync();
        Assert.Equal(0, CountRows(vault));
    }

    [Fact]
    public async Task What_is_revoked_superseded_or_removed_takes_its_copy_along_and_its_name_is_free()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential revoked = await vault.IssueAsync(Request());
        IssuedApiCredential removed = await vault.IssueAsync(Request(name: "sample-two"));
        await vault.IssueAsync(Request(CredentialType.ScimApiToken, "scim-one"));
        IssuedApiKey key = await vault.Keys.CreateAsync(new ApiKeyRequest { Name = "sample-key", IsRecoverable = true }, s_none);
        IssuedProjectCredential account = await IssueAccountAsync(vault);
        await vault.IssueAsync("other-token");
        Assert.Equal(5, (await vault.Authority.Secrets.ListAsync([], s_none)).Count);

        await vault.Credentials.RevokeAllAsync([CredentialReference.ById(revoked.Id), CredentialReference.ByName("other-token")], RevocationReason.KeyCompromise, false, s_none);
        await vault.Credentials.RemoveAsync(CredentialReference.ById(removed.Id), s_none);
        await vault.IssueAsync(Request(CredentialType.ScimApiToken, "scim-two") with { IsRecoverable = false });
        await vault.Keys.RemoveAsync(CredentialReference.ById(key.Id), s_none);
        await vault.Authority.Projects.RemoveProjectAsync("shop", force: true, s_none);

        Assert.Empty(await vault.Authority.Secrets.ListAsync([], s_none));
        Assert.Null(await ReadAsync(vault));
        Assert.DoesNotContain(await vault.EventsAsync(), entry => entry.Action == CredentialAction.Reveal);
        await vault.Authority.Secrets.SetAsync("sample-one", SecretValue.OfBytes([1]), new Dictionary<string, object>(), s_none);
        Assert.NotEqual(account.Id, revoked.Id);
        await vault.CloseAsync();
        Assert.Equal(1, CountRows(vault));
    }

    [Fact]
    public async Task A_project_credential_that_is_removed_takes_its_copy_along()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedProjectCredential account = await IssueAccountAsync(vault);

        await vault.Authority.ProjectCredentials.RemoveAsync(CredentialReference.ById(account.Id), s_none);

        Assert.Empty(await vault.Authority.Secrets.ListAsync([], s_none));
    }

    [Fact]
    public async Task What_has_expired_is_told_and_not_handed_out_and_is_read_again_once_it_is_renewed()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync(Request());
        vault.Clock.Set(token.ExpiresAt);

        CredentialException error = await Refusal.OfAsync(CredentialErrors.InvalidState, () => vault.Authority.Secrets.RevealAsync("sample-one", s_none));

        Assert.Contains("expired on", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token.GetToken(), error.ToString(), StringComparison.Ordinal);
        CredentialEvent attempt = (await vault.EventsAsync())[^1];
        Assert.Equal((CredentialAction.Reveal, "InvalidState", "sample-one"), (attempt.Action, attempt.Outcome, attempt.SubjectName));
        Assert.Equal("Expired", Assert.Single(await vault.Authority.Secrets.ListAsync([], s_none)).Metadata["State"]);
        await vault.Credentials.RenewAsync(CredentialReference.ById(token.Id), Expiry.Default, s_none);
        Assert.Equal(token.GetToken(), (await ReadAsync(vault))!.GetText().Reveal());
    }

    [Fact]
    public async Task The_secret_of_an_issued_credential_is_changed_and_removed_with_it_alone()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync(Request());
        ISecretVaultService service = vault.Authority.Secrets;
        var nothing = new Dictionary<string, object>();

        foreach (Func<Task> refused in (Func<Task>[])
            [() => service.SetAsync("SAMPLE-ONE", SecretValue.OfBytes([1]), nothing, s_none), () => service.SetMetadataAsync("sample-one", nothing, s_none), () => service.RemoveAsync("sample-one", s_none)])
        {
            CredentialException error = await Refusal.OfAsync(CredentialErrors.InvalidState, refused);
            Assert.Contains("Revoke-ApiCredential", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(token.GetToken(), (await ReadAsync(vault))!.GetText().Reveal());
        Assert.Equal(
            ["Create Success", "Change InvalidState", "Change InvalidState", "Remove InvalidState", "Reveal Success"],
            (await vault.EventsAsync(new() { SubjectId = [token.Id] })).Select(entry => $"{entry.Action} {entry.Outcome}"));
    }

    [Fact]
    public async Task A_name_that_is_another_secrets_refuses_the_credential_and_leaves_nothing()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.Secrets.SetAsync("Sample-One", SecretValue.OfBytes([1]), new Dictionary<string, object>(), s_none);
        await vault.Authority.Secrets.SetAsync("ada", SecretValue.OfBytes([1]), new Dictionary<string, object>(), s_none);
        long events = (await vault.EventsAsync()).Count;

        CredentialException error = await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.IssueAsync(Request()));
        await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.Keys.CreateAsync(new ApiKeyRequest { Name = "ADA", IsRecoverable = true }, s_none));
        await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => IssueAccountAsync(vault));

        Assert.Contains("'sample-one'", error.Message, StringComparison.Ordinal);
        Assert.Empty(await vault.ListAsync());
        Assert.Equal(0, await vault.Keys.CountAsync(new ApiKeyQuery(), s_none));
        Assert.Equal(events + 1, (await vault.EventsAsync()).Count);
        await vault.IssueAsync(Request() with { IsRecoverable = false });
    }

    [Fact]
    public async Task A_key_that_stays_with_its_owner_cannot_be_recovered()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        byte[] asked = new CertificateRequest("CN=x", key, System.Security.Cryptography.HashAlgorithmName.SHA256).CreateSigningRequest();
        IssuedApiCredential issued = await vault.IssueAsync(Request(CredentialType.ApiCertificate));

        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.IssueAsync(Request(CredentialType.ApiCertificate, "sample-two") with { Password = null, CertificateRequest = asked }));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Credentials.RotateAsync(CredentialReference.ById(issued.Id), new() { CertificateRequest = asked }, s_none));

        Assert.Equal(issued.SerialNumber, (await vault.GetAsync("sample-one")).SerialNumber);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(issued)).Reason);
        Assert.Equal(issued.GetPassword(), (await ReadAsync(vault))!.GetEntries()["Password"].GetText().Reveal());
    }

    [Theory]
    [InlineData("UPDATE secret SET credential = (SELECT row FROM api_credential WHERE name = 'sample-two') WHERE name = 'sample-one'")]
    [InlineData("UPDATE secret SET family = NULL, credential = NULL WHERE name = 'sample-one'")]
    [InlineData("UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE name = 'sample-three') WHERE name = 'sample-one'")]
    [InlineData("UPDATE api_credential SET revoked_at = 1, revocation_reason = 0 WHERE name = 'sample-one'")]
    public async Task A_copy_does_not_open_for_another_credential(string change)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync(Request());
        await vault.IssueAsync(Request(name: "sample-two") with { IsRecoverable = false });
        await vault.IssueAsync(Request(name: "sample-three"));
        using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
        {
            connection.Execute(change);
        }

        CredentialException error = await Refusal.OfAsync(CredentialErrors.StoreDamaged, () => vault.Authority.Secrets.RevealAsync("sample-one", s_none));

        Assert.DoesNotContain(token.GetToken(), error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["sample-one"], await vault.Authority.Secrets.FindDamagedAsync(s_none));
    }

    [Fact]
    public async Task No_copy_is_in_any_byte_of_the_vault()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync(Request());
        IssuedApiCredential certificate = await vault.IssueAsync(Request(CredentialType.ApiCertificate, "sample-two"));
        IssuedProjectCredential account = await IssueAccountAsync(vault);
        await ReadAsync(vault);
        string events = string.Join('\n', await vault.EventsAsync());
        await vault.CloseAsync();

        foreach (string secret in (string[])[token.GetToken(), certificate.GetPassword(), certificate.GetPrivateKeyPem(), account.GetPassword()])
        {
            Assert.DoesNotContain(secret, events, StringComparison.Ordinal);
            Assert.False(FolderBytes.Contain(vault.Folder, secret));
            byte[] wide = System.Text.Encoding.Unicode.GetBytes(secret);
            Assert.DoesNotContain(Directory.EnumerateFiles(vault.Folder), file => File.ReadAllBytes(file).AsSpan().IndexOf(wide) >= 0);
        }
    }
}
