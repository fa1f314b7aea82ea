using System.Net;
using PSCredentials.Tests;

namespace PSCredentials.Contract.Tests.Suite;

/// <content>Verdicts, clusters, environments, and the trail.</content>
public abstract partial class ManagementContract<TSubject>
{
    private ICredentialVerifier Verifier => Authority.Verifier;

    [Fact]
    public Task ATokenIsJudged() => DiffersAsync(
        Expectation.NoVerification,
        () => Verifier.VerifyTokenAsync("not a token", null, None).AsTask(),
        async () =>
        {
            IssuedApiCredential token = await TokenAsync("judged", request => request with { IPAddress = ["10.0.0.0/8"] });
            CredentialVerdict good = await Verifier.VerifyTokenAsync(token.GetToken(), IPAddress.Parse("10.1.2.3"), None);
            Assert.Equal((VerificationReason.Valid, token.Owner, token.Id), (good.Reason, good.Principal?.Name, good.Credential?.Id));
            Assert.IsNotType<IssuedApiCredential>(good.Credential);

            await IsJudgedAsync(VerificationReason.AddressNotAllowed, () => Verifier.VerifyTokenAsync(token.GetToken(), IPAddress.Parse("192.0.2.1"), None));
            await IsJudgedAsync(VerificationReason.AddressNotAllowed, () => Verifier.VerifyTokenAsync(token.GetToken(), null, None));
            await IsJudgedAsync(VerificationReason.Malformed, () => Verifier.VerifyTokenAsync("not a token", null, None));
            await Authority.ApiCredentials.RevokeAsync(CredentialReference.ById(token.Id), RevocationReason.Superseded, None);
            await IsJudgedAsync(VerificationReason.Revoked, () => Verifier.VerifyTokenAsync(token.GetToken(), IPAddress.Parse("10.1.2.3"), None));
            await Authority.ApiCredentials.RemoveAsync(CredentialReference.ById(token.Id), None);
            await IsJudgedAsync(VerificationReason.Unknown, () => Verifier.VerifyTokenAsync(token.GetToken(), IPAddress.Parse("10.1.2.3"), None));
        });

    [Fact]
    public Task ACertificateIsJudged() => DiffersAsync(
        Expectation.NoVerification,
        () => Verifier.VerifyCertificateAsync(new byte[] { 0x30, 0 }, null, None).AsTask(),
        async () =>
        {
            IssuedApiCredential issued = await TokenAsync("certified", request => request with { Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate });
            Assert.Equal(issued.Owner, (await Verifier.VerifyCertificateAsync(issued.GetCertificate(), null, None)).Principal?.Name);
            await IsJudgedAsync(VerificationReason.Malformed, () => Verifier.VerifyCertificateAsync(new byte[] { 0x30, 0 }, null, None));
            await Authority.ApiCredentials.DisableAsync(CredentialReference.ById(issued.Id), None);
            await IsJudgedAsync(VerificationReason.Disabled, () => Verifier.VerifyCertificateAsync(issued.GetCertificate(), null, None));
        });

    [Fact]
    public Task AKeyIsJudged() => DiffersAsync(
        Expectation.NoVerification,
        () => Verifier.VerifyApiKeyAsync("not a key", null, None).AsTask(),
        async () =>
        {
            IssuedApiKey issued = await Authority.ApiKeys.CreateAsync(new ApiKeyRequest { Name = Name("judged"), Workspace = "andromeda", Role = ApiKeyRole.Viewer }, None);
            CredentialVerdict good = await Verifier.VerifyApiKeyAsync(issued.GetKey(), null, None);
            Assert.Equal((VerificationReason.Valid, issued.ServiceAccountName), (good.Reason, good.Principal?.Name));
            Assert.IsNotType<IssuedApiKey>(good.Credential);
            await IsJudgedAsync(VerificationReason.Malformed, () => Verifier.VerifyApiKeyAsync("not a key", null, None));
            await IsJudgedAsync(VerificationReason.Unknown, () => Verifier.VerifyApiKeyAsync(Guid.NewGuid().ToString(), null, None));
        });

    [Fact]
    public Task APasswordIsJudgedForWhatItIsPresentedFor() => DiffersAsync(
        Expectation.NoVerification,
        () => Verifier.VerifyPasswordAsync("nobody", new SecretText(Password), null, null, None).AsTask(),
        async () =>
        {
            ProjectCredential made = await ProjectCredentialAsync("judged", roles: "API_USER");
            var proxy = new AccessTarget("orders-proxy");
            await Authority.ProjectCredentials.GrantAccessAsync(CredentialReference.ById(made.Id), [proxy], None);
            CredentialVerdict good = await Verifier.VerifyPasswordAsync(made.Username, new SecretText(Password), null, proxy, None);
            Assert.Equal((VerificationReason.Valid, made.Username, "API_USER"), (good.Reason, good.Principal?.Name, Assert.Single(good.Role)));
            await IsJudgedAsync(VerificationReason.ResourceNotGranted, () => Verifier.VerifyPasswordAsync(made.Username, new SecretText(Password), null, new AccessTarget("other-proxy"), None));
            await IsJudgedAsync(VerificationReason.WrongPassword, () => Verifier.VerifyPasswordAsync(made.Username, new SecretText("Another-Password-1"), null, proxy, None));
            await IsJudgedAsync(VerificationReason.Unknown, () => Verifier.VerifyPasswordAsync(Name("nobody"), new SecretText(Password), null, null, None));
        });

    [Fact]
    public Task AClusterIsRegisteredOnceAndForgotten() => DiffersAsync(
        Expectation.NoClusters,
        () => Authority.Clusters.RegisterAsync(Name("cluster"), new Uri("https://k8s.example:6443"), null, None),
        async () =>
        {
            CredentialCluster made = await Authority.Clusters.RegisterAsync(Name("Cluster"), new Uri("https://k8s.example:6443"), null, None);
            Assert.Equal(made, Assert.Single(await Authority.Clusters.ListAsync([Prefix + "-[c]*"], None)));
            Assert.Empty(await Authority.Clusters.ListAsync([Name("none-*")], None));
            await FailsAsync(CredentialErrors.AlreadyExists, () => Authority.Clusters.RegisterAsync(Name("cluster"), new Uri("https://other.example"), null, None));
            await FailsAsync(CredentialErrors.InvalidArgument, () => Authority.Clusters.RegisterAsync(Name("plain"), new Uri("http://k8s.example"), null, None));
            await FailsAsync(CredentialErrors.InvalidArgument, () => Authority.Clusters.RegisterAsync(Name("unsure"), new Uri("https://k8s.example"), "no certificate", None));
            await Authority.Clusters.UnregisterAsync(Name("cluster"), None);
            await FailsAsync(CredentialErrors.NotFound, () => Authority.Clusters.UnregisterAsync(Name("cluster"), None));
            Assert.Empty(await Authority.Clusters.ListAsync([Prefix + "*"], None));
        });

    [Fact]
    public Task AnEnvironmentThatIsNotReachedKeepsWhatIsPending() => DiffersAsync(
        Expectation.NoEnvironments,
        () => Authority.Deployment.ListEnvironmentsAsync(None),
        async () =>
        {
            await Projects.CreateProjectAsync(Name("deployed"), string.Empty, None);
            await ProjectCredentialAsync("delivered", Name("deployed"));
            CredentialEnvironmentRequest request = Hook("live");
            CredentialEnvironment made = await Authority.Deployment.CreateEnvironmentAsync(request, None);
            CredentialEnvironment listed = Assert.Single(await Authority.Deployment.ListEnvironmentsAsync(None), one => one.Project == Name("deployed"));
            Assert.All([made, listed], one => Assert.Equal((made.Id, "live", request.Target, DeploymentState.Failed, Authority.Name), (one.Id, one.Name, one.Target, one.State, one.Authority)));
            Assert.Contains(await Authority.Deployment.ListPendingAsync(None), one => one.Project == Name("deployed") && one.Environment == "live");
            DeploymentResult published = await Authority.Deployment.PublishAsync(Name("deployed"), ["LIVE"], None);
            Assert.Equal((false, "live"), (published.Success, Assert.Single(published.EnvironmentResults).EnvironmentName));

            await FailsAsync(CredentialErrors.AlreadyExists, () => Authority.Deployment.CreateEnvironmentAsync(Hook("Live"), None));
            await FailsAsync(CredentialErrors.InvalidArgument, () => Authority.Deployment.CreateEnvironmentAsync(Hook("plain") with { Target = "http://gateway.example.com/" }, None));
            await FailsAsync(CredentialErrors.NotFound, () => Authority.Deployment.CreateEnvironmentAsync(Hook("nowhere") with { Project = Name("nobody") }, None));
            await FailsAsync(CredentialErrors.NotFound, () => Authority.Deployment.PublishAsync(Name("nobody"), [], None));
            await FailsAsync(CredentialErrors.InUse, () => Authority.Deployment.RemoveEnvironmentAsync(Name("deployed"), "live", false, None));
            await Authority.Deployment.RemoveEnvironmentAsync(Name("deployed"), "live", true, None);
            await FailsAsync(CredentialErrors.NotFound, () => Authority.Deployment.RemoveEnvironmentAsync(Name("deployed"), "live", true, None));
        });

    [Fact]
    public async Task APasswordFileIsWrittenWhereTheAuthorityIs()
    {
        using var folder = new TemporaryFolder();
        CredentialEnvironmentRequest file = Hook(Name("file")) with
        {
            Project = Subjects.Subject.Project, Kind = CredentialEnvironmentKind.Htpasswd, Target = Path.Combine(folder.Path, "htpasswd"), SigningKey = null,
        };
        await DiffersAsync(
            Expectation.FilesAreWrittenThere,
            () => Authority.Deployment.CreateEnvironmentAsync(file, None),
            async () =>
            {
                Assert.Equal(DeploymentState.Deployed, (await Authority.Deployment.CreateEnvironmentAsync(file, None)).State);
                await ProjectCredentialAsync("in-file");
                Assert.True((await Authority.Deployment.PublishAsync(file.Project, [file.Name], None)).Success);
                Assert.Contains(Name("in-file") + ":", await File.ReadAllTextAsync(file.Target), StringComparison.Ordinal);
                await Authority.Deployment.RemoveEnvironmentAsync(file.Project, file.Name, false, None);
            });
        Assert.Equal(!Subject.Has(Expectation.FilesAreWrittenThere), File.Exists(file.Target));
    }

    [Fact]
    public Task WhoIsToldOfEndsIsRegistered()
    {
        var request = new CredentialNotificationRequest
        {
            Name = Name("told"), Uri = "http://127.0.0.1:9/", SigningKey = new SecretText("sixteen characters"), Threshold = [7, 30, 7], Scope = [Name("nowhere")], Family = [CredentialFamily.ApiKey],
        };
        return DiffersAsync(
            Expectation.NoNotifications,
            () => Authority.Notifications.RegisterAsync(request, None),
            async () =>
            {
                CredentialNotification made = await Authority.Notifications.RegisterAsync(request, None);
                Assert.Equal((request.Name, request.Uri, Authority.Name), (made.Name, made.Target, made.Authority));
                Assert.Equal([30, 7], made.Threshold);
                await FailsAsync(CredentialErrors.AlreadyExists, () => Authority.Notifications.RegisterAsync(request, None));
                await FailsAsync(CredentialErrors.InvalidArgument, () => Authority.Notifications.RegisterAsync(request with { Name = Name("other"), Threshold = [-1] }, None));
                Assert.Contains(await Authority.Notifications.ListAsync(None), one => one.Id == made.Id && one.Family is [CredentialFamily.ApiKey]);
                Assert.Empty(await Authority.Notifications.SendAsync([request.Name], None));
                await Authority.Notifications.UnregisterAsync(request.Name, None);
                await FailsAsync(CredentialErrors.NotFound, () => Authority.Notifications.UnregisterAsync(request.Name, None));
            });
    }

    [Fact]
    public Task WhatIsDoneIsInTheTrail() => DiffersAsync(
        Expectation.NoTrail,
        () => AllAsync(Authority.Audit.ListAsync(new CredentialEventQuery(), None)),
        async () =>
        {
            CredentialEvent newest = Assert.Single(await AllAsync(Authority.Audit.ListAsync(new CredentialEventQuery { Newest = 1 }, None)));
            IssuedApiCredential token = await TokenAsync("watched");
            await Authority.ApiCredentials.RevokeAsync(CredentialReference.ById(token.Id), RevocationReason.KeyCompromise, None);
            await FailsAsync(CredentialErrors.AlreadyRevoked, () => Authority.ApiCredentials.RevokeAsync(CredentialReference.ById(token.Id), RevocationReason.Unspecified, None));
            var its = new CredentialEventQuery { SubjectName = [Name("WATCH*")] };

            List<CredentialEvent> all = await AllAsync(Authority.Audit.ListAsync(its, None));
            Assert.Equal([CredentialAction.Create, CredentialAction.Revoke], all.Where(one => one.Outcome == "Success").Select(one => one.Action));
            Assert.Equal(all.Select(one => one.Sequence).Order(), all.Select(one => one.Sequence));
            Assert.All(all, one => Assert.Equal((token.Id, CredentialSubject.ApiCredential, Authority.Name), (one.SubjectId, one.SubjectType, one.Authority)));
            Assert.All(all, one => Assert.True(one.Sequence > newest.Sequence && one.Actor.Length > 0));
            Assert.Equal(all[1..], await AllAsync(Authority.Audit.ListAsync(its with { AfterSequence = all[0].Sequence }, None)));
            Assert.Equal(all[^1..], await AllAsync(Authority.Audit.ListAsync(its with { Newest = 1 }, None)));
            Assert.Equal(all[..1], await AllAsync(Authority.Audit.ListAsync(its with { Action = [CredentialAction.Create] }, None)));
            Assert.Equal(all, await AllAsync(Authority.Audit.ListAsync(new CredentialEventQuery { SubjectId = [token.Id] }, None)));
            Assert.Empty(await AllAsync(Authority.Audit.ListAsync(its with { SubjectType = [CredentialSubject.ApiKey] }, None)));
            Assert.Empty(await AllAsync(Authority.Audit.ListAsync(its with { Before = all[0].Time }, None)));
        });

    [Fact]
    public Task SecretsAreKept() => DiffersAsync(
        Expectation.SecretsAreKeptHere,
        () => Authority.Secrets.RevealAsync(Name("secret"), None),
        async () =>
        {
            await Authority.Secrets.SetAsync(Name("secret"), SecretValue.OfText(new SecretText("kept")), new Dictionary<string, object>(), None);
            Assert.Equal("kept", (await Authority.Secrets.RevealAsync(Name("secret"), None))!.Value.GetText().Reveal());
        });

    [Fact]
    public Task TheTrailIsProven() => DiffersAsync(
        Expectation.TrailIsProvenThere,
        () => Authority.AuditIntegrity.GetAnchorAsync(None),
        async () => Assert.True((await Authority.AuditIntegrity.VerifyAsync([await Authority.AuditIntegrity.GetAnchorAsync(None)], None)).IsIntact));

    private static async Task IsJudgedAsync(VerificationReason reason, Func<ValueTask<CredentialVerdict>> judge)
    {
        CredentialVerdict verdict = await judge();
        Assert.Equal((reason, false), (verdict.Reason, verdict.IsValid));
    }

    private CredentialEnvironmentRequest Hook(string name) => new()
    {
        Project = Name("deployed"), Name = name, Kind = CredentialEnvironmentKind.Webhook, Target = "http://127.0.0.1:9/", SigningKey = new SecretText("sixteen characters"),
    };
}
