using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.KubeSlice;

/// <summary>A key in a body: one that was made, is to be deleted, or is exchanged for a token. A class, since a record would show it as text.</summary>
internal sealed class PresentedApiKey : IWire<PresentedApiKey>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<PresentedApiKey> Json => KubeSliceJson.Default.PresentedApiKey;

    /// <summary>The key.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The key, which has to be there.</summary>
    /// <returns>The key.</returns>
    /// <exception cref="CredentialException">It is missing.</exception>
    public string Required() => string.IsNullOrEmpty(ApiKey) ? throw CredentialException.Invalid("apiKey", "is required.") : ApiKey;
}

/// <summary>What a key is exchanged for.</summary>
internal sealed class GrantedToken
{
    /// <summary>The token, a JWT.</summary>
    public string? Token { get; init; }
}
