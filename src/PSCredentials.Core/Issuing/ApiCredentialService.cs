using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using PSCredentials.Authority;
using PSCredentials.Pki;
using PSCredentials.Policy;
using PSCredentials.Removal;
using PSCredentials.Secrets;
using PSCredentials.Storage;

namespace PSCredentials.Issuing;

/// <summary>API credentials of the embedded authority.</summary>
internal sealed class ApiCredentialService(AuthorityContext authority, SlowWork slowWork) : IApiCredentialService
{
    private const string Noun = "credential";

    private readonly MaterialIssuer _issuer = new(authority, slowWork);
    private readonly ApiCredentialFacts _facts = new(authority);
    private readonly ApiCredentialRevocation _revocation = new(authority);
    private readonly RecoverableSecrets _recoverable = new(authority);

    /// <inheritdoc/>
    public async Task<IssuedApiCredential> CreateAsync(ApiCredentialRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Enum.IsDefined(request.Type))
        {
            throw CredentialException.Invalid("Type", $"{(int)request.Type} is not a credential type; allowed are {string.Join(", ", Enum.GetNames<CredentialType>())}.");
        }

        var call = IdempotentCall.Of(authority, CredentialFamily.ApiCredential, request.Idempotency);
        if (call is not null && authority.Store.Read(call.Find) is { } given)
        {
            return Repeat(given);
        }

        RecoverableSecrets.Check(request);
        _issuer.CheckBundle(request.Type, request.Password, request.Pkcs12Encryption, !request.CertificateRequest.IsEmpty, request.WithoutBundle);
        SubjectKey? ownKey = request.CertificateRequest.IsEmpty ? null : CertificationRequest.Read(request.CertificateRequest);
        IReadOnlyList<ResolvedCluster> clusters = ResolveClusters(request.Type, request.Target);
        DateTimeOffset now = authority.Now();
        ApiCredential facts = _facts.Requested(request, ownKey, now) with { ClusterName = ResolvedCluster.RegisteredNames(clusters) };
        IssuedMaterial material = await _issuer.IssueAsync(facts, ownKey, request.Password, request.Pkcs12Encryption, clusters, cancellationToken);
        facts = facts with { Issuer = material.Issuer, SerialNumber = material.SerialNumber, Fingerprint = material.Fingerprint };
        bool isKept = await authority.ChangeAsync(
            CredentialAction.Create,
            (connection, _) =>
            {
                if (!material.IsOfCurrentIssuer(connection) || call?.IsAnswered(connection) == true)
                {
                    return false;
                }

                if (facts.Type == CredentialType.ScimApiToken)
                {
                    IReadOnlyCollection<long> inForce = ApiCredentialTable.FindScim(connection, facts.Namespace);
                    _revocation.End(connection, inForce, RevocationReason.Superseded, $"superseded by {facts.Name}", facts.CreatedAt);
                }

                if (!ApiCredentialTable.TryAdd(connection, facts, material.Record))
                {
                    throw new CredentialException(
                        CredentialErrors.AlreadyExists, $"There is already a credential '{facts.Name}' in namespace '{facts.Namespace}'.");
                }

                if (request.IsRecoverable)
                {
                    _recoverable.Keep(connection, Find(connection, CredentialReference.ById(facts.Id)), request, material.Secret);
                }

                call?.Keep(connection, AnswerOf(facts), IssuedSecretText.Write(material.Secret));
                authority.Audit(connection, CredentialAction.Create, AuditSubject.Of(facts), request.IsRecoverable ? $"{Describe(facts)}; recoverable" : Describe(facts));
                return true;
            },
            cancellationToken);
        if (isKept)
        {
            AuthorityMeter.CountIssue(facts.Type.ToString());
            return new IssuedApiCredential(facts, material.Secret);
        }

        authority.CertificateAuthorities.Refresh();
        return await CreateAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ApiCredential> ListAsync(ApiCredentialQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await authority.LastUse.FlushAsync(cancellationToken);
        IAsyncEnumerable<ApiCredential> list = Paging.ListAsync<ApiCredential>(
            (skip, count, after) => authority.Store.Read(
                connection => ApiCredentialTable.Page(connection, query, ApiCredentialTable.Place(after), skip, count, authority.RowContext())),
            query.Skip,
            query.First,
            cancellationToken);
        await foreach (ApiCredential item in list)
        {
            yield return item;
        }
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(ApiCredentialQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(authority.Store.Read(connection => ApiCredentialTable.Count(connection, query, authority.Now())));

    /// <inheritdoc/>
    public Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ApiCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Task.FromResult(authority.Store.Read(connection => ApiCredentialTable.Values(connection, property, query, cancellationToken)));
    }

    /// <inheritdoc/>
    public async Task<ApiCredential> GetAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        await authority.LastUse.FlushAsync(cancellationToken);
        return authority.Store.Read(connection => Find(connection, reference).Value);
    }

    /// <inheritdoc/>
    public Task<ApiCredential> RenewAsync(CredentialReference reference, Expiry expiry, CancellationToken cancellationToken) =>
        ChangeAsync(CredentialAction.Renew, reference, refuseRevoked: true, cancellationToken, (credential, now) =>
        {
            if (!credential.Type.IsRenewable())
            {
                throw new CredentialException(
                    CredentialErrors.NotRenewable,
                    $"Credential '{credential.Name}' is of type {credential.Type}; only {CredentialType.ApiToken} and {CredentialType.ServiceApiToken} can be renewed.");
            }

            return credential with { ExpiresAt = LifetimeRules.Resolve(expiry, _facts.Lifetime(credential.Type), now) };
        });

    /// <inheritdoc/>
    public async Task<IssuedApiCredential> RotateAsync(CredentialReference reference, RotationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.GracePeriod < TimeSpan.Zero)
        {
            throw CredentialException.Invalid("GracePeriod", "is negative; zero or more is allowed.");
        }

        var call = IdempotentCall.Of(authority, CredentialFamily.ApiCredential, request.Idempotency);
        if (call is not null && authority.Store.Read(call.Find) is { } given)
        {
            return Repeat(given);
        }

        // The secret is made outside the transaction, for the record as it is now; inside, the record is read again.
        ApiCredential before = await GetAsync(reference, cancellationToken);
        CredentialReference same = CredentialReference.ById(before.Id) with { ModifiedAt = reference.ModifiedAt };
        ApiCredential planned = before;
        IReadOnlyList<ResolvedCluster> clusters = [];
        IssuedMaterial? material = null;
        if (before.RevokedAt is null)
        {
            _issuer.CheckBundle(before.Type, request.Password, request.Pkcs12Encryption, !request.CertificateRequest.IsEmpty, request.WithoutBundle);
            SubjectKey? ownKey = request.CertificateRequest.IsEmpty ? null : CertificationRequest.Read(request.CertificateRequest);
            planned = _facts.Rotated(before, request, ownKey, authority.Now());
            clusters = request.CertificateOnly ? NoClusters(before.Type) : ResolveClusters(before.Type, Target(before, request));
            material = await _issuer.IssueAsync(planned, ownKey, request.Password, request.Pkcs12Encryption, clusters, cancellationToken);
        }

        ApiCredential? rotated = await authority.ChangeAsync<ApiCredential?>(
            CredentialAction.Rotate,
            (connection, target) =>
            {
                if (call?.IsAnswered(connection) == true)
                {
                    return null;
                }

                Stored<ApiCredential> stored = FindUnmodified(connection, same);
                target.Subject = AuditSubject.Of(stored.Value);
                ApiCredentialRevocation.ThrowIfRevoked(stored.Value);
                if (!material!.IsOfCurrentIssuer(connection))
                {
                    return null;
                }

                DateTimeOffset now = authority.Now();
                DateTimeOffset retiresAt = Earlier(Later(now, request.GracePeriod), stored.Value.ExpiresAt);
                ApiCredential credential = stored.Value with
                {
                    // A certificate says when it ends; a token does not, so that a renewal since then stays.
                    ExpiresAt = stored.Value.Type.IsToken() ? _facts.Rotated(stored.Value, request, null, now).ExpiresAt : planned.ExpiresAt,
                    ModifiedAt = References.NextModification(stored.Value.ModifiedAt, now),
                    RotatedAt = now,
                    GracePeriodEndsAt = retiresAt > now ? retiresAt : null,
                    KeyAlgorithm = planned.KeyAlgorithm,
                    Issuer = material.Issuer,
                    SerialNumber = material.SerialNumber,
                    Fingerprint = material.Fingerprint,
                    ClusterName = clusters.Count == 0 ? stored.Value.ClusterName : ResolvedCluster.RegisteredNames(clusters),
                    ClusterNamespace = planned.ClusterNamespace,
                };
                RetiredSecretTable.Retire(connection, CredentialFamily.ApiCredential, stored.Row, retiresAt, now);
                if (stored.Value.SerialNumber is not null)
                {
                    RevokedCertificateTable.Supersede(connection, stored.Row, retiresAt > now ? retiresAt : now);
                }

                ApiCredentialTable.ReplaceSecret(connection, new(stored.Row, credential), material.Record);
                ApiCredentialTable.Update(connection, new(stored.Row, credential));
                _recoverable.Renew(connection, stored, request, material.Secret);
                authority.Store.MarkFactsChanged();
                call?.Keep(connection, AnswerOf(credential), IssuedSecretText.Write(material.Secret));
                authority.Audit(
                    connection, CredentialAction.Rotate, target.Subject, $"{Describe(credential)}; old secret works until {Utc(retiresAt > now ? retiresAt : now)}");
                return WithState(credential, now);
            },
            cancellationToken);
        if (rotated is not null)
        {
            return new IssuedApiCredential(rotated, material!.Secret);
        }

        authority.CertificateAuthorities.Refresh();
        return await RotateAsync(same, request, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ApiCredential> ChangeAsync(CredentialReference reference, ApiCredentialChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        string? description = change.Description is null ? null : FieldRules.Text("Description", change.Description);
        IReadOnlyDictionary<string, string>? labels = change.Label is null ? null : FieldRules.Labels(change.Label);
        IReadOnlyList<string>? addresses = change.IPAddress is null ? null : AddressRange.Normalize(change.IPAddress);
        IReadOnlyList<NamespaceRole>? roles = change.NamespaceRole is null ? null : FieldRules.Roles(change.NamespaceRole);
        IReadOnlyList<string>? groups = change.UserGroup is null ? null : FieldRules.Groups(change.UserGroup);
        return ChangeAsync(CredentialAction.Change, reference, refuseRevoked: false, cancellationToken, (credential, _) =>
        {
            ApiCredentialFacts.EnsureOwnRights(credential.Type, roles ?? [], groups ?? []);
            return credential with
            {
                Description = description ?? credential.Description,
                Label = labels ?? credential.Label,
                IPAddress = addresses ?? credential.IPAddress,
                NamespaceRole = roles ?? credential.NamespaceRole,
                UserGroup = groups ?? credential.UserGroup,
            };
        });
    }

    /// <inheritdoc/>
    public Task<ApiCredential> DisableAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        ChangeAsync(CredentialAction.Disable, reference, refuseRevoked: true, cancellationToken, (credential, now) =>
            credential.DisabledAt is null ? credential with { DisabledAt = now } : credential);

    /// <inheritdoc/>
    public Task<ApiCredential> EnableAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        ChangeAsync(CredentialAction.Enable, reference, refuseRevoked: true, cancellationToken, (credential, _) =>
            credential.DisabledAt is null ? credential : credential with { DisabledAt = null });

    /// <inheritdoc/>
    public async Task<ApiCredential> RevokeAsync(CredentialReference reference, RevocationReason reason, CancellationToken cancellationToken)
    {
        RevocationOutcome outcome = (await RevokeAllAsync([reference], reason, stopAtRefusal: true, cancellationToken))[0];
        return outcome.Credential ?? throw outcome.Refusal!;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RevocationOutcome>> RevokeAllAsync(
        IReadOnlyList<CredentialReference> references, RevocationReason reason, bool stopAtRefusal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(references);
        foreach (CredentialReference reference in references)
        {
            ArgumentNullException.ThrowIfNull(reference, nameof(references));
        }

        return _revocation.RevokeAllAsync(references, reason, stopAtRefusal, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        authority.ChangeAsync(
            CredentialAction.Remove,
            (connection, _) =>
            {
                Stored<ApiCredential> stored = FindUnmodified(connection, reference);
                string until = Removals.TakeOut(authority, connection, CredentialFamily.ApiCredential, stored.Row);
                authority.Audit(connection, CredentialAction.Remove, AuditSubject.Of(stored.Value), Describe(stored.Value) + until);
                return 0;
            },
            cancellationToken);

    private static ApiCredential WithState(ApiCredential credential, DateTimeOffset now) =>
        credential with { State = CredentialStates.At(now, credential.ExpiresAt, credential.DisabledAt, credential.RevokedAt) };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset now, TimeSpan time) => time < DateTimeOffset.MaxValue - now ? now + time : DateTimeOffset.MaxValue;

    /// <summary>A moment as messages and events say it.</summary>
    internal static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Describe(ApiCredential credential) =>
        credential.SerialNumber is null
            ? $"{credential.Type}; expires {Utc(credential.ExpiresAt)}"
            : $"{credential.Type}; expires {Utc(credential.ExpiresAt)}; serial {credential.SerialNumber}";

    private static KubeConfigTarget? Target(ApiCredential before, RotationRequest request) =>
        request.Target is { Server: not null } or { ClusterName.Count: > 0 }
            ? request.Target with { SiteName = request.Target.SiteName ?? before.SiteName }
            : before.Type.IsKubeConfig() ? new KubeConfigTarget { ClusterName = before.ClusterName, SiteName = before.SiteName } : request.Target;

    private IReadOnlyList<ResolvedCluster> ResolveClusters(CredentialType type, KubeConfigTarget? target)
    {
        if (type.IsKubeConfig())
        {
            return ResolvedCluster.FindAll(authority, type, target);
        }

        return target is null
            ? []
            : throw CredentialException.Invalid("Target", $"does not go with type {type}: only kubeconfigs point at a cluster.");
    }

    private static IReadOnlyList<ResolvedCluster> NoClusters(CredentialType type) =>
        type.IsKubeConfig() ? [] : throw CredentialException.Invalid("CertificateOnly", $"does not go with type {type}: only kubeconfigs are more than their secret.");

    // What a secret was answered for: the record, and since which rotation it has that secret.
    private static string AnswerOf(ApiCredential credential) =>
        credential.RotatedAt is { } rotatedAt ? FormattableString.Invariant($"{credential.Id}/{rotatedAt.ToUnixTimeMilliseconds()}") : credential.Id;

    private IssuedApiCredential Repeat(GivenAnswer given) =>
        authority.Store.Read(connection => ApiCredentialTable.Find(connection, CredentialReference.ById(given.SubjectId.Split('/')[0]), authority.RowContext())) is [{ Value: { } facts }]
            && AnswerOf(facts) == given.SubjectId
            ? new IssuedApiCredential(facts, IssuedSecretText.Read(given.Secret))
            : throw IdempotentCall.Gone();

    private Stored<ApiCredential> Find(StoreConnection connection, CredentialReference reference) =>
        References.Single(ApiCredentialTable.Find(connection, reference, authority.RowContext()), Noun, reference);

    private Stored<ApiCredential> FindUnmodified(StoreConnection connection, CredentialReference reference)
    {
        Stored<ApiCredential> stored = Find(connection, reference);
        References.EnsureUnmodified(reference, Noun, stored.Value.ModifiedAt);
        return stored;
    }

    private Task<ApiCredential> ChangeAsync(
        CredentialAction action,
        CredentialReference reference,
        bool refuseRevoked,
        CancellationToken cancellationToken,
        Func<ApiCredential, DateTimeOffset, ApiCredential> change) =>
        authority.ChangeAsync(
            action,
            (connection, target) =>
            {
                Stored<ApiCredential> stored = FindUnmodified(connection, reference);
                target.Subject = AuditSubject.Of(stored.Value);
                if (refuseRevoked)
                {
                    ApiCredentialRevocation.ThrowIfRevoked(stored.Value);
                }

                DateTimeOffset now = authority.Now();
                ApiCredential changed = change(stored.Value, now);
                if (ReferenceEquals(changed, stored.Value))
                {
                    return changed;
                }

                changed = WithState(changed with { ModifiedAt = References.NextModification(stored.Value.ModifiedAt, now) }, now);
                ApiCredentialTable.Update(connection, new(stored.Row, changed));
                if (stored.Value.DisabledAt is not null && changed.DisabledAt is null)
                {
                    RevokedCertificateTable.Release(connection, stored.Row, now);
                }

                authority.Store.MarkFactsChanged();
                authority.Audit(connection, action, target.Subject, Describe(changed));
                return changed;
            },
            cancellationToken);
}
