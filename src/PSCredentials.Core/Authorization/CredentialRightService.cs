using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Authorization;

/// <summary>The rights of users and groups at the embedded authority.</summary>
internal sealed class CredentialRightService(AuthorityContext authority, EffectiveRightsReader effective) : ICredentialRightService
{
    /// <inheritdoc/>
    public Task<CredentialRight> GrantAsync(CredentialRight right, CancellationToken cancellationToken)
    {
        CredentialRight granted = RightRules.Check(right) with { GrantedAt = authority.Now(), GrantedBy = authority.Caller, Authority = authority.Name };
        return authority.ChangeAsync(
            CredentialAction.GrantRight,
            (connection, _) =>
            {
                if (!RightTable.TryAdd(connection, granted))
                {
                    return RightTable.Find(connection, granted, authority.Name)!;
                }

                authority.Store.MarkFactsChanged();
                Audit(connection, CredentialAction.GrantRight, granted);
                return granted;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CredentialRight> RevokeAsync(CredentialRight right, CancellationToken cancellationToken)
    {
        CredentialRight meant = RightRules.Check(right);
        return authority.ChangeAsync(
            CredentialAction.RevokeRight,
            (connection, _) =>
            {
                CredentialRight known = RightTable.Find(connection, meant, authority.Name)
                    ?? throw new CredentialException(
                        CredentialErrors.NotFound, $"{(meant.IsGroup ? "Group" : "User")} '{meant.Principal}' does not have the right {meant.Describe()}.");
                RightTable.Remove(connection, known);
                authority.Store.MarkFactsChanged();
                Audit(connection, CredentialAction.RevokeRight, known);
                return known;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialRight>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CredentialRight>>(authority.Store.Read(connection => RightTable.List(connection, authority.Name)));

    /// <inheritdoc/>
    public EffectiveRights Of(CredentialVerdict verdict) => effective.Of(verdict);

    private void Audit(StoreConnection connection, CredentialAction action, CredentialRight right) =>
        authority.Audit(
            connection,
            action,
            new(CredentialSubject.Right, string.Empty, right.Principal, string.Empty),
            right.IsGroup ? $"{right.Describe()}, as a group" : right.Describe());
}
