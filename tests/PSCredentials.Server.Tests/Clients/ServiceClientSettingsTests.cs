using System.Net;
using System.Security.Cryptography.X509Certificates;
using PSCredentials.Vendors;
using static PSCredentials.Server.Tests.Clients.ServiceClientFixture;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>All else that the client of the service does, held against what the authority behind it says.</summary>
public sealed class ServiceClientSettingsTests(ServiceClientFixture fixture) : IClassFixture<ServiceClientFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ICredentialAuthority Remote => fixture.Remote;

    private IServedAuthority Embedded => fixture.Embedded;

    [Fact]
    public async Task ProjectsAndTheirCredentialsAreThoseOfTheAuthority()
    {
        string project = fixture.Unique("orders ü/&=#+");
        Same(await Remote.Projects.CreateProjectAsync(project, "The shop.", Cancellation), await Remote.Projects.GetProjectAsync(project, Cancellation));
        Same(await Embedded.Projects.GetProjectAsync(project, Cancellation), await Remote.Projects.GetProjectAsync(project, Cancellation));
        Assert.Equal(CredentialErrors.NotFound, (await Refusal(() => Remote.Projects.GetProjectAsync("", Cancellation))).Definition);
        Assert.Equal(CredentialErrors.InvalidArgument, (await Refusal(() => Remote.Projects.RemoveProjectAsync("..", false, Cancellation))).Definition);
        string role = fixture.Unique("baker/one");
        CredentialRole made = await Remote.Projects.CreateRoleAsync(role, "Bakes.", Cancellation);
        Assert.Equal((role, "Bakes.", "remote"), (made.Name, made.Description, made.Authority));
        Assert.Equal(Facts(await Embedded.Projects.ListRolesAsync(Cancellation)), Facts(await Remote.Projects.ListRolesAsync(Cancellation)));

        string username = fixture.Unique("ada");
        var request = new ProjectCredentialRequest
        {
            Project = project, Username = username, Email = "ada@example.com", FullName = "Ada", Role = [role], IPAddress = ["192.0.2.1"], ExpiresAt = DateTimeOffset.UtcNow.AddDays(9),
            Label = new Dictionary<string, string> { ["a"] = "b" }, Description = "x",
        };
        IssuedProjectCredential ada = Assert.IsType<IssuedProjectCredential>(await Remote.ProjectCredentials.CreateAsync(request, Cancellation));
        CredentialReference byId = CredentialReference.ById(ada.Id);
        CredentialReference byName = CredentialReference.ByName(username.ToUpperInvariant(), project);
        Same(await Embedded.ProjectCredentials.GetAsync(byId, Cancellation), await Remote.ProjectCredentials.GetAsync(byName, Cancellation));
        Assert.True((await Remote.Verifier.VerifyPasswordAsync(username, new SecretText(ada.GetPassword()), IPAddress.Parse("192.0.2.1"), null, Cancellation)).IsValid);
        ProjectCredential chosen = await Remote.ProjectCredentials.CreateAsync(
            request with { Username = fixture.Unique("bob"), Password = new SecretText("a password of Bob's own"), Role = [], IsDisabled = true }, Cancellation);
        Assert.IsNotType<IssuedProjectCredential>(chosen);
        Assert.Equal(CredentialState.Disabled, chosen.State);
        IssuedProjectCredential changed = Assert.IsType<IssuedProjectCredential>(
            await Remote.ProjectCredentials.ChangeAsync(byName, new ProjectCredentialChange { GeneratePassword = true, GracePeriod = TimeSpan.FromHours(1), FullName = "Ada B.", NeverExpires = true }, Cancellation));
        Assert.NotEqual(ada.GetPassword(), changed.GetPassword());
        Assert.Equal(("Ada B.", (DateTimeOffset?)null), (changed.FullName, changed.ExpiresAt));
        Same(await Embedded.ProjectCredentials.GetAsync(byId, Cancellation) with { DeploymentResult = null }, (ProjectCredential)changed with { DeploymentResult = null });

        AccessTarget[] targets = [new("orders-api"), new("public", AccessTargetType.ApiProxyGroup)];
        IReadOnlyList<ProjectCredentialAccess> granted = await Remote.ProjectCredentials.GrantAccessAsync(byName, targets, Cancellation);
        Assert.Equal(["orders-api", "public"], granted.Select(access => access.Name).Order());
        Assert.Equal(Facts(await Embedded.ProjectCredentials.ListAccessAsync(byId, Cancellation)), Facts(await Remote.ProjectCredentials.ListAccessAsync(byId, Cancellation)));
        Assert.Equal(CredentialErrors.AlreadyExists, (await Refusal(() => Remote.ProjectCredentials.GrantAccessAsync(byId, targets[..1], Cancellation))).Definition);
        Assert.True((await Remote.ProjectCredentials.RevokeAccessAsync(byName, targets[1..], Cancellation)).Success);
        Assert.Equal("orders-api", Assert.Single(await Embedded.ProjectCredentials.ListAccessAsync(byId, Cancellation)).Name);
        Assert.True((await Remote.ProjectCredentials.RevokeAccessAsync(byId, [], Cancellation)).Success);

        foreach (ProjectCredentialQuery query in (ProjectCredentialQuery[])[new(), new() { Username = ["A*", "b?b-*"] }, new() { Role = ["baker*"] }, new() { Email = ["ADA@*"], Skip = 1 }, new() { State = [CredentialState.Disabled] }])
        {
            ProjectCredentialQuery wanted = query with { Project = [project] };
            Assert.Equal(Facts(await Embedded.ProjectCredentials.ListAsync(wanted, Cancellation).ToListAsync(Cancellation)), Facts(await Remote.ProjectCredentials.ListAsync(wanted, Cancellation).ToListAsync(Cancellation)));
            Assert.Equal(await Embedded.ProjectCredentials.CountAsync(wanted, Cancellation), await Remote.ProjectCredentials.CountAsync(wanted, Cancellation));
        }

        foreach (ProjectCredentialProperty property in Enum.GetValues<ProjectCredentialProperty>())
        {
            Assert.Equal(await Embedded.ProjectCredentials.ListValuesAsync(property, new() { Label = "a" }, Cancellation), await Remote.ProjectCredentials.ListValuesAsync(property, new() { Label = "a" }, Cancellation));
        }

        Assert.Equal(CredentialErrors.InUse, (await Refusal(() => Remote.Projects.RemoveRoleAsync(role, false, Cancellation))).Definition);
        Assert.True((await Remote.Projects.RemoveRoleAsync(role, true, Cancellation)).Success);
        Assert.Equal(username, (await Remote.ProjectCredentials.RemoveAsync(byName, Cancellation)).Username);
        Assert.Equal(CredentialErrors.NotFound, (await Refusal(() => Remote.ProjectCredentials.RemoveAsync(byId, Cancellation))).Definition);
        Assert.True((await Remote.Projects.RemoveProjectAsync(project, true, Cancellation)).Success);
        Assert.DoesNotContain(await Remote.Projects.ListProjectsAsync(Cancellation), one => one.Name == project);
    }

    [Fact]
    public async Task EnvironmentsAreMadeAndPublishedTo()
    {
        string project = fixture.Unique("deployed");
        await Remote.Projects.CreateProjectAsync(project, string.Empty, Cancellation);
        await Remote.ProjectCredentials.CreateAsync(new ProjectCredentialRequest { Project = project, Username = project, Email = "a@example.com", FullName = "A" }, Cancellation);
        var request = new CredentialEnvironmentRequest
        {
            Project = project, Name = "test/one", Kind = CredentialEnvironmentKind.Webhook, Target = "http://127.0.0.1:9/", SigningKey = new SecretText("sixteen characters"),
        };
        CredentialEnvironment made = await Remote.Deployment.CreateEnvironmentAsync(request, Cancellation);
        Assert.Equal(("test/one", "remote"), (made.Name, made.Authority));
        Assert.Contains("refused", made.LastError, StringComparison.Ordinal);
        Assert.Contains(await Remote.Deployment.ListEnvironmentsAsync(Cancellation), one => one.Id == made.Id && one.Project == project);
        DeploymentResult result = await Remote.Deployment.PublishAsync(project, ["test/one"], Cancellation);
        Assert.Equal((false, "test/one"), (result.Success, Assert.Single(result.EnvironmentResults).EnvironmentName));
        Assert.Contains(await Remote.Deployment.ListPendingAsync(Cancellation), one => one.Project == project && one.Environment == "test/one");
        Assert.Equal(CredentialErrors.InUse, (await Refusal(() => Remote.Deployment.RemoveEnvironmentAsync(project, "test/one", false, Cancellation))).Definition);
        await Remote.Deployment.RemoveEnvironmentAsync(project, "test/one", true, Cancellation);
        Assert.DoesNotContain(await Embedded.Deployment.ListEnvironmentsAsync(Cancellation), one => one.Id == made.Id);
    }

    [Fact]
    public async Task VerdictsAreThoseOfTheAuthority()
    {
        string ns = fixture.Unique("verified");
        IssuedApiCredential token = await Embedded.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "verified-token", Namespace = ns, Type = CredentialType.ServiceApiToken, IPAddress = ["192.0.2.1"], NamespaceRole = [new(ns, "cook")], UserGroup = ["cooks"] }, Cancellation);
        IssuedApiKey key = await Embedded.ApiKeys.CreateAsync(new ApiKeyRequest { Name = fixture.Unique("key"), Workspace = "w", Role = ApiKeyRole.Viewer }, Cancellation);
        IPAddress here = IPAddress.Parse("192.0.2.1");
        await SameAsync(verifier => verifier.VerifyTokenAsync(token.GetToken(), here, Cancellation), VerificationReason.Valid);
        await SameAsync(verifier => verifier.VerifyTokenAsync(token.GetToken(), IPAddress.Loopback, Cancellation), VerificationReason.AddressNotAllowed);
        await SameAsync(verifier => verifier.VerifyTokenAsync("nonsense", null, Cancellation), VerificationReason.Malformed);
        await SameAsync(verifier => verifier.VerifyTokenAsync(string.Empty, null, Cancellation), VerificationReason.Malformed);
        await SameAsync(verifier => verifier.VerifyApiKeyAsync(key.GetKey(), null, Cancellation), VerificationReason.Valid);
        await SameAsync(verifier => verifier.VerifyApiKeyAsync(Guid.NewGuid().ToString(), null, Cancellation), VerificationReason.Unknown);
        await SameAsync(verifier => verifier.VerifyCertificateAsync(new byte[] { 1, 2, 3 }, null, Cancellation), VerificationReason.Malformed);
        await SameAsync(verifier => verifier.VerifyPasswordAsync("nobody there", new SecretText("x"), here, new AccessTarget("orders"), Cancellation), VerificationReason.Unknown);
        await Embedded.ApiCredentials.RevokeAsync(CredentialReference.ById(token.Id), RevocationReason.Superseded, Cancellation);
        await SameAsync(verifier => verifier.VerifyTokenAsync(token.GetToken(), here, Cancellation), VerificationReason.Revoked);

        // Who may not see the record is told no more of it than what the verdict says.
        await using ICredentialAuthority stranger = await fixture.UserAsync("stranger");
        CredentialVerdict less = await stranger.Verifier.VerifyApiKeyAsync(key.GetKey(), null, Cancellation);
        Assert.Equal((true, key.Name, string.Empty), (less.IsValid, less.Credential!.Name, ((ApiKey)less.Credential).MaskedKey));

        async Task SameAsync(Func<ICredentialVerifier, ValueTask<CredentialVerdict>> verify, VerificationReason reason)
        {
            CredentialVerdict expected = await verify(Embedded.Verifier);
            CredentialVerdict actual = await verify(Remote.Verifier);
            Assert.Equal(reason, actual.Reason);
            Assert.Equal(Facts(expected), Facts(actual));
            Assert.Equal(Facts<object?>(expected.Credential ?? new object()), Facts<object?>(actual.Credential ?? new object()));
        }
    }

    [Fact]
    public async Task TheAuthoritysOwnMattersAreThere()
    {
        CredentialAuthorityInfo expected = await Embedded.DescribeAsync(Cancellation);
        CredentialAuthorityInfo info = await Remote.DescribeAsync(Cancellation);
        Assert.Equal(("remote", "PSCredentials", fixture.Service.Https.AbsoluteUri, "owner", null), (info.Name, info.Provider, info.Location, info.Caller, (object?)info.Protection));
        Assert.Equal((expected.Id, expected.CertificateAuthorityPem, expected.CreatedAt), (info.Id, info.CertificateAuthorityPem, info.CreatedAt));

        CredentialPolicy policy = await Remote.Policy.ChangeAsync(
            new CredentialPolicyChange { Type = ["ApiToken"], MaximumLifetime = TimeSpan.FromDays(300), MinimumBundlePasswordLength = 9, BlockedPassword = [.. Enumerable.Range(0, 20_000).Select(i => $"blocked password {i}")] }, Cancellation);
        Assert.Equal((9, 20_000, TimeSpan.FromDays(300)), (policy.MinimumBundlePasswordLength, policy.BlockedPasswordCount, policy.GetLifetime("ApiToken").MaximumLifetime));
        Same(await Embedded.Policy.GetAsync(Cancellation), await Remote.Policy.GetAsync(Cancellation));

        string cluster = fixture.Unique("ovens/1");
        Same(await Remote.Clusters.RegisterAsync(cluster, new Uri("https://ovens.example:6443/"), expected.CertificateAuthorityPem, Cancellation), Assert.Single(await Remote.Clusters.ListAsync([cluster], Cancellation)));
        Assert.Equal(Facts(await Embedded.Clusters.ListAsync([], Cancellation)), Facts(await Remote.Clusters.ListAsync([], Cancellation)));
        await Remote.Clusters.UnregisterAsync(cluster, Cancellation);
        Assert.Empty(await Remote.Clusters.ListAsync([cluster], Cancellation));

        Uri address = new("http://pki.example:8080/");
        Assert.Equal(address, await Remote.Revocation.SetAddressAsync(address, Cancellation));
        Assert.Equal(address, await Remote.Revocation.GetAddressAsync(Cancellation));
        Assert.Null(await Remote.Revocation.SetAddressAsync(null, Cancellation));
        RevocationList list = await Remote.Revocation.IssueListAsync(new RevocationListRequest { Validity = TimeSpan.FromDays(2) }, Cancellation);
        CredentialAuthorityCertificate current = (await Remote.CertificateAuthorities.ListAsync(Cancellation))[0];
        Assert.Equal((current.Subject, TimeSpan.FromDays(2)), (list.Issuer, list.NextUpdate - list.ThisUpdate));
        foreach (bool isDelta in (bool[])[false, true])
        {
            RevocationList served = await Remote.Revocation.GetListAsync(current.KeyIdentifier, isDelta, Cancellation);
            Assert.Equal((await Embedded.Revocation.GetListAsync(current.KeyIdentifier, isDelta, Cancellation)).Der.ToArray(), served.Der.ToArray());
            Assert.Equal(isDelta, served.BaseNumber is not null);
        }

        Assert.Equal((await Embedded.Revocation.AnswerStatusRequestAsync(new byte[] { 1 }, Cancellation)).ToArray(), (await Remote.Revocation.AnswerStatusRequestAsync(new byte[] { 1 }, Cancellation)).ToArray());

        var right = new CredentialRight { Principal = "ada & co", ScopeType = CredentialScopeType.Namespace, Scope = "b/c", Role = CredentialRightRole.Editor };
        CredentialRight granted = await Remote.Rights.GrantAsync(right, Cancellation);
        Assert.Equal(("owner", "remote"), (granted.GrantedBy, granted.Authority));
        Assert.Equal(Facts(await Embedded.Rights.ListAsync(Cancellation)), Facts(await Remote.Rights.ListAsync(Cancellation)));
        Same(granted, await Remote.Rights.RevokeAsync(right, Cancellation));
        Assert.Equal(CredentialErrors.NotFound, (await Refusal(() => Remote.Rights.RevokeAsync(right, Cancellation))).Definition);
    }

    [Fact]
    public async Task TheAuditTrailComesWholeInPages()
    {
        string ns = fixture.Unique("audited");
        for (int i = 0; i < 1203; i++)
        {
            await Embedded.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = $"audited-{i:0000}", Namespace = ns, Type = CredentialType.ServiceApiToken }, Cancellation);
        }

        foreach (CredentialEventQuery query in (CredentialEventQuery[])
            [new(), new() { SubjectName = ["audited-*"], Action = [CredentialAction.Create], Newest = 1100 }, new() { Newest = 3 }, new() { Newest = 0 }, new() { SubjectType = [CredentialSubject.ApiCredential], Before = DateTimeOffset.UtcNow, AfterSequence = 700 }, new() { Actor = ["nobody"] }])
        {
            Assert.Equal(
                (await Embedded.Audit.ListAsync(query, Cancellation).ToListAsync(Cancellation)).Select(entry => entry with { Authority = "remote" }),
                await Remote.Audit.ListAsync(query, Cancellation).ToListAsync(Cancellation));
        }
    }

    [Fact]
    public async Task TheCertificateAuthorityIsReplacedOnce()
    {
        await using var service = await Support.RunningService.StartAsync();
        await using ICredentialAuthority remote = await new RemoteAuthorityProvider().ConnectAsync(
            fixture.Options(await service.OwnerTokenAsync(), service.Https) with { CertificateAuthorities = [X509CertificateLoader.LoadCertificateFromFile(service.CertificateAuthorityFile)] }, Cancellation);
        CredentialAuthorityCertificate before = (await remote.CertificateAuthorities.ListAsync(Cancellation))[0];
        CredentialAuthorityCertificate next = await remote.CertificateAuthorities.RollOverAsync(new CertificateAuthorityRollOver { KeyAlgorithm = KeyAlgorithm.EcdsaP384 }, Cancellation);
        Assert.Equal((true, KeyAlgorithm.EcdsaP384, "remote"), (next.IsCurrent, next.KeyAlgorithm!.Value, next.Authority));
        Assert.NotEqual(before.SerialNumber, next.SerialNumber);
        Assert.Equal(Facts(await service.Authority.CertificateAuthorities.ListAsync(Cancellation)), Facts(await remote.CertificateAuthorities.ListAsync(Cancellation)));
        Assert.Equal(
            CredentialErrorCode.InvalidState, (await Refusal(() => remote.CertificateAuthorities.RollOverAsync(new CertificateAuthorityRollOver { Replaces = before.SerialNumber }, Cancellation))).Code);
        Assert.Empty(await remote.CertificateAuthorities.DestroyEndedKeysAsync(Cancellation));
    }

    [Fact]
    public async Task WhatIsDoneOnTheServicesMachineIsRefusedBeforeAnythingIsSent()
    {
        var nowhere = new RemoteAuthorityOptions { Provider = RemoteProvider.PSCredentials, Address = new Uri("https://127.0.0.1:9"), Token = new SecretText("t"), Name = "far", Retries = 0 };
        await using RemoteAuthority authority = RemoteAuthorityProvider.Create(nowhere, TimeProvider.System);
        Func<Task>[] actions =
        [
            () => authority.ChangeProtectionAsync(VaultProtection.KeyFile, null, Cancellation),
            () => authority.Deployment.RunAsync((_, _) => { }, Cancellation),
            () => authority.Deployment.CreateEnvironmentAsync(new CredentialEnvironmentRequest { Project = "p", Name = "n", Kind = CredentialEnvironmentKind.Htpasswd, Target = "/x" }, Cancellation),
            () => authority.CertificateAuthorities.RollOverAsync(new CertificateAuthorityRollOver { Source = new CertificateAuthoritySource() }, Cancellation),
            () => Task.FromResult(authority.Rights.Of(new CredentialVerdict(VerificationReason.Unknown))),
            () => authority.ApiKeys.GetAsync(CredentialReference.ById("a") with { VisibleIn = [] }, Cancellation),
        ];
        foreach (Func<Task> action in actions)
        {
            CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(async () => await action());
            Assert.Equal(CredentialErrors.NotSupported, refusal.Definition);
            Assert.StartsWith("'far' (a PSCredentials service) has no ", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(CredentialErrors.AuthorityUnreachable, (await Refusal(() => authority.Policy.GetAsync(Cancellation))).Definition);
    }

    private static Task<CredentialException> Refusal(Func<Task> action) => Assert.ThrowsAsync<CredentialException>(action);
}
