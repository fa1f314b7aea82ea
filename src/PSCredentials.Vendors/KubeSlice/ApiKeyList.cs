using System.Globalization;

namespace PSCredentials.Vendors.KubeSlice;

/// <summary>The list of keys, which is in an envelope of its own inside the envelope.</summary>
/// <param name="Data">The keys.</param>
internal sealed record ApiKeyList(IAsyncEnumerable<ApiKeyItem> Data)
{
    /// <summary>The query that a list's parameters stand for.</summary>
    /// <param name="workspace">The workspace, as the vendor's pages spell it.</param>
    /// <param name="workspaceName">The same, as the vendor's SDK spells it.</param>
    /// <returns>The query; of all workspaces where neither says one.</returns>
    /// <exception cref="CredentialException">The two name different ones.</exception>
    public static ApiKeyQuery Query(string? workspace, string? workspaceName)
    {
        string? one = string.IsNullOrEmpty(workspace) ? workspaceName : workspace;
        return string.IsNullOrEmpty(one) ? new ApiKeyQuery()
            : !string.IsNullOrEmpty(workspaceName) && workspaceName != one
                ? throw CredentialException.Invalid("workspace", "and workspaceName name different workspaces; send one of them.")
                : new ApiKeyQuery { Workspace = [Exactly(one)] };
    }

    // The contract knows names alone, the query patterns.
    private static string Exactly(string name) => string.Concat(name.Select(character => character is '*' or '?' or '[' or ']' or '`' ? $"`{character}" : $"{character}"));
}

/// <summary>A key of the list. A class, since a record would show the key as text.</summary>
internal sealed class ApiKeyItem
{
    /// <summary>The lowercase hexadecimal MD5 of the key.</summary>
    public string? Id { get; init; }

    /// <summary>The key, whole or masked.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>Owner, Editor or Viewer.</summary>
    public string? Role { get; init; }

    /// <summary>The Kubernetes service account that carries its rights.</summary>
    public string? SaName { get; init; }

    /// <summary>The workspace; empty for an Owner key that works in all.</summary>
    public string? WorkspaceName { get; init; }

    /// <summary>How long a token lives that is exchanged for the key: seconds, as text.</summary>
    public string? TokenTtlSeconds { get; init; }

    /// <summary>The user it is associated with.</summary>
    public string? UserName { get; init; }

    /// <summary>The last day it works.</summary>
    public string? Validity { get; init; }

    /// <summary>The item of a key.</summary>
    /// <param name="key">The key; an <see cref="IssuedApiKey"/> is shown whole.</param>
    /// <returns>The item.</returns>
    public static ApiKeyItem Of(ApiKey key) => new()
    {
        Id = key.Id,
        ApiKey = (key as IssuedApiKey)?.GetKey() ?? key.MaskedKey,
        Description = key.Description,
        Name = key.Name,
        Role = key.Role.ToString(),
        SaName = key.ServiceAccountName,
        WorkspaceName = key.Workspace,
        TokenTtlSeconds = key.TokenLifetime.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
        UserName = key.UserName,
        Validity = key.ValidUntil.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
