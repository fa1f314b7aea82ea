using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>Reads the data of a new credential: a token as it is, a bundle or a kubeconfig in base64. What cannot be taken apart is handed on as a whole, for it comes once.</summary>
internal static partial class SecretReader
{
    /// <summary>Reads it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="data">The data.</param>
    /// <param name="password">The password of a bundle.</param>
    /// <param name="error">The error that nothing of it can be handed on.</param>
    public static IssuedSecret Read(CredentialType type, SecretText data, SecretText? password, Func<string, CredentialException> error)
    {
        string text = data.Reveal().Trim();
        return type.IsToken() ? new IssuedSecret { Token = new SecretText(text) }
            : type.IsCertificate() ? BundleReader.Read(Decode(text) ?? throw error("data that is no base64"), password!)
            : KubeConfig(Decode(text) is { } yaml ? Encoding.UTF8.GetString(yaml) : text);
    }

    private static byte[]? Decode(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : null;
    }

    // A kubeconfig of the contract has one user with its certificate and key in base64. In block form, flow form and JSON they stand behind their names.
    private static IssuedSecret KubeConfig(string yaml)
    {
        var secret = new IssuedSecret { KubeConfig = new SecretText(yaml) };
        if (Embedded(CertificateData(), yaml) is not { } certificates || Embedded(KeyData(), yaml) is not { } keyPem)
        {
            RequestNarration.Tell("The kubeconfig has no single embedded certificate and key to take out.");
            return secret;
        }

        try
        {
            List<ReadOnlyMemory<byte>> chain = PemCertificates(certificates);
            string key = Pkcs8(keyPem);
            return chain.Count == 0 ? secret : secret with { Certificate = chain[0], Chain = chain[1..], PrivateKeyPem = new SecretText(key) };
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException or FormatException)
        {
            RequestNarration.Tell("The certificate and key in the kubeconfig cannot be read; it is handed on as it is.");
            return secret;
        }
    }

    private static string? Embedded(Regex place, string yaml)
    {
        string[] values = [.. place.Matches(yaml).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];
        return values.Length == 1 && Decode(values[0]) is { } pem ? Encoding.UTF8.GetString(pem) : null;
    }

    private static List<ReadOnlyMemory<byte>> PemCertificates(string pem)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        for (ReadOnlySpan<char> rest = pem; PemEncoding.TryFind(rest, out PemFields fields); rest = rest[fields.Location.End..])
        {
            if (rest[fields.Label] is "CERTIFICATE")
            {
                found.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            }
        }

        return found;
    }

    // Keys come in the forms of their algorithms as well (RFC 8017, RFC 5915).
    private static string Pkcs8(string pem)
    {
        PemFields fields = PemEncoding.Find(pem);
        switch (pem[fields.Label])
        {
            case "PRIVATE KEY":
                return pem[fields.Location];
            case "RSA PRIVATE KEY":
                using (var rsa = RSA.Create())
                {
                    rsa.ImportFromPem(pem);
                    return rsa.ExportPkcs8PrivateKeyPem();
                }

            default:
                using (var ecdsa = ECDsa.Create())
                {
                    ecdsa.ImportFromPem(pem);
                    return ecdsa.ExportPkcs8PrivateKeyPem();
                }
        }
    }

    [GeneratedRegex("""client-certificate-data["']?\s*:\s*["']?([A-Za-z0-9+/]+=*)""")]
    private static partial Regex CertificateData();

    [GeneratedRegex("""client-key-data["']?\s*:\s*["']?([A-Za-z0-9+/]+=*)""")]
    private static partial Regex KeyData();
}
