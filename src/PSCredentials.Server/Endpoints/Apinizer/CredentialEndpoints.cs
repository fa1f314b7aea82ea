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

    private static async Task<IResult> CreateAsync(Caller caller, HttpContext context)
    {
        CredentialProject project = await ProjectAsync(caller, context);
        CredentialBody body = await JsonBody.ReadAsync(context.Request, ApinizerJson.Default.CredentialBody);
        return Changed(await caller.Authority.ProjectCredentials.CreateAsync(body.ToRequest(project.Name), context.RequestAborted));
    }

    private static async Task<IResult> ListAsync(Caller caller, HttpContext context)
    {
        CredentialProject project = await ProjectAsync(caller, context);
        IAsyncEnumerable<ProjectCredential> list =
            caller.Authority.ProjectCredentials.ListAsync(new ProjectCredentialQuery { Project = [project.Name] }, context.RequestAborted);
        return TypedResults.Json(new ListAnswer<CredentialBody>(true, list.Select(CredentialBody.Of)), ApinizerJson.Default.ListAnswerCredentialBody);
    }

    private static async Task<IResult> ReplaceAsync(Caller caller, HttpContext context)
    {
        CredentialProject project = await ProjectAsync(caller, context);
        CredentialBody body = await JsonBody.ReadAsync(context.Request, ApinizerJson.Default.CredentialBody);
        return await ChangeAsync(caller, context, project, body.Username ?? string.Empty, body.ToChange());
    }

    private static async Task<IResult> ChangePasswordAsync(Caller caller, HttpContext context)
    {
        CredentialProject project = await ProjectAsync(caller, context);
        PasswordBody body = await JsonBody.ReadAsync(context.Request, ApinizerJson.Default.PasswordBody);
        return await ChangeAsync(caller, context, project, ProjectPath.Username(context), body.ToChange());
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

    private static IResult Changed(ProjectCredential credential) => TypedResults.Json(ChangeAnswer.Of(credential.DeploymentResult), ApinizerJson.Default.ChangeAnswer);
}
