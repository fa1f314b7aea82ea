using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace PSCredentials.Server.Hosting;

/// <summary>Where the service listens: HTTPS for everything, plain HTTP for what clients fetch before they can trust a certificate.</summary>
internal static class Listeners
{
    // Requests are small; a certification request or a bundle has a few kilobytes.
    private const long LongestBody = 64 * 1024;

    /// <summary>Sets the listeners up.</summary>
    /// <param name="host">The host.</param>
    /// <param name="options">The settings.</param>
    /// <param name="certificate">The server's certificate.</param>
    public static void Configure(IWebHostBuilder host, ServiceOptions options, ServerCertificate certificate) =>
        host.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            Listen(kestrel, options.ListenAddress, options.HttpsPort, listener => UseHttps(listener, certificate));
            if (options.HttpPort >= 0)
            {
                Listen(kestrel, options.ListenAddress, options.HttpPort, listener => listener.Use(next => connection =>
                {
                    connection.Features.Set(new PlainListener());
                    return next(connection);
                }));
            }
        });

    private static void Listen(KestrelServerOptions kestrel, string address, int port, Action<ListenOptions> configure)
    {
        if (address == "*")
        {
            kestrel.ListenAnyIP(port, configure);
        }
        else if (address == "localhost" && port != 0)
        {
            kestrel.ListenLocalhost(port, configure);
        }
        else
        {
            // A free port can be taken at one address alone.
            kestrel.Listen(address == "localhost" ? IPAddress.Loopback : IPAddress.Parse(address), port, configure);
        }
    }

    private static void UseHttps(ListenOptions listener, ServerCertificate certificate) =>
        listener.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificate.Current,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,

                // TLS proves possession; whether the certificate is good is for the authority to say, with each request.
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            }),
        });
}

/// <summary>Marks connections of the listener without TLS.</summary>
internal sealed class PlainListener;
