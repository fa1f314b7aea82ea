using PSCredentials.Server.Authentication;
using PSCredentials.Vendors.Apinizer;

namespace PSCredentials.Server.Endpoints.Apinizer;

/// <summary>What a project's credential may use.</summary>
internal static class AccessEndpoints
{
    private const string Path = "/{username}/access";

    /// <summary>Maps them.</summary>
    /// <param name="group">Where to.</param>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet(Path, ListAsync);
        group.MapPut(Path, GrantAsync);
        group.MapDelete(Path, RevokeAsync);
    }

    private static async Task<IResult> ListAsync(Caller caller, HttpContext context)
    {
        CredentialReference reference = await ReferenceAsync(caller, context);
        IReadOnlyList<ProjectCredentialAccess> list = await caller.Authority.ProjectCredentials.ListAccessAsync(reference, context.RequestAborted);
        return new WireResult<ListAnswer<AccessItem>>(new(true, list.Select(AccessItem.Of).ToAsyncEnumerable()));
    }

    private static async Task<IResult> GrantAsync(Caller caller, HttpContext context, Body<AccessList> body)
    {
        CredentialReference reference = await ReferenceAsync(caller, context);
        IReadOnlyList<ProjectCredentialAccess> granted =
            await caller.Authority.ProjectCredentials.GrantAccessAsync(reference, body.Value.ToTargets(), context.RequestAborted);
        return Changed(granted[0].DeploymentResult);
    }

    private static async Task<IResult> RevokeAsync(Caller caller, HttpContext context, Body<AccessList> body)
    {
        CredentialReference reference = await ReferenceAsync(caller, context);
        return Changed(await caller.Authority.ProjectCredentials.RevokeAccessAsync(reference, body.Value.ToTargets(), context.RequestAborted));
    }

    private static async Task<CredentialReference> ReferenceAsync(Caller caller, HttpContext context)
    {
        CredentialProject project = await CredentialEndpoints.ProjectAsync(caller, context);
        return CredentialReference.ByName(ProjectPath.Username(context), project.Name);
    }

    private static IResult Changed(DeploymentResult? result) => new WireResult<ChangeAnswer>(ChangeAnswer.Of(result));
}
