using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Issuing;

/// <summary>Ends API credentials for good, one as well as many: the one place that says what belongs to that.</summary>
internal sealed class ApiCredentialRevocation(AuthorityContext authority)
{
    private const string Noun = "credential";

    // Other writers wait for some tenths of a second at most.
    private const int LargestTransaction = 10_000;

    /// <summary>Refuses what is revoked already.</summary>
    public static void ThrowIfRevoked(ApiCredential credential)
    {
        if (credential.RevokedAt is { } revokedAt)
        {
            throw new CredentialException(CredentialErrors.AlreadyRevoked, $"Credential '{credential.Name}' was revoked on {ApiCredentialService.Utc(revokedAt)}.");
        }
    }

    /// <summary>Ends those that references mean, each with its own outcome.</summary>
    public async Task<IReadOnlyList<RevocationOutcome>> RevokeAllAsync(
        IReadOnlyList<CredentialReference> references, RevocationReason reason, bool stopAtRefusal, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(reason))
        {
            throw CredentialException.Invalid("Reason", $"{(int)reason} is not a reason; allowed are {string.Join(", ", Enum.GetNames<RevocationReason>())}.");
        }

        var outcomes = new List<RevocationOutcome>(references.Count);
        foreach (CredentialReference[] some in references.Chunk(LargestTransaction))
        {
            try
            {
                outcomes.AddRange(await authority.Store.WriteAsync(connection => Revoke(connection, some, reason, stopAtRefusal), cancellationToken));
            }
            catch (CredentialException failure) when (outcomes.Count > 0)
            {
                outcomes.AddRange(references.Skip(outcomes.Count).Select(reference => new RevocationOutcome(reference, null, failure)));
                return outcomes;
            }

            if (stopAtRefusal && outcomes[^1].Refusal is not null)
            {
                return outcomes;
            }
        }

        return outcomes;
    }

    /// <summary>Ends credentials that are in force, in the caller's transaction, each with its event.</summary>
    public void End(StoreConnection connection, IReadOnlyCollection<long> inForce, RevocationReason reason, string detail, DateTimeOffset now)
    {
        if (inForce.Count > 0)
        {
            string rows = StoredJson.Rows(inForce);
            ApiCredentialTable.Revoke(connection, rows, now, reason);
            RevokedCertificateTable.End(connection, rows, now, (int)reason);
            SecretTable.RemoveOf(connection, CredentialFamily.ApiCredential, rows);
            authority.Store.MarkFactsChanged();
            authority.AuditEach(connection, CredentialAction.Revoke, rows, detail);
        }
    }

    private List<RevocationOutcome> Revoke(StoreConnection connection, CredentialReference[] references, RevocationReason reason, bool stopAtRefusal)
    {
        DateTimeOffset now = authority.Now();
        RowContext context = authority.RowContext();
        var known = ApiCredentialTable.FindAll(connection, references.Select(reference => reference.Id?.ToLowerInvariant()).OfType<string>(), context)
            .ToDictionary(stored => stored.Value.Id, StringComparer.OrdinalIgnoreCase);
        var ended = new OrderedDictionary<long, ApiCredential>();
        var refused = new List<(AuditSubject Subject, string ErrorId)>();
        var outcomes = new List<RevocationOutcome>(references.Length);
        foreach (CredentialReference reference in references)
        {
            AuditSubject? subject = null;
            try
            {
                Stored<ApiCredential> stored = Find(reference);
                if (ended.TryGetValue(stored.Row, out ApiCredential? before))
                {
                    stored = stored with { Value = before };
                }

                References.EnsureUnmodified(reference, Noun, stored.Value.ModifiedAt);
                subject = AuditSubject.Of(stored.Value);
                ThrowIfRevoked(stored.Value);
                ApiCredential revoked = stored.Value with { ModifiedAt = References.NextModification(stored.Value.ModifiedAt, now), RevokedAt = now, RevocationReason = reason, State = CredentialState.Revoked };
                ended.Add(stored.Row, revoked);
                outcomes.Add(new RevocationOutcome(reference, revoked, null));
            }
            catch (CredentialException refusal)
            {
                outcomes.Add(new RevocationOutcome(reference, null, refusal));
                if (subject is not null)
                {
                    refused.Add((subject, refusal.ErrorId));
                }

                if (stopAtRefusal)
                {
                    break;
                }
            }
        }

        End(connection, ended.Keys, reason, reason.ToString(), now);

        // Behind what was done, for it may be why they were refused.
        refused.ForEach(refusal => authority.Audit(connection, CredentialAction.Revoke, refusal.Subject, outcome: refusal.ErrorId));
        return outcomes;

        Stored<ApiCredential> Find(CredentialReference reference) =>
            reference is { Id: { } id, VisibleIn: null }
                ? known.GetValueOrDefault(id) ?? throw References.None(Noun, reference)
                : References.Single(ApiCredentialTable.Find(connection, reference, context), Noun, reference);
    }
}
