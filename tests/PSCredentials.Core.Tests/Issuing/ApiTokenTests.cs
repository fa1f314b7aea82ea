namespace PSCredentials.Tests.Issuing;

public sealed class ApiTokenTests
{
    [Theory]
    [InlineData(CredentialType.ApiToken, "psc_api_", "APIToken ")]
    [InlineData(CredentialType.ServiceApiToken, "psc_svc_", "APIToken ")]
    [InlineData(CredentialType.ScimApiToken, "psc_scim_", "Bearer ")]
    public async Task A_token_has_the_form_of_its_kind(CredentialType type, string prefix, string scheme)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiCredential issued = await vault.IssueAsync("sample-token", type);

        Assert.Matches($"^{prefix}[0-9A-Za-z]{{49}}$", issued.GetToken());
        Assert.Equal(scheme + issued.GetToken(), issued.GetAuthorizationHeader()["Authorization"]);
        Assert.Equal(issued.GetToken(), new System.Net.NetworkCredential(string.Empty, issued.Token).Password);
        Assert.Null(issued.SerialNumber);
        Assert.Null(issued.Certificate);
        Assert.Null(issued.Password);
        Assert.Throws<CredentialException>(issued.GetPkcs12);
        Assert.Throws<CredentialException>(issued.GetKubeConfig);
        Assert.Throws<CredentialException>(issued.GetPrivateKeyPem);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(issued)).Reason);
    }

    [Fact]
    public async Task What_is_read_back_is_what_was_answered()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiCredential issued = await vault.IssueAsync(new ApiCredentialRequest
        {
            Name = "build-agent",
            Namespace = "production",
            Type = CredentialType.ServiceApiToken,
            Owner = "alice",
            Description = "Builds — всё",
            Label = new Dictionary<string, string> { ["env"] = "prod", ["Team"] = "a*b" },
            IPAddress = ["10.1.2.3/8", "2001:DB8::1"],
            NamespaceRole = [new("production", "reader"), new("*", "auditor"), new("production", "reader")],
            UserGroup = ["builders", "builders", "agents"],
        });
        ApiCredential read = await vault.GetAsync("build-agent");

        foreach (ApiCredential credential in new[] { issued, read })
        {
            Assert.Equal(issued.Id, credential.Id);
            Assert.Equal(("build-agent", "production", CredentialType.ServiceApiToken), (credential.Name, credential.Namespace, credential.Type));
            Assert.Equal(("alice", "Builds — всё", CredentialState.Active), (credential.Owner, credential.Description, credential.State));
            Assert.Equal(["env", "Team"], credential.Label.Keys);
            Assert.Equal("a*b", credential.Label["Team"]);
            Assert.Equal(["10.0.0.0/8", "2001:db8::1"], credential.IPAddress);
            Assert.Equal([new("production", "reader"), new("*", "auditor")], credential.NamespaceRole);
            Assert.Equal(["builders", "agents"], credential.UserGroup);
            Assert.Equal((vault.Clock.Now, vault.Clock.Now), (credential.CreatedAt, credential.ModifiedAt));
            Assert.Equal(vault.Clock.Now.AddDays(90), credential.ExpiresAt);
            Assert.Equal("local", credential.Authority);
            Assert.Null(credential.LastUsedAt);
        }
    }

    [Fact]
    public async Task Two_tokens_are_never_the_same()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiCredential[] issued = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => vault.IssueAsync($"token-{i:000}")));

        Assert.Equal(200, issued.Select(token => token.GetToken()).Distinct().Count());
        Assert.Equal(200, issued.Select(token => token.Id).Distinct().Count());
    }

    [Fact]
    public async Task Without_an_owner_it_belongs_to_the_caller()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        Assert.Equal("tester", (await vault.IssueAsync()).Owner);
    }

    [Theory]
    [InlineData(CredentialType.ApiToken)]
    [InlineData(CredentialType.ScimApiToken)]
    [InlineData(CredentialType.ApiCertificate)]
    public async Task Only_service_types_have_roles_and_groups(CredentialType type)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var request = new ApiCredentialRequest
        {
            Name = "sample-token",
            Type = type,
            Password = type == CredentialType.ApiCertificate ? BundlePassword.Generate : null,
        };

        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.IssueAsync(request with { NamespaceRole = [new("system", "reader")] }));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.IssueAsync(request with { UserGroup = ["readers"] }));

        await vault.IssueAsync(request);
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Credentials.ChangeAsync(
            CredentialReference.ByName("sample-token"), new ApiCredentialChange { UserGroup = ["readers"] }, CancellationToken.None));
    }

    [Fact]
    public async Task Passwords_targets_and_unknown_types_do_not_go_with_tokens()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var request = new ApiCredentialRequest { Name = "sample-token", Type = CredentialType.ApiToken };

        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.IssueAsync(request with { Password = BundlePassword.Generate }));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.IssueAsync(request with { Target = new KubeConfigTarget { ClusterName = ["east"] } }));
        CredentialException unknown = await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.IssueAsync(request with { Type = (CredentialType)99 }));

        Assert.StartsWith("Type ", unknown.Message, StringComparison.Ordinal);
        Assert.Empty(await vault.ListAsync());
    }
}
