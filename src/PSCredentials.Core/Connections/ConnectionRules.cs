using PSCredentials.Pki;
using PSCredentials.Policy;

namespace PSCredentials.Connections;

/// <summary>What a connection has to be that is saved.</summary>
internal static class ConnectionRules
{
    private const int LongestName = 255;
    private const int LongestPath = 4096;
    private const int LongestTimeout = 3600;
    private const int MostRetries = 20;

    /// <summary>Refuses a connection that could not be made, or that would keep a secret where everybody with the file reads it.</summary>
    /// <returns>The connection in the form that is kept.</returns>
    /// <exception cref="CredentialException">A field is not allowed.</exception>
    public static CredentialConnection Check(CredentialConnection connection, SecretText? token)
    {
        CredentialConnection known = connection with
        {
            Name = Name(connection.Name),
            Provider = Enum.IsDefined(connection.Provider)
                ? connection.Provider
                : throw CredentialException.Invalid("Provider", $"is none of {string.Join(", ", Enum.GetNames<RemoteProvider>())}."),
            Uri = RemoteAddress.Check(connection.Uri),
            Proxy = Proxy(connection.Proxy),
            CertificateAuthority = string.IsNullOrEmpty(connection.CertificateAuthority) ? null : CertificateAuthorityPem.Normalize(connection.CertificateAuthority),
            CertificatePath = Optional("CertificatePath", connection.CertificatePath, LongestPath),
            SecretName = Optional("SecretName", connection.SecretName, LongestName),
            SecretVault = Optional("SecretVault", connection.SecretVault, LongestName),
            HasToken = token is not null,
        };
        Within("OperationTimeoutSeconds", known.OperationTimeoutSeconds, 1, LongestTimeout);
        Within("MaximumRetryCount", known.MaximumRetryCount, 0, MostRetries);
        RefuseContradictions(known, token);
        return known;
    }

    private static void RefuseContradictions(CredentialConnection connection, SecretText? token)
    {
        if (connection.SecretVault is not null && connection.SecretName is null)
        {
            throw CredentialException.Invalid("SecretVault", "needs SecretName.");
        }

        if (new[] { token is not null, connection.SecretName is not null, connection.CertificatePath is not null }.Count(given => given) > 1)
        {
            throw CredentialException.Invalid("Token", "and SecretName and CertificatePath exclude each other; a connection presents one of them.");
        }

        if (token is not null && (token.Reveal().Length is 0 or > FieldRules.LongestText * 16 || token.Reveal().AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            throw CredentialException.Invalid("Token", "is empty, too long, or has characters that no token has; allowed are the visible ones of ASCII.");
        }

        if (connection.CertificatePath is not null && connection.Uri!.Scheme == "http")
        {
            throw CredentialException.Invalid("CertificatePath", "needs an https address.");
        }
    }

    // Several names can stand in one text, as a cell of a CSV file holds them.
    private static string Name(string name) =>
        FieldRules.Name("Name", name, 1, LongestName) is var known && known.AsSpan().IndexOfAny(',', ';') is >= 0 and int at
            ? throw CredentialException.Invalid("Name", $"has the character '{known[at]}'; commas and semicolons are not allowed: they part the names of a list.")
            : known;

    private static Uri? Proxy(Uri? proxy) => RemoteAddress.CheckProxy(proxy) is { UserInfo.Length: > 0 }
        ? throw CredentialException.Invalid("Proxy", "names a user; a saved connection does not keep that, give it with -Proxy when you connect.")
        : proxy;

    private static string? Optional(string field, string? text, int most) => string.IsNullOrEmpty(text) ? null : FieldRules.Text(field, text, most);

    private static void Within(string field, int? value, int least, int most)
    {
        if (value is { } number && (number < least || number > most))
        {
            throw CredentialException.Invalid(field, $"is {number}; allowed are {least} to {most}.");
        }
    }
}
