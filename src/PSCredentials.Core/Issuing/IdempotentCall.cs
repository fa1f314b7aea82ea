using System.Security.Cryptography;
using PSCredentials.Authority;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Issuing;

/// <summary>One request of a caller that may come again: answered once, and then the same way for a day.</summary>
internal sealed class IdempotentCall
{
    private const int LongestKey = 255;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly AuthorityContext _authority;
    private readonly byte[] _keyHash;
    private readonly byte[] _fingerprint;
    private readonly AnswerKeys _keys;

    private IdempotentCall(AuthorityContext authority, CredentialFamily family, string key, ReadOnlySpan<byte> fingerprint)
    {
        _authority = authority;

        // The caller's length stands before it, so that no two callers and keys join to one text.
        _keyHash = authority.Hasher.Hash(FormattableString.Invariant($"idempotent-request/{family}/{authority.Caller.Length}/{authority.Caller}/{key}"));
        _keys = AnswerKeys.Derive(authority.Keys.SealingKey, key, $"{authority.Id}/idempotent-request/{family}/1");
        _fingerprint = _keys.Hash(fingerprint);
    }

    /// <summary>The call that a request asks for.</summary>
    /// <param name="authority">The authority, with the caller.</param>
    /// <param name="family">What the request makes.</param>
    /// <param name="request">What the client says of it; null where it may not come again.</param>
    /// <returns>The call; null for none.</returns>
    /// <exception cref="CredentialException">The key is none.</exception>
    public static IdempotentCall? Of(AuthorityContext authority, CredentialFamily family, IdempotentRequest? request)
    {
        if (request is null)
        {
            return null;
        }

        string key = request.Key.Reveal();
        return key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and <= '~')
            ? new IdempotentCall(authority, family, key, request.Fingerprint.Span)
            : throw CredentialException.Invalid("Idempotency-Key", $"has to be 1 to {LongestKey} visible ASCII characters.");
    }

    /// <summary>Whether the call was answered already; asked in the transaction that would answer it.</summary>
    public bool IsAnswered(StoreConnection connection) => IdempotentRequestTable.Find(connection, _keyHash, _authority.Now()) is not null;

    /// <summary>What the call was answered before.</summary>
    /// <returns>The record and the secret; null where it was not answered.</returns>
    /// <exception cref="CredentialException">The key was of another request.</exception>
    public GivenAnswer? Find(StoreConnection connection)
    {
        if (IdempotentRequestTable.Find(connection, _keyHash, _authority.Now()) is not { } answered)
        {
            return null;
        }

        if (!CryptographicOperations.FixedTimeEquals(answered.Fingerprint, _fingerprint))
        {
            throw new CredentialException(CredentialErrors.IdempotencyKeyReused, "This idempotency key was used for another request within the last day.");
        }

        return new GivenAnswer(
            answered.SubjectId,
            _keys.Open(answered.Sealed, answered.SubjectId)
                ?? throw new CredentialException(CredentialErrors.StoreDamaged, "The vault is damaged: what was answered to a request does not open."));
    }

    /// <summary>Keeps the answer, in the transaction that makes what it is about.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="subjectId">What was made.</param>
    /// <param name="secret">The secret that is answered; empty for none.</param>
    public void Keep(StoreConnection connection, string subjectId, ReadOnlySpan<byte> secret)
    {
        DateTimeOffset now = _authority.Now();
        IdempotentRequestTable.Add(connection, _keyHash, new AnsweredRequest(_fingerprint, subjectId, _keys.Seal(secret, subjectId)), now, now + Lifetime);
    }

    /// <summary>Says that what was answered cannot be answered again.</summary>
    public static CredentialException Gone() => new(
        CredentialErrors.NotFound, "What was made for this idempotency key is not there any more: it was removed, or its secret was replaced by another.");
}

/// <summary>What a call was answered.</summary>
/// <param name="SubjectId">What was made.</param>
/// <param name="Secret">The secret; empty for none.</param>
internal sealed record GivenAnswer(string SubjectId, byte[] Secret);
