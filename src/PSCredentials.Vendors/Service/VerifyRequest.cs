using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.Service;

/// <summary>What was presented to a server that asks whether it is good: exactly one of a token, an API key, a certificate, or a username with its password.</summary>
internal sealed record VerifyRequest : IWire<VerifyRequest>
{
    /// <summary>A token of the authority, or an access token (JWT).</summary>
    public string? Token { get; init; }

    /// <summary>An API key.</summary>
    public string? ApiKey { get; init; }

    /// <summary>A client certificate whose possession was proven: PEM, or DER in base64.</summary>
    public string? Certificate { get; init; }

    /// <summary>The username of a project's credential.</summary>
    public string? Username { get; init; }

    /// <summary>Its password.</summary>
    public string? Password { get; init; }

    /// <summary>The address it was presented from.</summary>
    public string? Address { get; init; }

    /// <summary>What is to be used with it.</summary>
    public ResourceWire? Resource { get; init; }

    /// <summary>Whether the answer holds the credential's record too, for callers who may see it.</summary>
    public bool? Facts { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<VerifyRequest> Json => ServiceJson.Default.VerifyRequest;

    /// <summary>Never shows a secret.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(VerifyRequest);
}

/// <summary>A proxy or group of proxies.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is; a proxy where it is left out.</param>
internal sealed record ResourceWire(string Name, AccessTargetType Type = AccessTargetType.ApiProxy);
