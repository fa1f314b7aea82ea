namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>Refuses what contract 1 has no way to say, and what does not go together, before anything is sent.</summary>
/// <param name="authority">The authority.</param>
internal sealed class ContractLimits(F5XcAuthority authority)
{
    private const string NoField = "its contract has no field for it.";

    /// <summary>Checks what a new credential shall be.</summary>
    /// <exception cref="CredentialException">A part is not supported, missing or does not go with the type.</exception>
    public void Check(ApiCredentialRequest request)
    {
        if (!Enum.IsDefined(request.Type))
        {
            throw CredentialException.Invalid("Type", $"{(int)request.Type} is not a credential type; allowed are {string.Join(", ", Enum.GetNames<CredentialType>())}.");
        }

        Refuse(request.Owner is not null, "Owner", "a credential belongs to who asks for it.");
        Refuse(request.Description.Length > 0, "Description", NoField);
        Refuse(request.Label.Count > 0, "Label", NoField);
        Refuse(request.IPAddress.Count > 0, "IPAddress", NoField);
        Refuse(request.SubjectAlternativeName.Count > 0, "SubjectAlternativeName", NoField);
        Refuse(request.MaximumUses is not null, "MaximumUses", NoField);
        Refuse(request.Idempotency is not null, "IdempotencyKey", NoField);
        Refuse(request.IsRecoverable, "Recoverable", "only a vault on this machine keeps what can be read again.");
        CheckMaterial(request.Pkcs12Encryption, request.KeyAlgorithm, request.CertificateRequest, request.WithoutBundle);
        Refuse(request.Type == CredentialType.SiteGlobalKubeConfig, "Type SiteGlobalKubeConfig", "its contract only makes ServiceSiteGlobalKubeConfig for a site.");
        Refuse(request.Type == CredentialType.ScimApiToken && request.Name.Length > 0, "Name of a SCIM token", "the authority gives it one.");
        BundlePassword.EnsureFits(request.Password, null, request.Type, ownKey: false);
        EnsureOwnRights(request.Type, request.NamespaceRole, request.UserGroup);
        if (request.Type.IsKubeConfig())
        {
            CheckTarget(request.Type, request.Target);
        }
        else if (request.Target is not null)
        {
            throw CredentialException.Invalid("Target", $"does not go with type {request.Type}: only kubeconfigs point at a cluster.");
        }

        CredentialCollection.CheckNamespace(request.Namespace);
    }

    /// <summary>Checks what a rotation shall be.</summary>
    public void Check(RotationRequest request)
    {
        if (request.GracePeriod < TimeSpan.Zero)
        {
            throw CredentialException.Invalid("GracePeriod", "is negative; zero or more is allowed.");
        }

        CheckMaterial(request.Pkcs12Encryption, request.KeyAlgorithm, request.CertificateRequest, request.WithoutBundle);
        Refuse(request.CertificateOnly, "CertificateOnly", "a kubeconfig comes as a whole.");
    }

    /// <summary>Checks a change: contract 1 changes roles and groups alone.</summary>
    public void Check(ApiCredentialChange change)
    {
        Refuse(change.Description is not null, "Description", NoField);
        Refuse(change.Label is not null, "Label", NoField);
        Refuse(change.IPAddress is not null, "IPAddress", NoField);
    }

    /// <summary>Checks the reason of a revocation.</summary>
    public void Check(RevocationReason reason)
    {
        if (!Enum.IsDefined(reason))
        {
            throw CredentialException.Invalid("Reason", $"{(int)reason} is not a reason; allowed are {string.Join(", ", Enum.GetNames<RevocationReason>())}.");
        }

        Refuse(reason != RevocationReason.Unspecified, "Reason", "it keeps none; leave it out.");
    }

    /// <summary>Refuses roles and groups of its own to a credential that carries its owner's rights.</summary>
    public static void EnsureOwnRights(CredentialType type, IReadOnlyList<NamespaceRole> roles, IReadOnlyList<string> groups)
    {
        if (!type.IsService() && (roles.Count != 0 || groups.Count != 0))
        {
            throw CredentialException.Invalid(
                roles.Count != 0 ? "NamespaceRole" : "UserGroup", $"does not go with type {type}: it carries its owner's rights; service types have their own.");
        }
    }

    private void CheckMaterial(Pkcs12Encryption? encryption, KeyAlgorithm? algorithm, ReadOnlyMemory<byte> ownKey, bool withoutBundle)
    {
        Refuse(encryption is not null, "Pkcs12Encryption", "the authority decides how a bundle is encrypted.");
        Refuse(algorithm is not null, "KeyAlgorithm", "the authority decides what keys it makes.");
        Refuse(!ownKey.IsEmpty, "CertificateRequest", "the authority makes the keys of its certificates.");
        Refuse(withoutBundle, "WithoutBundle", "a certificate comes in a bundle.");
    }

    private void CheckTarget(CredentialType type, KubeConfigTarget? target)
    {
        Refuse(target?.Server is not null, "Server", "a kubeconfig points at a cluster that the authority knows; name it with ClusterName.");
        Refuse(target?.ServerCertificateAuthority is not null, "ServerCertificateAuthority", "the authority knows its clusters.");
        Refuse(target?.ClusterName.Count > 1, "More than one ClusterName", "a kubeconfig points at one cluster.");
        if (type.IsSite())
        {
            Refuse(target?.ClusterName.Count > 0, "ClusterName of a site kubeconfig", "it points at its site.");
            Refuse(target?.ClusterNamespace is not null, "ClusterNamespace of a site kubeconfig", NoField);
            if (string.IsNullOrEmpty(target?.SiteName))
            {
                throw CredentialException.Invalid("SiteName", $"is required for type {type}.");
            }

            return;
        }

        Refuse(target?.SiteName is not null, "SiteName", "it goes with ServiceSiteGlobalKubeConfig alone.");
        if (target is null || target.ClusterName.Count == 0)
        {
            throw new CredentialException(CredentialErrors.ClusterRequired, $"ClusterName is required for type {type}: it names the virtual Kubernetes cluster.");
        }
    }

    private void Refuse(bool isAsked, string parameter, string reason)
    {
        if (isAsked)
        {
            throw authority.NotSupported(parameter, reason);
        }
    }
}
