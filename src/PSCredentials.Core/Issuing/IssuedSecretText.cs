using System.Text.Json;

namespace PSCredentials.Issuing;

/// <summary>An issued secret as bytes, to be sealed.</summary>
internal static class IssuedSecretText
{
    private sealed record Parts(string? Token, byte[] Certificate, byte[][] Chain, string? PrivateKey, byte[] Pkcs12, string? Password, string? KubeConfig);

    /// <summary>Writes a secret.</summary>
    public static byte[] Write(IssuedSecret secret) => JsonSerializer.SerializeToUtf8Bytes(new Parts(
        secret.Token?.Reveal(),
        secret.Certificate.ToArray(),
        [.. secret.Chain.Select(certificate => certificate.ToArray())],
        secret.PrivateKeyPem?.Reveal(),
        secret.Pkcs12.ToArray(),
        secret.GeneratedPassword?.Reveal(),
        secret.KubeConfig?.Reveal()));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static IssuedSecret Read(ReadOnlySpan<byte> text)
    {
        Parts parts = JsonSerializer.Deserialize<Parts>(text)!;
        return new IssuedSecret
        {
            Token = Secret(parts.Token),
            Certificate = parts.Certificate,
            Chain = [.. parts.Chain.Select(certificate => new ReadOnlyMemory<byte>(certificate))],
            PrivateKeyPem = Secret(parts.PrivateKey),
            Pkcs12 = parts.Pkcs12,
            GeneratedPassword = Secret(parts.Password),
            KubeConfig = Secret(parts.KubeConfig),
        };
    }

    private static SecretText? Secret(string? text) => text is null ? null : new SecretText(text);
}
