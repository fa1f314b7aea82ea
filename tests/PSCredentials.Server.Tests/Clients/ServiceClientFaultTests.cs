using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PSCredentials.Vendors;
using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>What the client of the service makes of refusals, of answers that are lost or are none, and of who it speaks for.</summary>
public sealed class ServiceClientFaultTests(ServiceClientFixture fixture) : IClassFixture<ServiceClientFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EachErrorOfTheServiceIsTheSameHereWithItsText()
    {
        await using CuttingProxy proxy = await CuttingProxy.StartAsync(fixture.Service);
        await using ICredentialAuthority remote = Through(proxy, retries: 0);
        foreach (CredentialErrorDefinition definition in CredentialErrors.All)
        {
            proxy.Answer = async context =>
            {
                context.Response.StatusCode = 418;
                await context.Response.WriteAsJsonAsync(new { title = "x", detail = $"The text of {definition.Id}.", errorId = definition.Id }, JsonSerializerOptions.Web, "application/problem+json");
                return true;
            };
            CredentialException error = await Refusal(() => remote.Policy.GetAsync(Cancellation));
            Assert.Equal((definition, $"The text of {definition.Id}."), (error.Definition, error.Message));
        }
    }

    [Theory]
    [InlineData(400, "InvalidArgument")]
    [InlineData(401, "AuthenticationRequired")]
    [InlineData(403, "NotAuthorized")]
    [InlineData(404, "NotFound")]
    [InlineData(409, "InvalidState")]
    [InlineData(413, "InvalidArgument")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "Internal")]
    [InlineData(502, "ServiceOverloaded")]
    [InlineData(503, "ServiceOverloaded")]
    [InlineData(504, "RequestTimedOut")]
    public async Task AStatusWithoutProblemDetailsSaysWhatItMeans(int status, string errorId)
    {
        await using CuttingProxy proxy = await CuttingProxy.StartAsync(fixture.Service);
        await using ICredentialAuthority remote = Through(proxy, retries: 0);
        proxy.Answer = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<h1>A proxy's own page</h1>");
            return true;
        };

        Assert.Equal(errorId, (await Refusal(() => remote.ApiCredentials.GetAsync(CredentialReference.ById("00"), Cancellation))).ErrorId);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("application/json", "{\"id\":")]
    [InlineData("application/json", "null")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "{\"items\":null}")]
    [InlineData("application/json", "{\"items\":[null]}")]
    [InlineData("application/json", "{\"items\":[{}]}")]
    [InlineData("text/html", "{\"items\":[]}")]
    public async Task AnAnswerThatIsNoneIsNotTakenForOne(string type, string body)
    {
        await using CuttingProxy proxy = await CuttingProxy.StartAsync(fixture.Service);
        await using ICredentialAuthority remote = Through(proxy, retries: 0);
        proxy.Answer = async context =>
        {
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body);
            return true;
        };
        Func<Task>[] actions =
        [
            () => remote.ApiCredentials.GetAsync(CredentialReference.ById("00"), Cancellation),
            () => remote.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = "a name", Type = CredentialType.ApiToken }, Cancellation),
            () => remote.ApiCredentials.RevokeAllAsync([CredentialReference.ById("00")], RevocationReason.Unspecified, false, Cancellation),
            async () => await remote.ApiCredentials.ListAsync(new(), Cancellation).ToListAsync(Cancellation),
            () => remote.ApiKeys.RevealAsync(CredentialReference.ById("00"), Cancellation),
            () => remote.ProjectCredentials.GetAsync(CredentialReference.ById("00"), Cancellation),
            () => remote.Revocation.IssueListAsync(new(), Cancellation),
            () => ((RemoteAuthority)remote).CheckAsync(Cancellation),
        ];
        foreach (Func<Task> action in actions.Where((_, i) => i != 3 || body is not "{}"))
        {
            Assert.Equal(CredentialErrors.AnswerNotUnderstood, (await Refusal(action)).Definition);
        }
    }

    [Fact]
    public async Task WhatWasDoneIsDoneOnceThoughItsAnswerIsLost()
    {
        await using CuttingProxy proxy = await CuttingProxy.StartAsync(fixture.Service);
        await using ICredentialAuthority remote = Through(proxy);
        string ns = fixture.Unique("lossy");
        IApiCredentialService credentials = remote.ApiCredentials;

        proxy.Cuts = 2;
        IssuedApiCredential made = await credentials.CreateAsync(new ApiCredentialRequest { Name = "lossy-token", Namespace = ns, Type = CredentialType.ServiceApiToken }, Cancellation);
        Assert.Equal((0, 1), (proxy.Cuts, await fixture.Embedded.ApiCredentials.CountAsync(new() { Namespace = [ns] }, Cancellation)));
        Assert.True((await fixture.Embedded.Verifier.VerifyTokenAsync(made.GetToken(), null, Cancellation)).IsValid);

        CredentialReference byId = CredentialReference.ById(made.Id);
        proxy.Cuts = 1;
        IssuedApiCredential rotated = await credentials.RotateAsync(byId, new RotationRequest { GracePeriod = TimeSpan.FromHours(1) }, Cancellation);
        Assert.True((await fixture.Embedded.Verifier.VerifyTokenAsync(rotated.GetToken(), null, Cancellation)).IsValid);
        Assert.True((await fixture.Embedded.Verifier.VerifyTokenAsync(made.GetToken(), null, Cancellation)).IsValid);
        Assert.Equal(1, await EventsAsync(made.Id, CredentialAction.Rotate));
        proxy.Cuts = 1;
        await credentials.RenewAsync(byId, Expiry.In(TimeSpan.FromDays(2)), Cancellation);
        proxy.Cuts = 1;
        Assert.Equal(CredentialState.Revoked, (await credentials.RevokeAsync(byId, RevocationReason.KeyCompromise, Cancellation)).State);
        proxy.Cuts = 1;
        Assert.Equal(CredentialErrors.AlreadyRevoked, (await Refusal(() => credentials.RevokeAsync(byId, RevocationReason.Superseded, Cancellation))).Definition);
        proxy.Cuts = 1;
        await credentials.RemoveAsync(byId, Cancellation);
        Assert.Equal(0, proxy.Cuts);

        proxy.Cuts = 1;
        IssuedApiKey key = await remote.ApiKeys.CreateAsync(new ApiKeyRequest { Name = "lossy key", Workspace = ns, Role = ApiKeyRole.Viewer }, Cancellation);
        proxy.Cuts = 1;
        IssuedApiKey next = await remote.ApiKeys.RotateAsync(CredentialReference.ById(key.Id), TimeSpan.Zero, null, Cancellation);
        Assert.NotEqual(key.GetKey(), next.GetKey());
        Assert.True((await fixture.Embedded.Verifier.VerifyApiKeyAsync(next.GetKey(), null, Cancellation)).IsValid);

        proxy.Cuts = 1;
        await remote.Projects.CreateProjectAsync(ns, "Lossy.", Cancellation);
        proxy.Cuts = 1;
        ProjectCredential person = await remote.ProjectCredentials.CreateAsync(new ProjectCredentialRequest { Project = ns, Username = ns, Email = "a@example.com", FullName = "A" }, Cancellation);
        Assert.True((await fixture.Embedded.Verifier.VerifyPasswordAsync(ns, new SecretText(((IssuedProjectCredential)person).GetPassword()), null, null, Cancellation)).IsValid);
        proxy.Cuts = 1;
        Assert.Single(await remote.ProjectCredentials.GrantAccessAsync(CredentialReference.ById(person.Id), [new AccessTarget("orders")], Cancellation));
        proxy.Cuts = 1;
        Assert.Equal(
            CredentialErrors.OutcomeUnknown,
            (await Refusal(() => remote.ProjectCredentials.ChangeAsync(CredentialReference.ById(person.Id), new ProjectCredentialChange { GeneratePassword = true, GracePeriod = TimeSpan.FromHours(1) }, Cancellation))).Definition);
        proxy.Cuts = 1;
        Assert.Equal(ns, (await remote.ProjectCredentials.RemoveAsync(CredentialReference.ById(person.Id), Cancellation)).Username);
        proxy.Cuts = 1;
        Assert.True((await remote.Projects.RemoveProjectAsync(ns, false, Cancellation)).Success);
        await fixture.Embedded.Projects.CreateRoleAsync(ns, "Somebody's.", Cancellation);
        proxy.Cuts = 1;
        Assert.Equal(CredentialErrors.AlreadyExists, (await Refusal(() => remote.Projects.CreateRoleAsync(ns, "Another one.", Cancellation))).Definition);
        ApiCredential other = await fixture.Embedded.ApiCredentials.GetAsync(CredentialReference.ById(await TokenAsync(ns, 1)), Cancellation);
        proxy.Cuts = 1;
        CredentialException unknown = await Refusal(() => credentials.DisableAsync(CredentialReference.ById(other.Id) with { ModifiedAt = other.ModifiedAt }, Cancellation));
        Assert.Equal(CredentialErrors.OutcomeUnknown, unknown.Definition);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ABulkRevocationWhoseAnswerIsLostIsNoRefusal(bool stopAtRefusal)
    {
        await using CuttingProxy proxy = await CuttingProxy.StartAsync(fixture.Service);
        await using ICredentialAuthority remote = Through(proxy);
        string ns = fixture.Unique("lossy-bulk");
        var references = new List<CredentialReference>();
        for (int i = 0; i < 6; i++)
        {
            references.Add(CredentialReference.ById(await TokenAsync(ns, i)));
        }

        await fixture.Embedded.ApiCredentials.RevokeAsync(references[4], RevocationReason.AffiliationChanged, Cancellation);
        proxy.Cuts = 1;
        IReadOnlyList<RevocationOutcome> outcomes = await remote.ApiCredentials.RevokeAllAsync(references, RevocationReason.Superseded, stopAtRefusal, Cancellation);

        Assert.Equal(stopAtRefusal ? 5 : 6, outcomes.Count);
        Assert.Equal([4], outcomes.Index().Where(outcome => outcome.Item.Refusal is not null).Select(outcome => outcome.Index));
        Assert.Equal(CredentialErrors.AlreadyRevoked, outcomes[4].Refusal!.Definition);
        Assert.Equal(stopAtRefusal ? 1 : 0, await fixture.Embedded.ApiCredentials.CountAsync(new() { Namespace = [ns], State = [CredentialState.Active] }, Cancellation));
    }

    [Fact]
    public async Task EachPageOfAListIsTriedAgainByItself()
    {
        await using CuttingProxy proxy = await CuttingProxy.StartAsync(fixture.Service);
        await using ICredentialAuthority remote = Through(proxy);
        string ns = fixture.Unique("paged");
        for (int i = 0; i < 1100; i++)
        {
            await TokenAsync(ns, i);
        }

        proxy.Matches = request => request.Query.ContainsKey("after");
        proxy.Cuts = 1;
        List<ApiCredential> all = await remote.ApiCredentials.ListAsync(new() { Namespace = [ns] }, Cancellation).ToListAsync(Cancellation);

        Assert.Equal((1100, 1100, 0), (all.Count, all.Select(one => one.Id).Distinct().Count(), proxy.Cuts));
        Assert.Equal(4, proxy.Seen.Count(request => request == "GET /v1/api-credentials"));
    }

    [Fact]
    public async Task AllKindsOfCredentialsAreTaken()
    {
        var right = new CredentialRight { Role = CredentialRightRole.Owner };
        IssuedApiKey key = await fixture.Embedded.ApiKeys.CreateAsync(new ApiKeyRequest { Name = fixture.Unique("caller"), Role = ApiKeyRole.Owner }, Cancellation);
        AccessTokenGrant grant = await fixture.Embedded.AccessTokens.GrantForApiKeyAsync(key.GetKey(), IPAddress.Loopback, Cancellation);
        await fixture.Service.TokenAsync("cora", right);
        IssuedApiCredential issued = await fixture.Embedded.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "cora-certificate", Type = CredentialType.ApiCertificate, Owner = "cora", WithoutBundle = true }, Cancellation);
        using var pem = X509Certificate2.CreateFromPem(issued.GetCertificatePem(), issued.GetSecret().PrivateKeyPem!.Reveal());
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        RemoteAuthorityOptions[] all =
        [
            fixture.Options(fixture.OwnerToken), fixture.Options(key.GetKey()), fixture.Options(grant.Token!.Reveal()), fixture.Options(null) with { Certificate = certificate },
        ];
        var callers = new List<string>();
        foreach (RemoteAuthorityOptions options in all)
        {
            await using ICredentialAuthority remote = await new RemoteAuthorityProvider().ConnectAsync(options, Cancellation);
            callers.Add((await remote.DescribeAsync(Cancellation)).Caller);
        }

        Assert.Equal(["owner", $"api-key:/{key.Name}", $"api-key:/{key.Name}", "cora"], callers);
        CredentialException refused = await Refusal(() => new RemoteAuthorityProvider().ConnectAsync(fixture.Options("psc_api_nonsense"), Cancellation));
        Assert.Equal(CredentialErrors.AuthenticationRequired, refused.Definition);
        CredentialException elsewhere = await Refusal(() => new RemoteAuthorityProvider().ConnectAsync(fixture.Options("t", fixture.Service.Http), Cancellation));
        Assert.Equal(CredentialErrors.NotAuthorized, elsewhere.Definition);
        Assert.Contains("HTTP", elsewhere.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NarrationAndTextsHoldNoSecret()
    {
        var lines = new ConcurrentQueue<string>();
        IssuedApiCredential made;
        using (RequestNarration.Begin(lines.Enqueue))
        {
            made = await fixture.Remote.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = fixture.Unique("told-token"), Type = CredentialType.ServiceApiToken }, Cancellation);
            await fixture.Remote.Verifier.VerifyTokenAsync(made.GetToken(), null, Cancellation);
        }

        Assert.Contains(lines, line => line.StartsWith("POST /v1/api-credentials: 201", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(made.GetToken(), StringComparison.Ordinal) || line.Contains(fixture.OwnerToken, StringComparison.Ordinal));

        // Whatever the wire carries, no type of it writes a secret out with its text.
        const string Secret = "secret-that-must-not-show";
        string[] carriers = [nameof(SecretWire), nameof(IssuedApiKeyWire), nameof(RevealedApiKeyWire), nameof(ApiCredentialCreation), nameof(RotationWire), nameof(ProjectCredentialCreation),
            nameof(ProjectCredentialChangeWire), nameof(ProjectCredentialWire), nameof(EnvironmentCreation), nameof(VerifyRequest), nameof(IssuedApiCredentialWire), nameof(PolicyChangeWire)];
        foreach (Type type in typeof(SecretWire).Assembly.GetTypes().Where(type => carriers.Contains(type.Name)))
        {
            object carrier = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
            foreach (PropertyInfo property in type.GetProperties().Where(property => property.PropertyType == typeof(string) && property.CanWrite
                && property.Name is ("Key" or "Token" or "Password" or "SigningKey" or "GeneratedPassword" or "PrivateKeyPem" or "KubeConfig" or "ApiKey")))
            {
                property.SetValue(carrier, Secret);
            }

            Assert.DoesNotContain(Secret, carrier.ToString(), StringComparison.Ordinal);
        }
    }

    private static Task<CredentialException> Refusal(Func<Task> action) => Assert.ThrowsAsync<CredentialException>(action);

    private RemoteAuthority Through(CuttingProxy proxy, int retries = 4) =>
        RemoteAuthorityProvider.Create(fixture.Options(fixture.OwnerToken, proxy.Address) with { Retries = retries }, TimeProvider.System);

    private async Task<string> TokenAsync(string ns, int number) => (await fixture.Embedded.ApiCredentials.CreateAsync(
        new ApiCredentialRequest { Name = $"lossy-token-{number:0000}", Namespace = ns, Type = CredentialType.ServiceApiToken }, Cancellation)).Id;

    private Task<int> EventsAsync(string id, CredentialAction action) =>
        fixture.Embedded.Audit.ListAsync(new() { SubjectId = [id], Action = [action] }, Cancellation).CountAsync(Cancellation).AsTask();
}
