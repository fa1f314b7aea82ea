using System.Globalization;

namespace PSCredentials.Server.Tests.Authorization;

/// <summary>A namespace, a workspace and a project of one name, in which the matrix makes the records that it asks for.</summary>
internal sealed class MatrixScope(IServedAuthority authority, string name)
{
    private static int s_count;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string Name => name;

    /// <summary>A name that nothing has yet.</summary>
    public static string NewName() => "matrix-" + Interlocked.Increment(ref s_count).ToString("000000", CultureInfo.InvariantCulture);

    public async Task<ApiCredential> CredentialAsync(CredentialType type = CredentialType.ServiceApiToken) =>
        await authority.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = NewName(), Namespace = name, Type = type, Owner = "somebody" }, Cancellation);

    public Task<IssuedApiKey> KeyAsync() =>
        authority.ApiKeys.CreateAsync(new ApiKeyRequest { Name = NewName(), Workspace = name, Role = ApiKeyRole.Viewer }, Cancellation);

    public Task<ProjectCredential> PersonAsync() => authority.ProjectCredentials.CreateAsync(
        new ProjectCredentialRequest
        {
            Project = name, Username = NewName(), Email = "ada@example.com", FullName = "Ada", Password = new SecretText("a long enough password"),
        },
        Cancellation);

    public async Task<ApiCredential> RemovedCredentialAsync()
    {
        ApiCredential credential = await CredentialAsync();
        await authority.ApiCredentials.RemoveAsync(CredentialReference.ById(credential.Id), Cancellation);
        return credential;
    }

    public async Task<ApiKey> RemovedKeyAsync()
    {
        IssuedApiKey key = await KeyAsync();
        await authority.ApiKeys.RemoveAsync(CredentialReference.ById(key.Id), Cancellation);
        return key;
    }

    public async Task<ProjectCredential> RemovedPersonAsync() => await authority.ProjectCredentials.RemoveAsync(CredentialReference.ById((await PersonAsync()).Id), Cancellation);

    public async Task<string> ProjectAsync()
    {
        string made = NewName();
        await authority.Projects.CreateProjectAsync(made, string.Empty, Cancellation);
        return made;
    }

    public async Task<string> RoleAsync() => (await authority.Projects.CreateRoleAsync(NewName(), string.Empty, Cancellation)).Name;

    public async Task<string> IssuerAsync() => (await authority.CertificateAuthorities.ListAsync(Cancellation))[0].KeyIdentifier;

    public async Task<string> ClusterAsync() => (await authority.Clusters.RegisterAsync(NewName(), new Uri("https://k8s.example"), null, Cancellation)).Name;

    public async Task<string> NotificationAsync() => (await authority.Notifications.RegisterAsync(
        new CredentialNotificationRequest { Name = NewName(), Uri = "http://127.0.0.1:9/", SigningKey = new SecretText("sixteen characters") }, Cancellation)).Name;

    public Task<CredentialRight> RightAsync() => authority.Rights.GrantAsync(
        new CredentialRight { Principal = NewName(), ScopeType = CredentialScopeType.Namespace, Scope = name, Role = CredentialRightRole.Viewer }, Cancellation);

    /// <summary>An environment that takes nothing; its deployments fail, which is no matter of rights.</summary>
    public async Task<string> EnvironmentAsync()
    {
        string made = NewName();
        await authority.Deployment.CreateEnvironmentAsync(
            new CredentialEnvironmentRequest
            {
                Project = name, Name = made, Kind = CredentialEnvironmentKind.Webhook, Target = "http://127.0.0.1:9/", SigningKey = new SecretText("sixteen characters"),
            },
            Cancellation);
        return made;
    }
}
