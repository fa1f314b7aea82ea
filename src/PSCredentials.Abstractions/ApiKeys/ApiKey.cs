using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PSCredentials;

/// <summary>An API key as its authority knows it, with the key masked. A snapshot of the moment it was read.</summary>
public record ApiKey : ICredential
{
    private LabelSet? _label;

    /// <summary>The lowercase hexadecimal MD5 of the key, as the KubeSlice contract defines it; rotation changes it.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Its name, unique in its workspace without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The workspace it works in; empty for an Owner key that works in all.</summary>
    public string Workspace { get; init; } = string.Empty;

    /// <summary>What its holder may do.</summary>
    public ApiKeyRole Role { get; init; }

    /// <summary>Whether it could be used when this object was read.</summary>
    public CredentialState State { get; init; }

    /// <summary>The user it is associated with.</summary>
    public string UserName { get; init; } = string.Empty;

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The last day it works, to the end of that day in UTC.</summary>
    public DateOnly ValidUntil { get; init; }

    /// <summary>The moment that <see cref="ValidUntil"/> ends.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The Kubernetes service account that carries its rights.</summary>
    public string ServiceAccountName { get; init; } = string.Empty;

    /// <summary>How long a token that is exchanged for the key lives.</summary>
    public TimeSpan TokenLifetime { get; init; }

    /// <summary>The key with all but its last four characters hidden.</summary>
    public string MaskedKey { get; init; } = string.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its facts last changed; last use does not count.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>When it was switched off, if it is.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>When the key was last made anew, if it ever was.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>Until when the key before the last rotation works on, if it still does.</summary>
    public DateTimeOffset? GracePeriodEndsAt { get; init; }

    /// <summary>When it was last presented and accepted; written shortly after the use.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The address it was last used from, where that was known.</summary>
    public string? LastUsedAddress { get; init; }

    /// <summary>The addresses and CIDR ranges it may be used from; empty means anywhere.</summary>
    public IReadOnlyList<string> IPAddress { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Labels for finding and grouping.</summary>
    public IReadOnlyDictionary<string, string> Label { get => _label ??= []; init => _label = value is { Count: > 0 } ? LabelSet.Of(value) : null; }

    /// <summary>The name of the authority that issued it.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The <see cref="Id"/> of the record that holds a key: an identifier, not a security measure.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The lowercase hexadecimal MD5 of the key in its one form.</returns>
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The KubeSlice contract defines the id so.")]
    public static string IdOf(string key)
    {
        string normal = Guid.TryParseExact(key, "D", out Guid value) ? value.ToString("D") : key;
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(normal)));
    }

    /// <summary>The key's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public sealed override string ToString() => Name;
}
