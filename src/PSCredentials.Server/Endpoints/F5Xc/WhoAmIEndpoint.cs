using PSCredentials.Vendors.F5Xc;

namespace PSCredentials.Server.Endpoints.F5Xc;

/// <summary>Who the presented credential is.</summary>
internal static class WhoAmIEndpoint
{
    private const string User = "USER";
    private const string Service = "SERVICE";
    private const string EveryNamespace = "*";

    /// <summary>Tells it.</summary>
    /// <param name="call">The request.</param>
    /// <returns>The answer.</returns>
    public static async Task<IResult> GetAsync(F5XcCall call)
    {
        CredentialVerdict verdict = call.Caller.Verdict;
        var credential = verdict.Credential as ApiCredential;

        // A SCIM token provisions users and has the rights of none, not even of its owner.
        bool isUser = call.Caller.User is not null && credential?.Type != CredentialType.ScimApiToken;
        string name = isUser ? verdict.Principal!.Name : credential?.Name ?? verdict.Principal!.Name;
        IEnumerable<NamespaceRole> roles = isUser ? await GrantedAsync(call) : verdict.Right;
        return F5XcCall.Answer(new WhoAmIResponse
        {
            Uid = credential?.Id ?? string.Empty,
            Name = name,
            Email = isUser ? name : string.Empty,
            Type = isUser ? User : Service,
            Tenant = call.Caller.Authority.Name,
            Namespace = call.Namespace,
            NamespaceRoles = [.. roles.Select(role => new NamespaceRoleItem { Namespace = role.Namespace, Role = role.Role })],
            UserGroupNames = verdict.Principal!.Group,
        });
    }

    // A right in the whole authority is one in every namespace.
    private static async Task<IEnumerable<NamespaceRole>> GrantedAsync(F5XcCall call) =>
        from right in await call.Caller.Authority.Rights.ListAsync(call.Cancellation)
        where !right.IsGroup && string.Equals(right.Principal, call.Caller.User, StringComparison.OrdinalIgnoreCase)
        where right.ScopeType is CredentialScopeType.Authority or CredentialScopeType.Namespace
        select new NamespaceRole(right.ScopeType == CredentialScopeType.Authority ? EveryNamespace : right.Scope, right.Role.ToString());
}
