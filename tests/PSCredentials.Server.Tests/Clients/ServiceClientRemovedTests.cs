using System.Net;
using static PSCredentials.Server.Tests.Clients.ServiceClientFixture;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>Removed credentials of each family through the client of the service, held against what the authority behind it says.</summary>
public sealed class ServiceClientRemovedTests(ServiceClientFixture fixture) : IClassFixture<ServiceClientFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ApiCredentialsAreListedFoundAndRestored()
    {
        string ns = fixture.Unique("bakery ü%2F&=#+");
        IssuedApiCredential made = await fixture.Remote.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "oven (1) ü%2F+&", Namespace = ns, Type = CredentialType.ServiceApiToken, NamespaceRole = [new NamespaceRole(ns, "Viewer")] }, Cancellation);
        CredentialReference byName = CredentialReference.ByName("OVEN (1) Ü%2F+&", ns);
        await RemoveAsync(made);
        IRemovedCredentialService<RemovedApiCredential, ApiCredential, ApiCredentialQuery> remote = fixture.Remote.RemovedApiCredentials;
        Same(await fixture.Embedded.RemovedApiCredentials.GetAsync(byName, Cancellation), await remote.GetAsync(byName, Cancellation));
        Same(await fixture.Embedded.RemovedApiCredentials.GetAsync(byName, Cancellation), await remote.GetAsync(CredentialReference.ById(made.Id), Cancellation));
        var query = new ApiCredentialQuery { Id = [made.Id], Type = [CredentialType.ServiceApiToken] };
        Assert.Equal(made.Id, Assert.Single(await remote.ListAsync(query, Cancellation).ToListAsync(Cancellation)).Id);
        Assert.Equal(1, await remote.CountAsync(query, Cancellation));

        ApiCredential restored = await remote.RestoreAsync(byName, Cancellation);

        Same(await fixture.Embedded.ApiCredentials.GetAsync(CredentialReference.ById(made.Id), Cancellation), restored);
        Assert.True((await fixture.Embedded.Verifier.VerifyTokenAsync(made.GetToken(), null, Cancellation)).IsValid);
        foreach (CredentialReference none in (CredentialReference[])[byName, CredentialReference.ByName("oven*", ns), CredentialReference.ByName(string.Empty), CredentialReference.ById(made.Id), CredentialReference.ById("../policy"), CredentialReference.ById(string.Empty)])
        {
            CredentialException refusal = await Refusal(() => remote.RestoreAsync(none, Cancellation));
            Assert.Equal((CredentialErrors.NotFound, $"There is no removed credential '{none}'."), (refusal.Definition, refusal.Message));
        }

        // Two of one name, and one that lives.
        await RemoveAsync(made);
        IssuedApiCredential second = await fixture.Remote.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = "oven (1) ü%2F+&", Namespace = ns, Type = CredentialType.ServiceApiToken }, Cancellation);
        Assert.Equal(CredentialErrors.AlreadyExists, (await Refusal(() => remote.RestoreAsync(byName, Cancellation))).Definition);
        await RemoveAsync(second);
        Assert.Equal(CredentialErrors.AmbiguousName, (await Refusal(() => remote.RestoreAsync(byName, Cancellation))).Definition);
        Assert.Equal(
            CredentialErrors.ModifiedMeanwhile, (await Refusal(() => remote.RestoreAsync(CredentialReference.ById(made.Id) with { ModifiedAt = made.ModifiedAt.AddDays(1) }, Cancellation))).Definition);
    }

    [Fact]
    public async Task ApiKeysAndProjectCredentialsAreToo()
    {
        IssuedApiKey key = await fixture.Remote.ApiKeys.CreateAsync(new ApiKeyRequest { Name = fixture.Unique("key"), Role = ApiKeyRole.Editor, Workspace = "bakery" }, Cancellation);
        await fixture.Remote.ApiKeys.RemoveAsync(CredentialReference.ById(key.Id), Cancellation);
        Same(
            await fixture.Embedded.RemovedApiKeys.GetAsync(CredentialReference.ById(key.Id), Cancellation),
            await fixture.Remote.RemovedApiKeys.GetAsync(CredentialReference.ByName(key.Name, "BAKERY"), Cancellation));
        Same(await fixture.Remote.RemovedApiKeys.RestoreAsync(CredentialReference.ByName(key.Name), Cancellation), await fixture.Remote.ApiKeys.GetAsync(CredentialReference.ById(key.Id), Cancellation));
        Assert.True((await fixture.Embedded.Verifier.VerifyApiKeyAsync(key.GetKey(), IPAddress.Loopback, Cancellation)).IsValid);

        string project = fixture.Unique("orders");
        await fixture.Remote.Projects.CreateProjectAsync(project, string.Empty, Cancellation);
        ProjectCredential ada = await fixture.Remote.ProjectCredentials.CreateAsync(
            new ProjectCredentialRequest { Project = project, Username = fixture.Unique("ada"), Email = "ada@example.com", FullName = "Ada", Password = new SecretText("a long enough password") }, Cancellation);
        await fixture.Remote.ProjectCredentials.RemoveAsync(CredentialReference.ById(ada.Id), Cancellation);
        RemovedProjectCredential removed = await fixture.Remote.RemovedProjectCredentials.GetAsync(CredentialReference.ByName(ada.Username, project), Cancellation);
        Same(await fixture.Embedded.RemovedProjectCredentials.GetAsync(CredentialReference.ById(ada.Id), Cancellation), removed);
        ProjectCredential restored = await fixture.Remote.RemovedProjectCredentials.RestoreAsync(CredentialReference.ById(ada.Id), Cancellation);
        Assert.True(restored.DeploymentResult!.Success);
        Assert.True((await fixture.Embedded.Verifier.VerifyPasswordAsync(ada.Username, new SecretText("a long enough password"), null, null, Cancellation)).IsValid);
    }

    private Task RemoveAsync(ApiCredential credential) => fixture.Remote.ApiCredentials.RemoveAsync(CredentialReference.ById(credential.Id), Cancellation);

    private static Task<CredentialException> Refusal(Func<Task> call) => Assert.ThrowsAsync<CredentialException>(call);
}
