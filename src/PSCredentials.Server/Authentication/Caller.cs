using PSCredentials.Server.Authorization;

namespace PSCredentials.Server.Authentication;

/// <summary>Who sends a request, and what that one may do at this moment.</summary>
internal sealed class Caller
{
    private readonly IServedAuthority _authority;

    /// <summary>Makes the caller whose credential was verified.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="verdict">The verdict, a valid one.</param>
    public Caller(IServedAuthority authority, CredentialVerdict verdict)
    {
        _authority = authority;
        Verdict = verdict;
        Rights = authority.Rights.Of(verdict);
    }

    /// <summary>The verdict on the credential.</summary>
    public CredentialVerdict Verdict { get; }

    /// <summary>What the caller may do.</summary>
    public EffectiveRights Rights { get; }

    /// <summary>The user, or null for credentials that are principals of their own.</summary>
    public string? User => Verdict.Principal is { Kind: PrincipalKind.User } principal ? principal.Name : null;

    /// <summary>What the audit trail calls the caller: a user by its name, anything else by what it is and where.</summary>
    public string Name => User ?? Verdict.Credential switch
    {
        ApiCredential credential => $"service:{credential.Namespace}/{credential.Name}",
        ApiKey key => $"api-key:{key.Workspace}/{key.Name}",
        ProjectCredential credential => $"project:{credential.Project}/{credential.Username}",
        _ => Verdict.Principal!.Name,
    };

    /// <summary>The authority as the caller may use it.</summary>
    public ICredentialAuthority Authority => field ??= new GuardedAuthority(_authority.ActingAs(Name, MayDeploy), this);

    /// <summary>The caller of the request that is at work.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The caller.</returns>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());

    private bool MayDeploy(string project) => Rights.Allow(CredentialPermissions.Deploy, CredentialScopeType.Project, project);
}
