using System.Diagnostics.CodeAnalysis;
using System.Net;
using PSCredentials.Authority;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Verification;

/// <summary>What was presented lately and what the store says about it: the one place where a presented secret becomes a verdict and a note of its use.</summary>
internal sealed class PresentedSecrets(OpenedAuthority authority)
{
    private static readonly CredentialVerdict Unknown = new(VerificationReason.Unknown);

    private readonly VerificationCache _cache = new();
    private readonly CacheKeyFunction _cacheKey = new();

    /// <summary>The cache key of a text.</summary>
    public UInt128 KeyOf(ReadOnlySpan<char> secret) => _cacheKey.Of(secret);

    /// <summary>The cache key of bytes.</summary>
    public UInt128 KeyOf(ReadOnlySpan<byte> secret) => _cacheKey.Of(secret);

    /// <summary>Finds what was read at this epoch.</summary>
    public CachedSecret? Find(UInt128 key, long epoch) => _cache.Find(key, epoch);

    /// <summary>Keeps what was read, if there is anything.</summary>
    [return: NotNullIfNotNull(nameof(secret))]
    public CachedSecret? Keep(UInt128? key, CachedSecret? secret)
    {
        if (key is { } known && secret is not null)
        {
            _cache.Offer(known, secret);
        }

        return secret;
    }

    /// <summary>Decides here and now, and notes the use of what is good.</summary>
    public CredentialVerdict Decide(CachedSecret? secret, IPAddress? address, AccessTarget? resource = null)
    {
        if (secret is null)
        {
            return Unknown;
        }

        long now = authority.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        CredentialVerdict verdict = secret.Decide(now, address, resource);
        if (!verdict.IsValid)
        {
            if (secret.IsRetired(now))
            {
                authority.Reuses.Note(secret, now, address);
            }

            return verdict;
        }

        if (secret.Rate(authority.Rates)?.Take() is { } wait)
        {
            return secret.Refuse(VerificationReason.RateLimited) with { RetryAfter = wait };
        }

        if (secret.IsUseNoted && !secret.IsCounted)
        {
            authority.LastUse.Record(secret.Use, now, address);
        }

        return verdict;
    }

    /// <summary>Counts the use of what may be used so many times alone, and accepts it once that is on disk.</summary>
    public async ValueTask<CredentialVerdict> UseAsync(CachedSecret secret, CredentialVerdict verdict, IPAddress? address, CancellationToken cancellationToken)
    {
        (long Count, long Most)? used = await authority.Store.WriteAsync(
            connection =>
            {
                (long Count, long Most)? one = UseTable.TryUse(connection, secret.Id);
                if (one is null || one.Value.Count == one.Value.Most)
                {
                    // From here on it is refused from what is read, without a write.
                    authority.Store.MarkFactsChanged();
                }

                return one;
            },
            cancellationToken);
        if (used is not { } counted)
        {
            return secret.Refuse(VerificationReason.UsedUp);
        }

        authority.LastUse.Record(secret.Use, authority.Clock.GetUtcNow().ToUnixTimeMilliseconds(), address);
        return verdict with { Credential = (ApiCredential)verdict.Credential! with { UseCount = counted.Count } };
    }

    /// <summary>Reads the API credential of a secret, be it in force or within its grace period.</summary>
    public CachedSecret? ReadApiCredential(byte[] hash, long epoch) => authority.Store.Read(connection =>
    {
        RowContext context = authority.RowContext();
        if (ApiCredentialTable.FindBySecret(connection, hash, context) is { } found)
        {
            return new CachedSecret(found.Credential, epoch, retiresAt: null, found.NotBefore);
        }

        return RetiredSecretTable.Find(connection, CredentialFamily.ApiCredential, hash) is { } retired
            && ApiCredentialTable.Get(connection, retired.Row, context) is { } credential
            ? new CachedSecret(credential, epoch, retired.RetiresAt, retired.NotBefore)
            : null;
    });

    /// <summary>Reads the API key of a hash, be it in force or within its grace period.</summary>
    public CachedSecret? ReadApiKey(byte[] hash, long epoch) => authority.Store.Read(connection =>
    {
        RowContext context = authority.RowContext();
        if (ApiKeyTable.FindBySecret(connection, hash, context) is { } found)
        {
            return new CachedSecret(found, epoch, retiresAt: null, hash);
        }

        return RetiredSecretTable.Find(connection, CredentialFamily.ApiKey, hash) is { } retired
            && ApiKeyTable.Get(connection, retired.Row, context) is { } key
            ? new CachedSecret(key, epoch, retired.RetiresAt, hash)
            : null;
    });
}
