using System.Diagnostics.CodeAnalysis;

namespace PSCredentials;

/// <summary>The form of an API key and of what contract 2 derives from it.</summary>
internal static class ApiKeyFormat
{
    private const int HintLength = 4;

    /// <summary>Makes a key: a UUID version 4 (RFC 9562), 122 random bits.</summary>
    public static string Create() => Guid.NewGuid().ToString("D");

    /// <summary>Reads a presented key into its one form.</summary>
    public static bool TryNormalize(string key, [NotNullWhen(true)] out string? normalized)
    {
        normalized = Guid.TryParseExact(key, "D", out Guid value) ? value.ToString("D") : null;
        return normalized is not null;
    }

    /// <summary>The identifier of contract 2: the lowercase hexadecimal MD5 of the key. An identifier, not a security measure.</summary>
    public static string Id(string key) => ApiKey.IdOf(key);

    /// <summary>What lists may show of a key.</summary>
    public static string Hint(string key) => key[^HintLength..];

    /// <summary>A key with all but the hint hidden.</summary>
    public static string Mask(string hint) => "********-****-****-****-********" + hint;

    /// <summary>The service account that carries the key's rights, named as contract 2 says.</summary>
    public static string ServiceAccountName(ApiKeyRole role, string workspace) => role switch
    {
        ApiKeyRole.Editor => "kubeslice-rbac-rw-slice-" + workspace,
        ApiKeyRole.Viewer => "kubeslice-rbac-ro-slice-" + workspace,
        _ => "kubeslice-rbac-rw-admin",
    };
}
