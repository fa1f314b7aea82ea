namespace PSCredentials.Tests.Projects;

/// <summary>A vault with project shop and the roles API_USER and DEVELOPER.</summary>
internal static class ProjectVault
{
    public const string Password = "SecurePassword123!";

    public static async Task<SampleVault> OpenAsync()
    {
        SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.Projects.CreateProjectAsync("shop", "The web shop", CancellationToken.None);
        await vault.Authority.Projects.CreateRoleAsync("API_USER", string.Empty, CancellationToken.None);
        await vault.Authority.Projects.CreateRoleAsync("DEVELOPER", string.Empty, CancellationToken.None);
        return vault;
    }

    public static ProjectCredentialRequest Request(string username = "api-user") => new()
    {
        Project = "shop",
        Username = username,
        Password = new SecretText(Password),
        Email = "user@example.com",
        FullName = "John Doe",
        Role = ["API_USER"],
    };

    public static Task<ProjectCredential> CreateAsync(this SampleVault vault, ProjectCredentialRequest? request = null) =>
        vault.Authority.ProjectCredentials.CreateAsync(request ?? Request(), CancellationToken.None);

    public static Task<ProjectCredential> ChangeAsync(this SampleVault vault, ProjectCredentialChange change, string username = "api-user") =>
        vault.Authority.ProjectCredentials.ChangeAsync(CredentialReference.ByName(username), change, CancellationToken.None);

    public static async Task<VerificationReason> PresentAsync(
        this SampleVault vault, string password = Password, string username = "api-user", string? address = null, AccessTarget? resource = null)
    {
        System.Net.IPAddress? from = address is null ? null : System.Net.IPAddress.Parse(address);
        return (await vault.Authority.Verifier.VerifyPasswordAsync(username, new SecretText(password), from, resource, CancellationToken.None)).Reason;
    }
}
