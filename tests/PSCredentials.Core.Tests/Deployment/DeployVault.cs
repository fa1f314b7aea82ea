using System.Text;

namespace PSCredentials.Tests.Deployment;

/// <summary>A vault with a project, in whose environments a test looks.</summary>
internal sealed class DeployVault : IAsyncDisposable
{
    public const string Project = "shop";

    public const string SigningKey = "a signing key of the test, kept secret";

    private DeployVault(SampleVault vault) => Vault = vault;

    public SampleVault Vault { get; }

    public TemporaryFolder Files { get; } = new();

    public SettableClock Clock => Vault.Clock;

    public IDeploymentService Deployment => Vault.Authority.Deployment;

    public IProjectCredentialService Credentials => Vault.Authority.ProjectCredentials;

    public string PasswordFile => Path.Combine(Files.Path, "users");

    public static byte[] Key => Encoding.UTF8.GetBytes(SigningKey);

    public static async Task<DeployVault> OpenAsync()
    {
        var vault = new DeployVault(await SampleVault.OpenAsync());
        await vault.Vault.Authority.Projects.CreateProjectAsync(Project, string.Empty, CancellationToken.None);

        // The least that bcrypt takes: these tests look at where hashes go, not at how strong they are.
        await vault.Vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { HtpasswdCost = 5 }, CancellationToken.None);
        return vault;
    }

    public Task<CredentialEnvironment> AddFileAsync(string name = "web", params string[] reloadCommand) => Deployment.CreateEnvironmentAsync(
        new CredentialEnvironmentRequest { Project = Project, Name = name, Kind = CredentialEnvironmentKind.Htpasswd, Target = PasswordFile, ReloadCommand = reloadCommand },
        CancellationToken.None);

    public Task<CredentialEnvironment> AddWebhookAsync(string address, string name = "gateway", string key = SigningKey) => Deployment.CreateEnvironmentAsync(
        new CredentialEnvironmentRequest { Project = Project, Name = name, Kind = CredentialEnvironmentKind.Webhook, Target = address, SigningKey = new SecretText(key) },
        CancellationToken.None);

    public Task<ProjectCredential> MakeAsync(string username, Func<ProjectCredentialRequest, ProjectCredentialRequest>? with = null)
    {
        var request = new ProjectCredentialRequest
        {
            Project = Project, Username = username, Password = new SecretText(PasswordOf(username)), Email = "holder@example.com", FullName = "A Holder",
        };
        return Credentials.CreateAsync(with?.Invoke(request) ?? request, CancellationToken.None);
    }

    public Task<ProjectCredential> ChangeAsync(string username, ProjectCredentialChange change) =>
        Credentials.ChangeAsync(CredentialReference.ByName(username), change, CancellationToken.None);

    public Task<ProjectCredential> SwitchAsync(string username, bool isEnabled) => ChangeAsync(username, new ProjectCredentialChange { IsEnabled = isEnabled });

    public Task<ProjectCredential> RemoveAsync(string username) => Credentials.RemoveAsync(CredentialReference.ByName(username), CancellationToken.None);

    public Task<DeploymentResult> PublishAsync(params string[] environments) => Deployment.PublishAsync(Project, environments, CancellationToken.None);

    public Task<IReadOnlyList<CredentialDeployment>> PendingAsync() => Deployment.ListPendingAsync(CancellationToken.None);

    public async Task<CredentialEnvironment> EnvironmentAsync(string name) =>
        (await Deployment.ListEnvironmentsAsync(CancellationToken.None)).Single(environment => environment.Name == name);

    /// <summary>The usernames that the password file lets in.</summary>
    public IReadOnlyList<string> InFile() =>
        [.. File.ReadAllLines(PasswordFile).Where(line => !line.StartsWith('#')).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)])];

    public static string PasswordOf(string username) => $"correct horse {username} staple";

    /// <summary>Waits until something is so; what takes longer than anything takes fails.</summary>
    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        long started = Environment.TickCount64;
        while (!isSo())
        {
            Assert.True(Environment.TickCount64 - started < 60_000, $"waited in vain: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        Files.Dispose();
    }
}
