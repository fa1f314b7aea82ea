using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Secrets;

/// <summary>As what the secret of an issued credential is kept, and by which name: what a consumer of it works with.</summary>
internal static class IssuedSecretValue
{
    private const string CommonNamespace = "system";

    /// <summary>The name of an API credential's secret: its own, behind its namespace unless that is the one that needs no naming.</summary>
    public static string NameOf(ApiCredential credential) =>
        string.Equals(credential.Namespace, CommonNamespace, StringComparison.OrdinalIgnoreCase) ? credential.Name : $"{credential.Namespace}/{credential.Name}";

    /// <summary>The name of an API key's secret: its own, behind its workspace if it has one.</summary>
    public static string NameOf(ApiKey key) => key.Workspace.Length == 0 ? key.Name : $"{key.Workspace}/{key.Name}";

    /// <summary>The name of a project credential's secret: the username, which is unique over all projects.</summary>
    public static string NameOf(ProjectCredential credential) => credential.Username;

    /// <summary>The secret of an API credential: a token, a kubeconfig, or a certificate with its key.</summary>
    /// <param name="secret">The secret as it was issued, with its key.</param>
    /// <param name="password">The password of the bundle, where that was given.</param>
    public static SecretValue Of(IssuedSecret secret, SecretText? password)
    {
        if (secret.Token is { } token)
        {
            return SecretValue.OfSecureText(token);
        }

        // A kubeconfig can be longer than the 65 536 characters of a secure string.
        if (secret.KubeConfig is { } kubeConfig)
        {
            return SecretValue.OfText(kubeConfig);
        }

        var entries = new Dictionary<string, SecretValue>
        {
            ["Certificate"] = SecretValue.OfText(new SecretText(Pem([secret.Certificate, .. secret.Chain]))),
            ["PrivateKey"] = SecretValue.OfSecureText(secret.PrivateKeyPem!),
        };
        if (!secret.Pkcs12.IsEmpty)
        {
            entries.Add("Pkcs12", SecretValue.OfBytes(secret.Pkcs12.Span));
            entries.Add("Password", SecretValue.OfSecureText((secret.GeneratedPassword ?? password)!));
        }

        return SecretValue.OfTable(entries);
    }

    /// <summary>Refuses to promise a copy of what the authority does not have.</summary>
    /// <exception cref="CredentialException">The key of the certification request stays with its owner.</exception>
    public static void EnsureHasKey(ReadOnlyMemory<byte> certificateRequest)
    {
        if (!certificateRequest.IsEmpty)
        {
            throw CredentialException.Invalid("CertificateRequest", "does not go with a recoverable credential: its key stays with its owner, so that there is nothing to recover.");
        }
    }

    private static string Pem(IEnumerable<ReadOnlyMemory<byte>> certificates)
    {
        var pem = new StringBuilder();
        foreach (ReadOnlyMemory<byte> certificate in certificates)
        {
            pem.Append(PemEncoding.WriteString("CERTIFICATE", certificate.Span)).Append('\n');
        }

        return pem.ToString();
    }
}
