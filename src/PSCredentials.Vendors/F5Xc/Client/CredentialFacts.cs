namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>Makes credentials of what the authority answers.</summary>
/// <param name="authority">The authority's name.</param>
/// <param name="clock">The time.</param>
internal sealed class CredentialFacts(string authority, TimeProvider clock)
{
    // SHA-256 in hexadecimal; the vendor's own digest is another one, and no fingerprint.
    private const int FingerprintLength = 64;

    /// <summary>A credential of an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="space">The namespace that was asked for.</param>
    /// <returns>Null where it has no name or a type that is not known here.</returns>
    public ReadCredential? Of(ServiceCredentialItem item, string space)
    {
        if (string.IsNullOrEmpty(item.Name) || item.Type is not { } type)
        {
            RequestNarration.Tell($"An item '{item.Name}' of namespace '{space}' is passed over: its type is not known here.");
            return null;
        }

        DateTimeOffset expiresAt = item.ExpiryTimestamp ?? DateTimeOffset.MaxValue;
        bool isExpired = expiresAt <= clock.GetUtcNow();
        bool isActive = item.Active == true;
        return new ReadCredential(
            new ApiCredential
            {
                Id = item.Uid ?? string.Empty,
                Name = item.Name,
                Namespace = Given(item.Namespace) ?? space,
                Type = type,
                State = isExpired ? CredentialState.Expired : isActive ? CredentialState.Active : CredentialState.Disabled,
                Owner = item.UserEmail ?? string.Empty,
                CreatedAt = item.CreateTimestamp ?? default,
                ModifiedAt = item.CreateTimestamp ?? default,
                ExpiresAt = expiresAt,
                NamespaceRole = [.. Roles(item.NamespaceAccess)],
                UserGroup = item.UserGroupNames ?? [],
                Authority = authority,
            },

            // What has expired is not active, switched off or not.
            isActive ? false : isExpired ? null : true);
    }

    /// <summary>A credential of an object.</summary>
    /// <param name="answer">The object.</param>
    /// <param name="space">The namespace that was asked for.</param>
    /// <returns>Null where it has no name or a type that is not known here.</returns>
    public ReadCredential? Of(GetResponse answer, string space)
    {
        ObjectMetadata? metadata = answer.Object?.Metadata;
        SystemMetadata? system = answer.Object?.SystemMetadata;
        CredentialSpec? spec = answer.Object?.Spec?.GcSpec;
        DateTimeOffset? createdAt = spec?.CreatedTimestamp ?? system?.CreationTimestamp;
        ReadCredential? read = Of(
            new ServiceCredentialItem
            {
                Uid = Given(system?.Uid) ?? metadata?.Uid,
                Name = metadata?.Name,
                Namespace = metadata?.Namespace,
                Type = spec?.Type,
                UserEmail = Given(system?.CreatorId) ?? spec?.Users?.FirstOrDefault()?.Name,
                CreateTimestamp = createdAt,
                ExpiryTimestamp = spec?.ExpirationTimestamp,
                Active = spec?.Active == true && metadata?.Disable != true,
            },
            space);
        bool isRevoked = system?.DeletionTimestamp is not null;
        return read is null ? null : new ReadCredential(
            read.Facts with
            {
                State = isRevoked ? CredentialState.Revoked : read.Facts.State,
                RevokedAt = system?.DeletionTimestamp,
                Description = metadata!.Description ?? string.Empty,
                Label = (metadata.Labels ?? new Dictionary<string, string?>()).DistinctBy(label => label.Key, StringComparer.OrdinalIgnoreCase)
                    .ToDictionary(label => label.Key, label => label.Value ?? string.Empty),
                ModifiedAt = system?.ModificationTimestamp ?? createdAt ?? default,
                ClusterName = Given(spec!.VirtualK8sName) is { } cluster ? [cluster] : [],
                ClusterNamespace = Given(spec.VirtualK8sNamespace),
                SiteName = Given(spec.SiteName),
                SerialNumber = Given(spec.CertificateSerialNum)?.ToUpperInvariant(),
                Fingerprint = spec.Digest is { Length: FingerprintLength } digest && digest.All(char.IsAsciiHexDigit) ? digest.ToUpperInvariant() : null,
            },
            metadata.Disable == true ? true : read.IsDisabled);
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static IEnumerable<NamespaceRole> Roles(NamespaceAccess? access) =>
        from space in access?.NamespaceRoleMap ?? []
        from role in space.Value?.Names ?? []
        where !string.IsNullOrEmpty(role)
        select new NamespaceRole(space.Key, role);
}

/// <summary>A credential as it was read.</summary>
/// <param name="Facts">What is known of it.</param>
/// <param name="IsDisabled">Whether it is switched off; null where that cannot be told, since it has expired as well.</param>
internal sealed record ReadCredential(ApiCredential Facts, bool? IsDisabled)
{
    /// <summary>The collection it is in.</summary>
    public CredentialCollection Collection => CollectionOf(Facts.Type);

    /// <summary>The collection of a type.</summary>
    public static CredentialCollection CollectionOf(CredentialType type) =>
        type == CredentialType.ScimApiToken ? CredentialCollection.ScimTokens
        : type.IsService() ? CredentialCollection.ServiceCredentials
        : CredentialCollection.ApiCredentials;

    /// <summary>The same where it is not revoked.</summary>
    /// <exception cref="CredentialException">It is.</exception>
    public ReadCredential InForce() => Facts.State != CredentialState.Revoked ? this
        : throw new CredentialException(CredentialErrors.AlreadyRevoked, $"Credential '{Facts.Name}' is revoked.");
}
