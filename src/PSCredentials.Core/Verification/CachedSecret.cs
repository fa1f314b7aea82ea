using System.Net;
using PSCredentials.Policy;
using PSCredentials.Storage;

namespace PSCredentials.Verification;

/// <summary>What deciding about one presented secret needs, as it was read at one epoch of the store.</summary>
internal sealed class CachedSecret
{
    private readonly long _expiresAt;
    private readonly long _retiresAt;
    private readonly long _notBefore;
    private readonly bool _revoked;
    private readonly bool _disabled;
    private readonly AddressRange[] _addresses;
    private readonly CredentialVerdict _valid;
    private readonly long _throttledUntil = long.MinValue;
    private readonly HashSet<(AccessTargetType Type, string Key)>? _access;
    private readonly bool _isUsedUp;
    private VerificationRate? _rate;
    private volatile bool _isRateKnown;

    /// <summary>Keeps the facts about an API credential's secret.</summary>
    public CachedSecret(Stored<ApiCredential> stored, long epoch, DateTimeOffset? retiresAt, DateTimeOffset? notBefore)
        : this(CredentialFamily.ApiCredential, stored.Row, epoch, stored.Value.ExpiresAt, retiresAt, notBefore, stored.Value.IPAddress)
    {
        ApiCredential credential = stored.Value;
        IsIssuedSecret = true;
        IsCounted = credential.MaximumUses is not null;
        _isUsedUp = credential.UseCount >= credential.MaximumUses;
        _revoked = credential.RevokedAt is not null;
        _disabled = credential.DisabledAt is not null;
        _valid = new CredentialVerdict(VerificationReason.Valid)
        {
            Credential = credential,
            Principal = credential.Type.IsService()
                ? new CredentialPrincipal(credential.Name, PrincipalKind.Service) { Group = credential.UserGroup }
                : new CredentialPrincipal(credential.Owner, PrincipalKind.User),
            Right = credential.NamespaceRole,
        };
    }

    /// <summary>Keeps the facts about an API key.</summary>
    public CachedSecret(Stored<ApiKey> stored, long epoch, DateTimeOffset? retiresAt, byte[] reference)
        : this(CredentialFamily.ApiKey, stored.Row, epoch, stored.Value.ExpiresAt, retiresAt, null, stored.Value.IPAddress)
    {
        ApiKey key = stored.Value;
        IsIssuedSecret = true;
        Reference = reference;
        _disabled = key.DisabledAt is not null;
        _valid = new CredentialVerdict(VerificationReason.Valid)
        {
            Credential = key,
            Principal = new CredentialPrincipal(key.ServiceAccountName, PrincipalKind.ServiceAccount),
            Right = [new NamespaceRole(key.Role == ApiKeyRole.Owner && key.Workspace.Length == 0 ? "*" : key.Workspace, key.Role.ToString())],
        };
    }

    /// <summary>Keeps the facts about a project credential's password.</summary>
    public CachedSecret(
        Stored<ProjectCredential> stored, long epoch, DateTimeOffset? retiresAt, IEnumerable<ProjectCredentialAccess> access, byte[] reference)
        : this(CredentialFamily.ProjectCredential, stored.Row, epoch, ((ICredential)stored.Value).ExpiresAt, retiresAt, null, stored.Value.IPAddress)
    {
        ProjectCredential credential = stored.Value;
        Reference = reference;
        _disabled = credential.DisabledAt is not null;
        _throttledUntil = credential.ThrottledUntil?.ToUnixTimeMilliseconds() ?? long.MinValue;
        _access = access.Select(grant => (grant.Type, Filter.Key(grant.Name))).ToHashSet();
        _valid = new CredentialVerdict(VerificationReason.Valid)
        {
            Credential = credential,
            Principal = new CredentialPrincipal(credential.Username, PrincipalKind.ProjectUser),
            Role = credential.Role,
        };
    }

    private CachedSecret(
        CredentialFamily family,
        long row,
        long epoch,
        DateTimeOffset expiresAt,
        DateTimeOffset? retiresAt,
        DateTimeOffset? notBefore,
        IReadOnlyList<string> addresses)
    {
        Use = new UseNote(family, row);
        Epoch = epoch;
        _expiresAt = expiresAt.ToUnixTimeMilliseconds();
        _retiresAt = retiresAt?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        _notBefore = notBefore?.ToUnixTimeMilliseconds() ?? long.MinValue;
        _addresses = addresses.Count == 0 ? [] : [.. addresses.Select(AddressRange.Parse)];
        _valid = null!;
    }

    // Throttling is about guessing, and nobody guesses a signature.
    private CachedSecret(CachedSecret secret, DateTimeOffset notBefore, DateTimeOffset expiresAt)
    {
        Use = secret.Use;
        Epoch = secret.Epoch;
        Reference = secret.Reference;
        _expiresAt = secret._expiresAt;
        _retiresAt = Math.Min(secret._retiresAt, expiresAt.ToUnixTimeMilliseconds());
        _notBefore = Math.Max(secret._notBefore, notBefore.ToUnixTimeMilliseconds());
        _revoked = secret._revoked;
        _disabled = secret._disabled;
        _addresses = secret._addresses;
        _valid = secret._valid;
        _access = secret._access;
        IsUseNoted = secret.Use.Family != CredentialFamily.ProjectCredential;
    }

    /// <summary>The epoch of the store at which the facts held.</summary>
    public long Epoch { get; }

    /// <summary>The note of its last use.</summary>
    public UseNote Use { get; }

    /// <summary>Whether it is a token, a certificate or a key itself that was issued, and no token that was granted for it or password that somebody may have mistyped.</summary>
    public bool IsIssuedSecret { get; private init; }

    /// <summary>Whether each use is counted, in the store, before it is accepted.</summary>
    public bool IsCounted { get; }

    /// <summary>The id of the credential.</summary>
    public string Id => _valid.Credential!.Id;

    /// <summary>Whether it is a certificate.</summary>
    public bool IsCertificate => _valid.Credential is ApiCredential { SerialNumber: not null };

    /// <summary>Whether a use is noted. That of a password ends the count of wrong ones, which a token that was granted before must not do.</summary>
    public bool IsUseNoted { get; } = true;

    /// <summary>By what an access token refers to the secret: a keyed hash, which cannot be presented. Empty where no token stands for the secret.</summary>
    public byte[] Reference { get; } = [];

    /// <summary>The moment from which the secret is refused for good.</summary>
    public DateTimeOffset EndsAt => DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(_expiresAt, _retiresAt));

    /// <summary>How often the credential may be accepted; null where the policy does not limit it.</summary>
    public VerificationRate? Rate(VerificationRates rates)
    {
        // What was read is good for one epoch, and so is the policy.
        if (!_isRateKnown)
        {
            _rate = rates.Of(Use.Family, Id);
            _isRateKnown = true;
        }

        return _rate;
    }

    /// <summary>Whether a rotation replaced it, and its grace period has ended.</summary>
    public bool IsRetired(long now) => _retiresAt <= now && IsIssuedSecret;

    /// <summary>The same facts for an access token that stands for the secret for a time.</summary>
    public CachedSecret ForToken(DateTimeOffset notBefore, DateTimeOffset expiresAt) => new(this, notBefore, expiresAt);

    /// <summary>Decides for a moment, an address and, for the credential of a project, what it shall be used for.</summary>
    public CredentialVerdict Decide(long now, IPAddress? address, AccessTarget? resource = null)
    {
        VerificationReason reason =
            _throttledUntil > now ? VerificationReason.Throttled
            : _revoked ? VerificationReason.Revoked
            : _expiresAt <= now || _retiresAt <= now ? VerificationReason.Expired
            : _disabled ? VerificationReason.Disabled
            : _notBefore > now ? VerificationReason.NotYetValid
            : _addresses.Length != 0 && !IsAllowed(address) ? VerificationReason.AddressNotAllowed
            : _isUsedUp ? VerificationReason.UsedUp
            : resource is not null && _access?.Contains((resource.Type, Filter.Key(resource.Name))) == false ? VerificationReason.ResourceNotGranted
            : VerificationReason.Valid;
        return reason == VerificationReason.Valid ? _valid : Refuse(reason, now);
    }

    private bool IsAllowed(IPAddress? address) => address is not null && _addresses.Any(range => range.Contains(address));

    /// <summary>The verdict on the known credential for a reason that lies in what was presented.</summary>
    public CredentialVerdict Refuse(VerificationReason reason) => _valid with { Reason = reason };

    private CredentialVerdict Refuse(VerificationReason reason, long now)
    {
        // The record was read when it may still have been in force.
        ICredential? credential = _valid.Credential;
        if (_expiresAt <= now && credential is { State: CredentialState.Active or CredentialState.Disabled })
        {
            credential = credential switch
            {
                ApiCredential api => api with { State = CredentialState.Expired },
                ApiKey key => key with { State = CredentialState.Expired },
                _ => (ProjectCredential)credential with { State = CredentialState.Expired },
            };
        }

        return _valid with { Reason = reason, Credential = credential };
    }
}
