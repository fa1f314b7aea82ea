namespace PSCredentials.Server.Tests.Authorization;

/// <summary>One route as the matrix asks it: what it takes, and what those hear who do not have it.</summary>
/// <param name="Route">Method and pattern, as they are mapped.</param>
/// <param name="Scope">What it is about; null where every caller may ask.</param>
/// <param name="Needs">What it takes there.</param>
/// <param name="Request">Makes the path and the body, on a record of its own in the scope.</param>
internal sealed record RouteCase(string Route, CredentialScopeType? Scope, CredentialPermissions Needs, Func<MatrixScope, Task<(string Path, string? Body)>> Request)
{
    /// <summary>The status where the scope may not be seen.</summary>
    public int Hidden { get; init; } = 404;

    /// <summary>The status where the scope may be seen and the rest is lacking.</summary>
    public int Lacking { get; init; } = 403;

    /// <summary>Whether it lists what may be seen, and so succeeds for everybody.</summary>
    public bool Filters { get; init; }

    /// <summary>Whether it makes what only a user can own.</summary>
    public bool IsForUsers { get; init; }

    /// <summary>Whether there is one such record in a scope at a time, so that callers take turns.</summary>
    public bool IsShared => Route.EndsWith("scim_token", StringComparison.Ordinal);

    /// <summary>Whether anybody may ask, without any credential.</summary>
    public bool IsOpen { get; init; }

    public string Method => Route[..Route.IndexOf(' ', StringComparison.Ordinal)];
}
