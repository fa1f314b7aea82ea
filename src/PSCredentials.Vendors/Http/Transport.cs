using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Vendors.Http;

/// <summary>Makes the client that connections are pooled in.</summary>
internal static class Transport
{
    // A connection that lives on hears nothing of a name that points elsewhere.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>A client for an authority. Its attempts are timed by who sends them.</summary>
    public static HttpClient Create(RemoteAuthorityOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirection would carry what is presented to somewhere the user did not name.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectTimeout = options.Timeout < ConnectTimeout ? options.Timeout : ConnectTimeout,
            EnableMultipleHttp2Connections = true,
        };
        if (options.Proxy is { } proxy)
        {
            // Messages name the proxy's address, and must not name its user's password.
            handler.Proxy = new WebProxy(new UriBuilder(proxy) { UserName = string.Empty, Password = string.Empty }.Uri) { Credentials = ProxyCredentials(proxy) };
        }

        SslClientAuthenticationOptions tls = handler.SslOptions;
        if (options.Certificate is { } certificate)
        {
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, new X509Certificate2Collection(options.CertificateChain.ToArray()), offline: true);
        }

        if (options.SkipCertificateCheck)
        {
            tls.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }
        else if (options.CertificateAuthorities.Count > 0)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(options.CertificateAuthorities.ToArray());
            tls.CertificateChainPolicy = policy;
        }

        return new HttpClient(handler)
        {
            BaseAddress = WithSlash(options.Address),
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
            DefaultRequestHeaders = { { "User-Agent", $"PSCredentials/{typeof(Transport).Assembly.GetName().Version?.ToString(3)}" } },
        };
    }

    private static Uri WithSlash(Uri address) => address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");

    private static NetworkCredential? ProxyCredentials(Uri proxy)
    {
        string[] parts = proxy.UserInfo.Split(':', 2);
        return parts is [{ Length: > 0 } user, var password] ? new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password)) : null;
    }
}
