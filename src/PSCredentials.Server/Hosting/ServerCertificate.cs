using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Server.Hosting;

/// <summary>The certificate that the service shows: one that the settings name, or one of the authority, issued anew long before it ends.</summary>
internal sealed partial class ServerCertificate : BackgroundService
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromDays(2);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(5);

    private readonly IServedAuthority _authority;
    private readonly IReadOnlyList<string> _names;
    private readonly bool _isOwn;
    private readonly TimeProvider _clock;

    private ServerCertificate(IServedAuthority authority, IReadOnlyList<string> names, SslStreamCertificateContext current, bool isOwn, TimeProvider clock)
    {
        _authority = authority;
        _names = names;
        _isOwn = isOwn;
        _clock = clock;
        Current = current;
    }

    /// <summary>What a new connection is shown.</summary>
    public SslStreamCertificateContext Current { get; private set; }

    /// <summary>Where problems of renewal are told; set when the service is built.</summary>
    public ILogger? Log { get; set; }

    /// <summary>Reads the certificate that the settings name, or has one issued.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="authority">The authority.</param>
    /// <param name="clock">The time.</param>
    /// <returns>The certificate.</returns>
    /// <exception cref="CredentialException">It cannot be read, or not be issued.</exception>
    public static async Task<ServerCertificate> CreateAsync(ServiceOptions options, IServedAuthority authority, TimeProvider clock)
    {
        if (options.CertificatePath.Length > 0)
        {
            return new ServerCertificate(authority, [], Read(options), isOwn: false, clock);
        }

        IReadOnlyList<string> names = options.HostName.Length > 0 ? options.HostName : DefaultNames(options.ListenAddress);
        return new ServerCertificate(authority, names, await IssueAsync(authority, names), isOwn: true, clock);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan wait = RenewalInterval;
        while (_isOwn)
        {
            await Task.Delay(wait, _clock, stoppingToken);
            try
            {
                Current = await IssueAsync(_authority, _names);
                wait = RenewalInterval;
            }
            catch (CredentialException exception)
            {
                // The one in use is good for days more.
                wait = RetryInterval;
                if (Log is { } log)
                {
                    LogFailure(log, exception.Message);
                }
            }
        }
    }

    private static string[] DefaultNames(string listenAddress) => listenAddress switch
    {
        "localhost" => ["localhost", "127.0.0.1", "::1"],
        "*" => [Environment.MachineName, "localhost", "127.0.0.1", "::1"],
        _ => [listenAddress],
    };

    private static async Task<SslStreamCertificateContext> IssueAsync(IServedAuthority authority, IReadOnlyList<string> names)
    {
        IssuedSecret issued = await authority.IssueServerCertificateAsync(names, Lifetime, CancellationToken.None);
        using X509Certificate2 alone = X509CertificateLoader.LoadCertificate(issued.Certificate.Span);
        using var key = ECDsa.Create();
        key.ImportFromPem(issued.PrivateKeyPem!.Reveal());
        return SslStreamCertificateContext.Create(
            alone.CopyWithPrivateKey(key), [.. issued.Chain.Select(certificate => X509CertificateLoader.LoadCertificate(certificate.Span))], offline: true);
    }

    private static SslStreamCertificateContext Read(ServiceOptions options)
    {
        try
        {
            var all = new X509Certificate2Collection();
            X509Certificate2 own;
            if (options.CertificateKeyPath.Length > 0 || File.ReadAllText(options.CertificatePath).Contains("-----BEGIN", StringComparison.Ordinal))
            {
                all.ImportFromPemFile(options.CertificatePath);
                own = X509Certificate2.CreateFromPemFile(
                    options.CertificatePath, options.CertificateKeyPath.Length > 0 ? options.CertificateKeyPath : options.CertificatePath);
            }
            else
            {
                all = X509CertificateLoader.LoadPkcs12CollectionFromFile(options.CertificatePath, null);
                own = all.First(certificate => certificate.HasPrivateKey);
            }

            return SslStreamCertificateContext.Create(own, [.. all.Where(certificate => certificate.Thumbprint != own.Thumbprint)], offline: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or InvalidOperationException)
        {
            throw ServiceOptions.Fault(
                nameof(ServiceOptions.CertificatePath), $"'{options.CertificatePath}' is no certificate with its private key in PEM or PKCS#12 without a password that can be read.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "The server's certificate could not be renewed: {Reason}")]
    private static partial void LogFailure(ILogger log, string reason);
}
