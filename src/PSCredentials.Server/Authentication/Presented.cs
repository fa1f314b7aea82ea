using System.Text;

namespace PSCredentials.Server.Authentication;

/// <summary>What kind of credential a request presents.</summary>
internal enum PresentedKind
{
    /// <summary>None at all.</summary>
    Nothing,

    /// <summary>A token of the authority, by <c>APIToken</c> or <c>Bearer</c>.</summary>
    Token,

    /// <summary>A JWT, by <c>Bearer</c> (RFC 6750).</summary>
    AccessToken,

    /// <summary>An API key, by <c>X-API-Key</c> or the scheme <c>ApiKey</c>.</summary>
    ApiKey,

    /// <summary>Username and password (RFC 7617).</summary>
    Basic,

    /// <summary>A client certificate that the connection has proven possession of.</summary>
    Certificate,

    /// <summary>Something that nobody can read.</summary>
    Malformed,
}

/// <summary>The credential that a request presents. A header goes before a certificate: who sends one means it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Secret">The secret as text; the username for <see cref="PresentedKind.Basic"/>.</param>
/// <param name="Password">The password, for <see cref="PresentedKind.Basic"/>.</param>
internal readonly record struct Presented(PresentedKind Kind, string Secret = "", string Password = "")
{
    /// <summary>The header that carries an API key.</summary>
    public const string ApiKeyHeader = "X-API-Key";

    /// <summary>Reads the headers of a request, and looks whether its connection has a client certificate.</summary>
    /// <param name="request">The request.</param>
    /// <returns>What it presents.</returns>
    public static Presented Read(HttpRequest request)
    {
        string? authorization = request.Headers.Authorization;
        if (!string.IsNullOrEmpty(authorization))
        {
            return Read(authorization);
        }

        string? key = request.Headers[ApiKeyHeader];
        return !string.IsNullOrEmpty(key) ? new Presented(PresentedKind.ApiKey, key)
            : !Certificate(request.HttpContext).IsEmpty ? new Presented(PresentedKind.Certificate)
            : default;
    }

    /// <summary>The certificate that the client has proven possession of, to the service or to a trusted proxy.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The certificate, DER; empty where there is none.</returns>
    public static ReadOnlyMemory<byte> Certificate(HttpContext context) =>
        context.Features.Get<ForwardedCertificate>()?.Der ?? context.Connection.ClientCertificate?.RawDataMemory ?? default;

    /// <summary>Never shows the secret.</summary>
    /// <returns>The kind.</returns>
    public override string ToString() => Kind.ToString();

    private static Presented Read(string authorization)
    {
        int space = authorization.IndexOf(' ', StringComparison.Ordinal);
        if (space <= 0)
        {
            return new Presented(PresentedKind.Malformed);
        }

        ReadOnlySpan<char> scheme = authorization.AsSpan(0, space);
        string value = authorization[(space + 1)..].Trim();
        return value.Length == 0 ? new Presented(PresentedKind.Malformed)
            : scheme.Equals("APIToken", StringComparison.OrdinalIgnoreCase) ? new Presented(PresentedKind.Token, value)
            : scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? Bearer(value)
            : scheme.Equals("ApiKey", StringComparison.OrdinalIgnoreCase) ? new Presented(PresentedKind.ApiKey, value)
            : scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? Basic(value)
            : new Presented(PresentedKind.Malformed);
    }

    // A JWT has dots; tokens of the authority never have one.
    private static Presented Bearer(string value) =>
        new(value.Contains('.', StringComparison.Ordinal) ? PresentedKind.AccessToken : PresentedKind.Token, value);

    private static Presented Basic(string value)
    {
        byte[] bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, bytes, out int length))
        {
            return new Presented(PresentedKind.Malformed);
        }

        string pair = Encoding.UTF8.GetString(bytes, 0, length);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new Presented(PresentedKind.Malformed) : new Presented(PresentedKind.Basic, pair[..colon], pair[(colon + 1)..]);
    }
}
