using PSCredentials.Server.Authentication;
using PSCredentials.Vendors.Apinizer;

namespace PSCredentials.Server.Endpoints.Apinizer;

/// <summary>The credentials of a project. The project comes first: where it is not the caller's, nothing else is told.</summary>
internal static class CredentialEndpoints
{
    /// <summary>Maps them.</summary>
    /// <param name="group">Where to.</param>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/", CreateAsync);
        group.MapGet("/", ListAsync);
        group.MapPut("/", ReplaceAsync);
        group.MapPatch("/{username}", ChangePasswordAsync);
        group.MapDelete("/{username}", RemoveAsync);
    }

    /// <summary>The project of a request.</summary>
    /// <exception cref="CredentialException">It is not there, or not the caller's.</exception>
    public static Task<CredentialProject> ProjectAsync(Caller caller, HttpContext context) =>
        caller.Authority.Projects.GetProjectAsync(ProjectPath.Project(context)!, context.RequestAborted);

    private static async Task<IResult> CreateAsync(Caller caller, HttpContext context, Body<CredentialBody> body)
    {
        CredentialProject project = await ProjectAsync(caller, context);
        return Changed(await caller.Authority.ProjectCredentials.CreateAsync(body.Value.ToRequest(project.Name), context.RequestAborted));
    }

    private static async Task<IResult> ListAsync(Caller caller, HttpContext context)
    {
        CredentialProject project = await ProjectAsync(caller, context);
        IAsyncEnumerable<ProjectCredential> list =
            caller.Authority.ProjectCredentials.ListAsync(new ProjectCredentialQuery { Project = [project.Name] }, context.RequestAborted);
        return new WireResult<ListAnswer<CredentialBody>>(new(true, list.Select(CredentialBody.Of)));
    }

    private static async Task<IResult> ReplaceAsync(Caller caller, HttpContext context, Body<CredentialBody> body)
    {
        CredentialProject project = await ProjectAsync(caller, context);
        return await ChangeAsync(caller, context, project, body.Value.Username ?? string.Empty, body.Value.ToChange());
    }

    private static async Task<IResult> ChangePasswordAsync(Caller caller, HttpContext context, Body<PasswordBody> body)
    {
        CredentialProject project = await ProjectAsync(caller, context);
        return await ChangeAsync(caller, context, project, ProjectPath.Username(context), body.Value.ToChange());
    }

    private static async Task<IResult> RemoveAsync(Caller caller, HttpContext context)
    {
        CredentialProject project = await ProjectAsync(caller, context);
        var reference = CredentialReference.ByName(ProjectPath.Username(context), project.Name);
        return Changed(await caller.Authority.ProjectCredentials.RemoveAsync(reference, context.RequestAborted));
    }

    private static async Task<IResult> ChangeAsync(Caller caller, HttpContext context, CredentialProject project, string username, ProjectCredentialChange change)
    {
        var reference = CredentialReference.ByName(username, project.Name);
        return Changed(await caller.Authority.ProjectCredentials.ChangeAsync(reference, change, context.RequestAborted));
    }

    private static IResult Changed(ProjectCredential credential) => new WireResult<ChangeAnswer>(ChangeAnswer.Of(credential.DeploymentResult));
}
