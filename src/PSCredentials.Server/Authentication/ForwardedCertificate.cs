using System.Security.Cryptography;
using PSCredentials.Server.Hosting;

namespace PSCredentials.Server.Authentication;

/// <summary>The certificate of a client whose TLS ends at a trusted proxy, which has proven its possession.</summary>
/// <param name="Der">The certificate; empty where the client has none, or what the proxy sent is none.</param>
internal sealed record ForwardedCertificate(ReadOnlyMemory<byte> Der);

/// <summary>
/// Takes the client's certificate from the header in which trusted proxies hand it on. Such a proxy speaks for its clients alone: its own certificate, if it has one, is nobody's.
/// From anybody else the header is dropped.
/// </summary>
internal sealed class ForwardedCertificateStep(RequestDelegate next, ServiceOptions options, TrustedProxies proxies)
{
    private const int LongestHeader = 16 * 1024;

    /// <summary>Runs the step; it has to come before the address of the proxy gives way to that of its client.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that completes with the request.</returns>
    public Task InvokeAsync(HttpContext context)
    {
        if (proxies.Contain(context.Connection.RemoteIpAddress))
        {
            // Two of them would leave open which one the proxy wrote.
            string? header = context.Request.Headers[options.ClientCertificateHeader] is [{ Length: <= LongestHeader } only] ? only : null;
            context.Features.Set(new ForwardedCertificate(Read(header)));
        }

        context.Request.Headers.Remove(options.ClientCertificateHeader);
        return next(context);
    }

    // PEM percent-encoded (nginx), DER in base64 (Traefik), and that between colons (RFC 9440).
    private static byte[] Read(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return [];
        }

        string text = header.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(header) : header;
        string encoded = PemEncoding.TryFind(text, out PemFields pem) ? text[pem.Base64Data] : text.Trim(':', ' ');
        byte[] octets = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, octets, out int length) ? octets[..length] : [];
    }
}
