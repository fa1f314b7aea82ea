using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PSCredentials.Commands;

/// <summary>A certificate and its key as a Kubernetes client takes them from a command (ExecCredential of client.authentication.k8s.io). Only <see cref="Write"/> gives the key.</summary>
internal sealed class ExecCredential
{
    /// <summary>The environment variable in which the client says what it wants.</summary>
    internal const string InfoVariable = "KUBERNETES_EXEC_INFO";

    private const string Group = "client.authentication.k8s.io/";
    private const string Kind = "ExecCredential";
    private static readonly string[] Versions = [Group + "v1", Group + "v1beta1"];

    private readonly string _certificatePem;
    private readonly string _keyPem;

    private ExecCredential(string certificatePem, string keyPem)
    {
        _certificatePem = certificatePem;
        _keyPem = keyPem;
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(certificatePem);
        Certificate = certificate.RawData;
        Fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        NotBefore = certificate.NotBefore.ToUniversalTime();
        NotAfter = certificate.NotAfter.ToUniversalTime();
    }

    /// <summary>The client certificate, DER.</summary>
    internal ReadOnlyMemory<byte> Certificate { get; }

    /// <summary>Its SHA-256 fingerprint, as <see cref="ApiCredential.Fingerprint"/> has it.</summary>
    internal string Fingerprint { get; }

    /// <summary>When it begins.</summary>
    internal DateTimeOffset NotBefore { get; }

    /// <summary>When it ends.</summary>
    internal DateTimeOffset NotAfter { get; }

    /// <summary>The certificate of a rotation, with those above it, and its key.</summary>
    internal static ExecCredential Of(IssuedApiCredential issued) => new(issued.GetCertificatePem() + issued.GetChainPem(), issued.GetPrivateKeyPem());

    /// <summary>Reads what <see cref="Write"/> wrote; null where it is anything else.</summary>
    internal static ExecCredential? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(json);
            return root?["status"] is { } status && (string?)root["kind"] == Kind
                && (string?)status["clientCertificateData"] is { } certificate && (string?)status["clientKeyData"] is { Length: > 0 } key
                ? new ExecCredential(certificate, key)
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The version of the form that the client asks for; the first one where it asks for none.</summary>
    /// <param name="info">The value of <see cref="InfoVariable"/>.</param>
    /// <exception cref="CredentialException">It asks for a version that this is not, or for something else.</exception>
    internal static string RequestedVersion(string? info)
    {
        if (string.IsNullOrWhiteSpace(info))
        {
            return Versions[0];
        }

        try
        {
            return JsonNode.Parse(info) is JsonObject root && (string?)root["kind"] == Kind && Versions.Contains((string?)root["apiVersion"])
                ? (string)root["apiVersion"]!
                : throw NotAllowed(null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw NotAllowed(error);
        }
    }

    /// <summary>The form, in one line, with the key in it.</summary>
    /// <param name="version">One that <see cref="RequestedVersion"/> returned; null for the first one.</param>
    internal string Write(string? version = null) => new JsonObject
    {
        ["kind"] = Kind,
        ["apiVersion"] = version ?? Versions[0],
        ["spec"] = new JsonObject { ["interactive"] = false },
        ["status"] = new JsonObject
        {
            ["expirationTimestamp"] = NotAfter.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["clientCertificateData"] = _certificatePem,
            ["clientKeyData"] = _keyPem,
        },
    }.ToJsonString();

    private static CredentialException NotAllowed(Exception? cause) =>
        new(CredentialErrors.InvalidArgument, $"{InfoVariable} is not the {Kind} of a version that is known; allowed are {string.Join(" and ", Versions)}.", cause);
}
