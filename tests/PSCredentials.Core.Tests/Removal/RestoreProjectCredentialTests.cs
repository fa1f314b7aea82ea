using System.Text.Json;
using PSCredentials.Tests.Deployment;
using PSCredentials.Tests.Projects;

namespace PSCredentials.Tests.Removal;

/// <summary>Undoing the removal of project credentials.</summary>
public sealed class RestoreProjectCredentialTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AccessTarget Orders = new("orders");

    [Fact]
    public async Task A_restored_credential_has_its_password_its_roles_and_its_grants()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        ProjectCredential made = await vault.CreateAsync();
        await vault.Authority.ProjectCredentials.GrantAccessAsync(RemovalVault.Of(made), [Orders], None);
        ProjectCredential before = await vault.Authority.ProjectCredentials.GetAsync(RemovalVault.Of(made), None);
        await vault.Authority.ProjectCredentials.RemoveAsync(RemovalVault.Of(made), None);
        Assert.Equal(VerificationReason.Unknown, await vault.PresentAsync(resource: Orders));

        // Another one may have the number of the row now.
        await vault.CreateAsync(ProjectVault.Request("other-user"));
        Assert.Equal(VerificationReason.ResourceNotGranted, await vault.PresentAsync(username: "other-user", resource: Orders));
        RemovedProjectCredential removed = await vault.Authority.RemovedProjectCredentials.ListAsync(new ProjectCredentialQuery { Project = ["sh*"], Role = ["api*"] }, None).SingleAsync();
        Assert.Equal((made.Id, vault.Clock.Now + RemovalVault.Retention), (removed.Id, removed.RestorableUntil));
        ProjectCredential restored = await vault.Authority.RemovedProjectCredentials.RestoreAsync(CredentialReference.ByName("API-user", "Shop"), None);

        Assert.True(restored.DeploymentResult!.Success);
        Assert.Equal(
            JsonSerializer.Serialize(before with { ModifiedAt = restored.ModifiedAt }),
            JsonSerializer.Serialize(await vault.Authority.ProjectCredentials.GetAsync(RemovalVault.Of(made), None)));
        Assert.Equal((made.Id, CredentialState.Active, before.ModifiedAt.AddMilliseconds(1)), (restored.Id, restored.State, restored.ModifiedAt));
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync(resource: Orders));
        Assert.Equal(VerificationReason.ResourceNotGranted, await vault.PresentAsync(username: "other-user", resource: Orders));
        Assert.Equal("orders", Assert.Single(await vault.Authority.ProjectCredentials.ListAccessAsync(RemovalVault.Of(made), None)).Name);
    }

    [Fact]
    public async Task A_username_that_was_taken_since_in_any_project_is_refused()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        ProjectCredential first = await vault.CreateAsync();
        await vault.Authority.ProjectCredentials.RemoveAsync(RemovalVault.Of(first), None);
        await vault.Authority.Projects.CreateProjectAsync("bank", string.Empty, None);
        await vault.CreateAsync(ProjectVault.Request("API-USER") with { Project = "bank", Password = new SecretText("another long password") });

        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.Authority.RemovedProjectCredentials.RestoreAsync(RemovalVault.Of(first), None));

        Assert.Equal("Project credential 'api-user' cannot be restored: there is another one of its username since.", refusal.Message);
        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync());
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync("another long password"));
    }

    [Fact]
    public async Task Credentials_that_went_with_their_project_come_back_once_it_is_made_again()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        ProjectCredential made = await vault.CreateAsync(ProjectVault.Request() with { Role = ["API_USER", "DEVELOPER"] });
        await vault.Authority.Projects.RemoveProjectAsync("shop", force: true, None);
        await vault.Authority.Projects.RemoveRoleAsync("DEVELOPER", force: false, None);
        CredentialReference reference = RemovalVault.Of(made);

        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Authority.RemovedProjectCredentials.RestoreAsync(reference, None));
        Assert.Equal("Project credential 'api-user' cannot be restored: its project 'shop' was removed since, and would have to be made again first.", refusal.Message);

        // Other rows first, so that the project has another number.
        await vault.Authority.Projects.CreateProjectAsync("bank", string.Empty, None);
        await vault.Authority.Projects.CreateProjectAsync("SHOP", string.Empty, None);
        ProjectCredential restored = await vault.Authority.RemovedProjectCredentials.RestoreAsync(reference, None);

        // A role that was removed meanwhile is not had by anybody.
        Assert.Equal(("SHOP", "API_USER"), (restored.Project, Assert.Single(restored.Role)));
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync());
        Assert.Equal(1, (await vault.Authority.Projects.GetProjectAsync("shop", None)).CredentialCount);
        Assert.Equal(0, (await vault.Authority.Projects.GetProjectAsync("bank", None)).CredentialCount);
        ProjectCredential read = await vault.Authority.ProjectCredentials.GetAsync(reference, None);
        Assert.Equal((restored.Project, restored.ModifiedAt, "API_USER"), (read.Project, read.ModifiedAt, Assert.Single(read.Role)));
    }

    [Fact]
    public async Task Environments_hear_of_it()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await vault.AddFileAsync();
        await vault.MakeAsync("orders");
        await vault.RemoveAsync("orders");
        Assert.Empty(vault.InFile());

        ProjectCredential restored = await vault.Vault.Authority.RemovedProjectCredentials.RestoreAsync(CredentialReference.ByName("orders"), None);

        Assert.Equal("web", Assert.Single(restored.DeploymentResult!.EnvironmentResults).EnvironmentName);
        Assert.Equal(["orders"], vault.InFile());
    }
}
