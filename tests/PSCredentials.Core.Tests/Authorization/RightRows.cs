namespace PSCredentials.Tests.Authorization;

/// <summary>Short words for rights.</summary>
internal static class RightRows
{
    public static CredentialRight Right(string principal, CredentialRightRole role, CredentialScopeType type = CredentialScopeType.Authority, string scope = "", bool isGroup = false) =>
        new() { Principal = principal, Role = role, ScopeType = type, Scope = scope, IsGroup = isGroup };

    public static Task<CredentialRight> GrantAsync(
        this ICredentialAuthority authority, string principal, CredentialRightRole role, CredentialScopeType type = CredentialScopeType.Authority, string scope = "", bool isGroup = false) =>
        authority.Rights.GrantAsync(Right(principal, role, type, scope, isGroup), CancellationToken.None);

    public static Task<CredentialRight> TakeAsync(
        this ICredentialAuthority authority, string principal, CredentialRightRole role, CredentialScopeType type = CredentialScopeType.Authority, string scope = "", bool isGroup = false) =>
        authority.Rights.RevokeAsync(Right(principal, role, type, scope, isGroup), CancellationToken.None);

    public static async Task<string[]> RightsAsync(this ICredentialAuthority authority) =>
        [.. (await authority.Rights.ListAsync(CancellationToken.None)).Select(right => right.IsGroup ? $"{right} (group)" : right.ToString())];
}
