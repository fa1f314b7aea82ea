using System.Globalization;
using PSCredentials.Authority;
using PSCredentials.Issuing;
using PSCredentials.Storage;

namespace PSCredentials.Verification;

/// <summary>What an authority does by itself where a secret is presented that a rotation replaced: it says so in the trail, and answers as the policy says.</summary>
internal sealed class ReuseAnswer(OpenedAuthority opened)
{
    private const string Cause = "a rotated secret was presented";

    // One an hour and credential: a flood is told by its number.
    private static readonly TimeSpan BetweenEvents = TimeSpan.FromHours(1);

    private readonly AuthorityContext _authority = new(opened, opened.OwnName);

    /// <summary>Gives it, in the caller's transaction. What was removed meanwhile needs none.</summary>
    public void Give(StoreConnection connection, ReuseNote note, long count)
    {
        RowContext context = opened.RowContext();
        CredentialReference reference = CredentialReference.ById(note.Id);
        if (note.Family == CredentialFamily.ApiCredential && ApiCredentialTable.Find(connection, reference, context) is [{ } credential])
        {
            Tell(connection, note, credential.Row, AuditSubject.Of(credential.Value), count, context.Now);
            if (MayEnd(connection, note) && credential.Value.RevokedAt is null)
            {
                new ApiCredentialRevocation(_authority).End(connection, [credential.Row], RevocationReason.KeyCompromise, $"{nameof(RevocationReason.KeyCompromise)}; {Cause}", context.Now);
            }
        }
        else if (note.Family == CredentialFamily.ApiKey && ApiKeyTable.Find(connection, reference, context) is [{ } key])
        {
            Tell(connection, note, key.Row, AuditSubject.Of(key.Value), count, context.Now);
            if (MayEnd(connection, note) && key.Value.DisabledAt is null)
            {
                ApiKeyTable.Update(connection, new(key.Row, key.Value with { DisabledAt = context.Now, ModifiedAt = References.NextModification(key.Value.ModifiedAt, context.Now) }));
                opened.Store.MarkFactsChanged();
                _authority.Audit(connection, CredentialAction.Disable, AuditSubject.Of(key.Value), Cause);
            }
        }
    }

    private static bool MayEnd(StoreConnection connection, ReuseNote note) => note.IsProof && PolicyTable.RotatedSecretReuse(connection) == RotatedSecretReuse.RevokeFamily;

    private void Tell(StoreConnection connection, ReuseNote note, long row, AuditSubject subject, long count, DateTimeOffset now)
    {
        if (SecretReuseTable.Count(connection, note.Family, row, count, now, BetweenEvents) is { } untold)
        {
            string from = note.Address is { } address ? $"from {address}" : "from an unknown address";
            string detail = (untold.Count, untold.Since) switch
            {
                (1, _) => from,
                (_, null) => string.Create(CultureInfo.InvariantCulture, $"{untold.Count} times, last {from}"),
                (_, { } since) => string.Create(CultureInfo.InvariantCulture, $"{untold.Count} times since {ApiCredentialService.Utc(since)}, last {from}"),
            };
            _authority.Audit(connection, CredentialAction.ReuseSecret, subject, detail, CredentialErrors.CredentialExpired.Id);
        }
    }
}
