using System.Security;

namespace PSCredentials;

/// <summary>An API key with the key itself, as issue, rotation and an explicit request for the secret return it.</summary>
public sealed record IssuedApiKey : ApiKey
{
    private readonly SecretText _key;

    /// <summary>Joins the facts and the key.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="key">The key.</param>
    public IssuedApiKey(ApiKey facts, SecretText key)
        : base(facts)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
    }

    /// <summary>The key.</summary>
    public SecureString Key => _key.ToSecureString();

    /// <summary>The key as text.</summary>
    /// <returns>The key, a UUID.</returns>
    public string GetKey() => _key.Reveal();
}
