using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PSCredentials.Server.Limits;

namespace PSCredentials.Server.Hosting;

/// <summary>Where the service listens: HTTPS for everything, plain HTTP for what clients fetch before they can trust a certificate.</summary>
internal static class Listeners
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    /// <summary>Sets the listeners up.</summary>
    /// <param name="host">The host.</param>
    /// <param name="options">The settings.</param>
    /// <param name="certificate">The server's certificate.</param>
    public static void Configure(IWebHostBuilder host, ServiceOptions options, ServerCertificate certificate) =>
        host.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Limit(kestrel.Limits, options.Limits);
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

    /// <summary>Looks whether the listeners will get their addresses, before anything else is done.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="CredentialException">Names the setting that has to change.</exception>
    public static void Probe(ServiceOptions options)
    {
        Probe(nameof(options.HttpsPort), options.ListenAddress, options.HttpsPort);
        if (options.HttpPort >= 0)
        {
            Probe(nameof(options.HttpPort), options.ListenAddress, options.HttpPort);
        }
    }

    private static void Probe(string setting, string address, int port)
    {
        IPAddress probed = address switch { "*" => IPAddress.IPv6Any, "localhost" => IPAddress.Loopback, _ => IPAddress.Parse(address) };
        if (probed.Equals(IPAddress.IPv6Any) && !Socket.OSSupportsIPv6)
        {
            probed = IPAddress.Any;
        }

        try
        {
            using var socket = new Socket(probed.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (probed.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(probed, port));
            socket.Listen();
        }
        catch (SocketException exception)
        {
            throw exception.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => ServiceOptions.Fault(setting, $"is {port}, which another program listens at; give another port."),
                SocketError.AccessDenied => ServiceOptions.Fault(setting, $"is {port}, which this account may not listen at; give a port from 1024 on."),
                _ => ServiceOptions.Fault(nameof(ServiceOptions.ListenAddress), $"'{address}' cannot be listened at: {exception.Message}"),
            };
        }
    }

    private static void Limit(KestrelServerLimits kestrel, LimitOptions limits)
    {
        kestrel.MaxRequestBodySize = limits.BodyBytes;
        kestrel.MaxRequestHeadersTotalSize = limits.HeaderBytes;

        // Filters of lists stand there, many ids for one.
        kestrel.MaxRequestLineSize = limits.HeaderBytes;
        kestrel.MaxConcurrentConnections = limits.Connections == 0 ? null : limits.Connections;
        kestrel.MaxConcurrentUpgradedConnections = 0;
        kestrel.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.HeaderSeconds);
        kestrel.KeepAliveTimeout = TimeSpan.FromSeconds(limits.IdleSeconds);
        MinDataRate? rate = limits.LeastBytesPerSecond == 0 ? null : new MinDataRate(limits.LeastBytesPerSecond, s_grace);
        kestrel.MinRequestBodyDataRate = rate;
        kestrel.MinResponseDataRate = rate;
        kestrel.Http2.MaxStreamsPerConnection = limits.StreamsPerConnection;
        kestrel.Http2.MaxRequestHeaderFieldSize = limits.HeaderBytes;
    }

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
