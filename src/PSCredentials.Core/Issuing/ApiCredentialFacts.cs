using System.Security.Cryptography;
using PSCredentials.Authority;
using PSCredentials.Pki;
using PSCredentials.Policy;

namespace PSCredentials.Issuing;

/// <summary>Makes the facts of API credentials out of what was asked for, and refuses what does not go together.</summary>
internal sealed class ApiCredentialFacts(AuthorityContext authority)
{
    private const long MostUses = 1_000_000_000;

    /// <summary>The facts of a new credential.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="ownKey">The key that stays with its owner, or null.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>The facts, but for what follows from the secret.</returns>
    public ApiCredential Requested(ApiCredentialRequest request, SubjectKey? ownKey, DateTimeOffset now)
    {
        string name = request.Type == CredentialType.ScimApiToken && string.IsNullOrEmpty(request.Name)
            ? $"scim-{RandomNumberGenerator.GetHexString(8, lowercase: true)}"
            : FieldRules.CredentialName("Name", request.Name);
        IReadOnlyList<NamespaceRole> roles = FieldRules.Roles(request.NamespaceRole);
        IReadOnlyList<string> groups = FieldRules.Groups(request.UserGroup);
        EnsureOwnRights(request.Type, roles, groups);
        return new ApiCredential
        {
            Id = Guid.CreateVersion7(now).ToString("D"),
            Name = name,
            Namespace = FieldRules.CredentialName("Namespace", request.Namespace),
            Type = request.Type,
            State = CredentialState.Active,
            Owner = request.Owner is null ? authority.Caller : FieldRules.Name("Owner", request.Owner, 1, FieldRules.LongestText),
            Description = FieldRules.Text("Description", request.Description),
            CreatedAt = now,
            ModifiedAt = now,
            ExpiresAt = LifetimeRules.Resolve(request.Expiry, Lifetime(request.Type), now),
            IPAddress = AddressRange.Normalize(request.IPAddress),
            Label = FieldRules.Labels(request.Label),
            NamespaceRole = roles,
            UserGroup = groups,
            KeyAlgorithm = KeyAlgorithmFor(request.Type, ownKey, request.KeyAlgorithm) ?? (request.Type.IsToken() ? null : KeyAlgorithm.EcdsaP256),
            SubjectAlternativeName = AlternativeNames(request),
            MaximumUses = MaximumUses(request),
            ClusterNamespace = ClusterNamespace(request.Target),
            SiteName = request.Target?.SiteName is { } site ? FieldRules.Name("SiteName", site, 1, FieldRules.LongestText) : null,
            Authority = authority.Name,
        };
    }

    /// <summary>The facts of a credential after a rotation.</summary>
    /// <param name="before">The facts before it.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="ownKey">The new key that stays with its owner, or null.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>The facts, but for what follows from the secret.</returns>
    public ApiCredential Rotated(ApiCredential before, RotationRequest request, SubjectKey? ownKey, DateTimeOffset now) => before with
    {
        ExpiresAt = request.Expiry is { } expiry ? LifetimeRules.Resolve(expiry, Lifetime(before.Type), now)
            : before.ExpiresAt > now ? before.ExpiresAt
            : LifetimeRules.Resolve(Expiry.Default, Lifetime(before.Type), now),
        KeyAlgorithm = KeyAlgorithmFor(before.Type, ownKey, request.KeyAlgorithm) ?? before.KeyAlgorithm,
        ClusterNamespace = ClusterNamespace(request.Target) ?? before.ClusterNamespace,
    };

    /// <summary>What the policy says of a type.</summary>
    public LifetimePolicy Lifetime(CredentialType type) => authority.Policy().GetLifetime(type.ToString());

    /// <summary>Refuses roles and groups of its own to a credential that carries its owner's rights.</summary>
    public static void EnsureOwnRights(CredentialType type, IReadOnlyList<NamespaceRole> roles, IReadOnlyList<string> groups)
    {
        if (!type.IsService() && (roles.Count != 0 || groups.Count != 0))
        {
            throw CredentialException.Invalid(
                roles.Count != 0 ? "NamespaceRole" : "UserGroup", $"does not go with type {type}: it carries its owner's rights; service types have their own.");
        }
    }

    private static KeyAlgorithm? KeyAlgorithmFor(CredentialType type, SubjectKey? ownKey, KeyAlgorithm? asked) =>
        asked is null ? ownKey?.Algorithm
        : type.IsToken() ? throw CredentialException.Invalid("KeyAlgorithm", $"does not go with type {type}: a token has no key.")
        : ownKey is not null ? throw CredentialException.Invalid("KeyAlgorithm", "does not go with a certificate request, which brings its own key.")
        : Enum.IsDefined(asked.Value) ? asked
        : throw CredentialException.Invalid("KeyAlgorithm", $"{(int)asked} is no kind of key; allowed are {string.Join(", ", Enum.GetNames<KeyAlgorithm>())}.");

    private static long? MaximumUses(ApiCredentialRequest request) => request.MaximumUses switch
    {
        null => null,
        _ when !request.Type.IsToken() => throw CredentialException.Invalid("MaximumUses", $"does not go with type {request.Type}: others verify certificates without asking, so that their uses cannot be counted."),
        < 1 or > MostUses => throw CredentialException.Invalid("MaximumUses", $"is {request.MaximumUses}; 1 to {MostUses} is allowed."),
        { } uses => uses,
    };

    private static IReadOnlyList<string> AlternativeNames(ApiCredentialRequest request) =>
        request.SubjectAlternativeName.Count == 0 ? []
        : request.Type.IsToken() ? throw CredentialException.Invalid("SubjectAlternativeName", $"does not go with type {request.Type}: a token is no certificate.")
        : [.. AlternativeName.ReadAll(request.SubjectAlternativeName).Select(name => name.ToString())];

    private static string? ClusterNamespace(KubeConfigTarget? target) =>
        target?.ClusterNamespace is { } space ? FieldRules.Name("ClusterNamespace", space, 1, FieldRules.LongestText) : null;
}
