using System.Runtime.CompilerServices;

namespace PSCredentials.Server.Authorization;

/// <summary>Certificate authorities: anybody may see them, owners of the authority replace them; files and tokens of the service's machine are not for callers to name.</summary>
internal sealed class GuardedCertificateAuthorities(ICertificateAuthorityService inner, Access access) : ICertificateAuthorityService
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialAuthorityCertificate>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<CredentialAuthorityCertificate> RollOverAsync(CertificateAuthorityRollOver request, CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.All, CredentialScopeType.Authority);
        return request.Source is null ? inner.RollOverAsync(request, cancellationToken) : throw Access.OnSiteOnly("take certificate authorities of others");
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialAuthorityCertificate>> DestroyEndedKeysAsync(CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.All, CredentialScopeType.Authority);
        return inner.DestroyEndedKeysAsync(cancellationToken);
    }
}

/// <summary>Clusters: who may see a namespace may see them, editors of the authority register them.</summary>
internal sealed class GuardedClusters(IClusterService inner, Access access) : IClusterService
{
    /// <inheritdoc/>
    public Task<CredentialCluster> RegisterAsync(string name, Uri server, string? certificateAuthority, CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.Manage, CredentialScopeType.Authority);
        return inner.RegisterAsync(name, server, certificateAuthority, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CredentialCluster>> ListAsync(IReadOnlyList<string> name, CancellationToken cancellationToken) =>
        access.Visible(CredentialScopeType.Namespace) is { Count: 0 } ? [] : await inner.ListAsync(name, cancellationToken);

    /// <inheritdoc/>
    public Task UnregisterAsync(string name, CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.Manage, CredentialScopeType.Authority);
        return inner.UnregisterAsync(name, cancellationToken);
    }
}

/// <summary>The policy: any caller may know it, owners of the authority change it.</summary>
internal sealed class GuardedPolicy(IPolicyService inner, Access access) : IPolicyService
{
    /// <inheritdoc/>
    public Task<CredentialPolicy> GetAsync(CancellationToken cancellationToken) => inner.GetAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<CredentialPolicy> ChangeAsync(CredentialPolicyChange change, CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.All, CredentialScopeType.Authority);
        return inner.ChangeAsync(change, cancellationToken);
    }
}

/// <summary>
/// Notifications, for owners of the authority: they tell of all there is. A program is one of the service's machine, and not for callers to choose: it is set up there.
/// </summary>
internal sealed class GuardedNotifications(INotificationService inner, Access access) : INotificationService
{
    /// <inheritdoc/>
    public Task<CredentialNotification> RegisterAsync(CredentialNotificationRequest request, CancellationToken cancellationToken)
    {
        Demand();
        return request.Channel == NotificationChannel.Command || request.Command.Count > 0
            ? throw Access.OnSiteOnly("run programs on request")
            : inner.RegisterAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialNotification>> ListAsync(CancellationToken cancellationToken)
    {
        Demand();
        return inner.ListAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task UnregisterAsync(string name, CancellationToken cancellationToken)
    {
        Demand();
        return inner.UnregisterAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialNotice>> SendAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        Demand();
        return inner.SendAsync(names, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RunAsync(Action<CredentialNotice> report, CancellationToken cancellationToken) => throw Access.OnSiteOnly("run its loop on request");

    private void Demand() => access.Demand(CredentialPermissions.All, CredentialScopeType.Authority);
}

/// <summary>The audit trail, for those who may see the whole authority.</summary>
internal sealed class GuardedAudit(IAuditService inner, Access access) : IAuditService
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<CredentialEvent> ListAsync(CredentialEventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.View, CredentialScopeType.Authority);
        await foreach (CredentialEvent entry in inner.ListAsync(query, cancellationToken))
        {
            yield return entry;
        }
    }
}

/// <summary>The proof of the audit trail, for owners of the authority: it reads all there is.</summary>
internal sealed class GuardedAuditIntegrity(IAuditIntegrityService inner, Access access) : IAuditIntegrityService
{
    /// <inheritdoc/>
    public Task<CredentialAuditVerdict> VerifyAsync(IReadOnlyList<CredentialAuditAnchor> anchors, CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.All, CredentialScopeType.Authority);
        return inner.VerifyAsync(anchors, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CredentialAuditAnchor> GetAnchorAsync(CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.All, CredentialScopeType.Authority);
        return inner.GetAnchorAsync(cancellationToken);
    }
}
