using PSCredentials.Authority;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Verification;

/// <summary>
/// Compares presented passwords. Every presentation costs one derivation, also for a username that nobody has and for a credential that is throttled, so
/// that the time tells nothing.
/// </summary>
internal sealed class PasswordVerifier(OpenedAuthority authority)
{
    private static readonly TimeSpan LongestThrottle = TimeSpan.FromDays(1);

    private sealed record Found(Stored<ProjectCredential> Credential, PresentedAgainst Hashes, IReadOnlyList<ProjectCredentialAccess> Access);

    private const string UnknownFailures = "unknown_username_failures";
    private const int LongestUsername = 1024;

    /// <summary>The text by which a password that was accepted is cached; a NUL, which a username cannot hold, parts the two.</summary>
    /// <returns>Null where the text cannot be a username.</returns>
    public static string? CachedText(string username, SecretText password) => KeyOf(username) is { } key ? $"{key}\0{password.Reveal()}" : null;

    /// <summary>Verifies a password.</summary>
    /// <param name="username">The username.</param>
    /// <param name="password">The password.</param>
    /// <param name="epoch">The epoch of the store before this call.</param>
    /// <param name="cancellationToken">Gives up while waiting for a core.</param>
    /// <returns>Whether the password is right, and the credential; null where the username is nobody's.</returns>
    public async Task<(VerificationReason Reason, CachedSecret? Secret)> VerifyAsync(
        string username, SecretText password, long epoch, CancellationToken cancellationToken)
    {
        Found? found = KeyOf(username) is null ? null : Find(CredentialReference.ByName(username));
        byte[] derived = await PasswordHasher.DeriveAsync(password, found?.Hashes.InForce, cancellationToken);
        if (found is null)
        {
            await CountFailureAsync(null);
            return (VerificationReason.Unknown, null);
        }

        bool isInForce = found.Hashes.InForce.Matches(derived);
        bool isBefore = found.Hashes.Before?.Matches(derived) == true;
        CachedSecret secret = isBefore && !isInForce
            ? Secret(found, epoch, found.Hashes.Before!, found.Hashes.BeforeEndsAt)
            : Secret(found, epoch, found.Hashes.InForce, retiresAt: null);
        if (found.Credential.Value.ThrottledUntil is not null)
        {
            return (VerificationReason.Throttled, secret);
        }

        if (!isInForce && !isBefore)
        {
            await CountFailureAsync(found.Credential.Row);
            return (VerificationReason.WrongPassword, secret);
        }

        // While another password works on beside it, both hashes have to keep their salt.
        if (isInForce && found.Hashes is { InForce.IsWeak: true, Before: null })
        {
            secret = Secret(found, epoch, await StrengthenAsync(found, password, cancellationToken), retiresAt: null);
        }

        return (VerificationReason.Valid, secret);
    }

    /// <summary>Reads the credential for which a token was granted, and whether the password that was presented then still works.</summary>
    /// <param name="id">The credential.</param>
    /// <param name="reference">What the token refers to the password by.</param>
    /// <param name="epoch">The epoch of the store before this call.</param>
    /// <returns>The credential; null where there is none.</returns>
    public CachedSecret? Recall(string id, ReadOnlySpan<byte> reference, long epoch)
    {
        if (Find(CredentialReference.ById(id)) is not { } found)
        {
            return null;
        }

        CachedSecret inForce = Secret(found, epoch, found.Hashes.InForce, retiresAt: null);
        if (inForce.Reference.AsSpan().SequenceEqual(reference))
        {
            return inForce;
        }

        CachedSecret? before = found.Hashes.Before is { } hash ? Secret(found, epoch, hash, found.Hashes.BeforeEndsAt) : null;
        return before?.Reference.AsSpan().SequenceEqual(reference) == true
            ? before
            : Secret(found, epoch, found.Hashes.InForce, retiresAt: DateTimeOffset.UnixEpoch);
    }

    // The hash has a salt of its own, so that hashing it once more names the one password that was set then.
    private CachedSecret Secret(Found found, long epoch, PasswordHash hash, DateTimeOffset? retiresAt) =>
        new(found.Credential, epoch, retiresAt, found.Access, authority.Hasher.Hash(hash.ToString()));

    // What cannot be a username is not looked for; it costs the derivation all the same.
    private static string? KeyOf(string username)
    {
        try
        {
            return username.Length is 0 or > LongestUsername ? null : Filter.Key(username);
        }
        catch (CredentialException)
        {
            return null;
        }
    }

    private Found? Find(CredentialReference reference)
    {
        RowContext context = authority.RowContext();
        return authority.Store.Read(connection => connection.InSnapshot(snapshot =>
            ProjectCredentialTable.Find(snapshot, reference, context) is { } stored
                ? new Found(stored, PasswordTable.Read(snapshot, stored.Row, context.Now), AccessTable.List(snapshot, stored))
                : null));
    }

    // A failure is on disk before the answer, for an unknown username too: the time would tell the two apart.
    private async Task CountFailureAsync(long? row)
    {
        // A use that is still on its way to the store ends the failures before it.
        await authority.LastUse.FlushAsync(CancellationToken.None);
        CredentialPolicy policy = authority.Policy();
        await authority.Store.WriteAsync(
            connection =>
            {
                DateTimeOffset now = authority.Now();
                if (row is not { } known)
                {
                    SettingTable.Set(connection, UnknownFailures, SettingTable.Number(connection, UnknownFailures) + 1);
                }
                else if (PasswordTable.CountFailure(connection, known, now) is var failures && policy.FailureLimit > 0 && failures >= policy.FailureLimit)
                {
                    double doubled = policy.ThrottleTime.TotalMilliseconds * Math.Pow(2, Math.Min(failures - policy.FailureLimit, 32));
                    PasswordTable.Throttle(connection, known, now + TimeSpan.FromMilliseconds(Math.Min(doubled, LongestThrottle.TotalMilliseconds)));
                    authority.Store.MarkFactsChanged();
                }

                return 0;
            },
            CancellationToken.None);
    }

    private async Task<PasswordHash> StrengthenAsync(Found found, SecretText password, CancellationToken cancellationToken)
    {
        PasswordHash strong = await PasswordHasher.HashAsync(password, cancellationToken);
        return await authority.Store.WriteAsync(
            connection => PasswordTable.TryStrengthen(connection, found.Credential.Row, found.Hashes.InForce, strong) ? strong : found.Hashes.InForce,
            cancellationToken);
    }
}
