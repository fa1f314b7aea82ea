using Microsoft.AspNetCore.Http.HttpResults;
using PSCredentials.Server.Authentication;
using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>Projects, roles, environments, and what has to reach them.</summary>
internal static class ProjectEndpoints
{
    /// <summary>Maps them.</summary>
    /// <param name="routes">Where to.</param>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(string.Empty).WithTags("Projects and environments");
        group.MapGet("/projects", ProjectsAsync).WithSummary("Lists projects by name.");
        group.MapPost("/projects", CreateProjectAsync).WithSummary("Makes a project.");
        group.MapGet("/projects/{project}", ProjectAsync).WithSummary("Reads a project.");
        group.MapDelete("/projects/{project}", RemoveProjectAsync).WithSummary("Deletes a project.").WithMetadata(new QueryParameters(QueryParameter.Force));
        group.MapPost("/projects/{project}/publish", PublishAsync).WithSummary("Deploys all credentials of a project again, and with them whatever is pending.");
        group.MapPost("/projects/{project}/environments", CreateEnvironmentAsync).WithSummary("Makes an environment, and deploys the project's credentials to it.");
        group.MapDelete("/projects/{project}/environments/{environment}", RemoveEnvironmentAsync).WithSummary("Forgets an environment; what lies there stays there.")
            .WithMetadata(new QueryParameters(QueryParameter.Force));
        group.MapGet("/roles", RolesAsync).WithSummary("Lists roles by name.");
        group.MapPost("/roles", CreateRoleAsync).WithSummary("Makes a role.");
        group.MapDelete("/roles/{role}", RemoveRoleAsync).WithSummary("Deletes a role.").WithMetadata(new QueryParameters(QueryParameter.Force));
        group.MapGet("/environments", EnvironmentsAsync).WithSummary("Lists environments by project and name.");
        group.MapGet("/deployments", PendingAsync).WithSummary("Lists what still has to reach environments, in its order.");
    }

    private static async Task<WireResult<Page<ProjectWire>>> ProjectsAsync(Caller caller, CancellationToken cancellationToken) =>
        new(new Page<ProjectWire> { Items = [.. (await caller.Authority.Projects.ListProjectsAsync(cancellationToken)).Select(ProjectWire.Of)] });

    private static async Task<WireResult<ProjectWire>> ProjectAsync(Caller caller, string project, CancellationToken cancellationToken) =>
        new(ProjectWire.Of(await caller.Authority.Projects.GetProjectAsync(Conditional.Name(project), cancellationToken)));

    private static async Task<CreatedResult<ProjectWire>> CreateProjectAsync(Caller caller, Body<NamedCreation> body, CancellationToken cancellationToken)
    {
        CredentialProject project = await caller.Authority.Projects.CreateProjectAsync(body.Value.Name ?? string.Empty, body.Value.Description ?? string.Empty, cancellationToken);
        return new CreatedResult<ProjectWire>(ProjectWire.Of(project), "/v1/projects/" + Uri.EscapeDataString(project.Name));
    }

    private static async Task<WireResult<DeploymentResultWire>> RemoveProjectAsync(Caller caller, string project, QueryValues query, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.Projects.RemoveProjectAsync(Conditional.Name(project), query.Flag(QueryParameter.Force), cancellationToken));

    private static async Task<WireResult<DeploymentResultWire>> PublishAsync(
        Caller caller, string project, OptionalBody<PublicationWire> body, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.Deployment.PublishAsync(Conditional.Name(project), body.Value.ToNames(), cancellationToken));

    private static async Task<CreatedResult<EnvironmentWire>> CreateEnvironmentAsync(
        Caller caller, string project, Body<EnvironmentCreation> body, CancellationToken cancellationToken)
    {
        CredentialEnvironment made = await caller.Authority.Deployment.CreateEnvironmentAsync(body.Value.ToRequest(Conditional.Name(project)), cancellationToken);
        return new CreatedResult<EnvironmentWire>(
            EnvironmentWire.Of(made), $"/v1/projects/{Uri.EscapeDataString(made.Project)}/environments/{Uri.EscapeDataString(made.Name)}");
    }

    private static async Task<NoContent> RemoveEnvironmentAsync(Caller caller, string project, string environment, QueryValues query, CancellationToken cancellationToken)
    {
        await caller.Authority.Deployment.RemoveEnvironmentAsync(
            Conditional.Name(project), Conditional.Name(environment), query.Flag(QueryParameter.Force), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<WireResult<Page<RoleWire>>> RolesAsync(Caller caller, CancellationToken cancellationToken) =>
        new(new Page<RoleWire> { Items = [.. (await caller.Authority.Projects.ListRolesAsync(cancellationToken)).Select(RoleWire.Of)] });

    private static async Task<CreatedResult<RoleWire>> CreateRoleAsync(Caller caller, Body<NamedCreation> body, CancellationToken cancellationToken)
    {
        CredentialRole role = await caller.Authority.Projects.CreateRoleAsync(body.Value.Name ?? string.Empty, body.Value.Description ?? string.Empty, cancellationToken);
        return new CreatedResult<RoleWire>(RoleWire.Of(role), "/v1/roles/" + Uri.EscapeDataString(role.Name));
    }

    private static async Task<WireResult<DeploymentResultWire>> RemoveRoleAsync(Caller caller, string role, QueryValues query, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.Projects.RemoveRoleAsync(Conditional.Name(role), query.Flag(QueryParameter.Force), cancellationToken));

    private static async Task<WireResult<Page<EnvironmentWire>>> EnvironmentsAsync(Caller caller, CancellationToken cancellationToken) =>
        new(new Page<EnvironmentWire> { Items = [.. (await caller.Authority.Deployment.ListEnvironmentsAsync(cancellationToken)).Select(EnvironmentWire.Of)] });

    private static async Task<WireResult<Page<PendingDeploymentWire>>> PendingAsync(Caller caller, CancellationToken cancellationToken) =>
        new(new Page<PendingDeploymentWire> { Items = [.. (await caller.Authority.Deployment.ListPendingAsync(cancellationToken)).Select(PendingDeploymentWire.Of)] });

    private static WireResult<DeploymentResultWire> Answer(DeploymentResult result) => new(DeploymentResultWire.Of(result)!);
}
