using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using PSCredentials.Server.Hosting;
using PSCredentials.Tests;

namespace PSCredentials.Server.Tests.Support;

/// <summary>The service on free ports of the loopback, over a vault of its own that is gone after the test.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly DirectoryInfo _root;
    private readonly WebApplication _service;
    private readonly List<IDisposable> _clients = [];

    private RunningService(DirectoryInfo root, WebApplication service, string certificateAuthorityPem)
    {
        _root = root;
        _service = service;
        CertificateAuthorityFile = Path.Combine(root.FullName, "ca.pem");
        File.WriteAllText(CertificateAuthorityFile, certificateAuthorityPem);
        Uri[] addresses = [.. service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
        Https = Localhost(addresses.Single(address => address.Scheme == "https"));
        Http = Localhost(addresses.Single(address => address.Scheme == "http"));
    }

    /// <summary>The authority behind the service, as its operator has it.</summary>
    public IServedAuthority Authority => _service.Services.GetRequiredService<IServedAuthority>();

    public IServiceProvider Services => _service.Services;

    public Uri Https { get; }

    public Uri Http { get; }

    public string Folder => Path.Combine(_root.FullName, "vault");

    public string Root => _root.FullName;

    /// <summary>The certificate that clients trust, in PEM.</summary>
    public string CertificateAuthorityFile { get; }

    /// <summary>Starts a service.</summary>
    /// <param name="settings">Settings such as <c>BootstrapUser=ada</c>.</param>
    public static Task<RunningService> StartAsync(params string[] settings) => StartAsync(TimeProvider.System, settings);

    public static async Task<RunningService> StartAsync(TimeProvider clock, params string[] settings)
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("psc-service-");
        string[] all = [$"Path={Path.Combine(root.FullName, "vault")}", "HttpsPort=0", "HttpPort=0", .. settings];
        WebApplication service = await ServiceHost.BuildAsync([.. all.Select(setting => $"--{ServiceOptions.Section}:{setting}"), "--Logging:LogLevel:Default=Warning"], clock);
        await service.StartAsync();
        CredentialAuthorityInfo info = await service.Services.GetRequiredService<IServedAuthority>().DescribeAsync(CancellationToken.None);
        return new RunningService(root, service, info.CertificateAuthorityPem!);
    }

    /// <summary>Gives a user rights and a token that carries them.</summary>
    /// <returns>The token.</returns>
    public async Task<string> TokenAsync(string user, params CredentialRight[] rights)
    {
        foreach (CredentialRight right in rights)
        {
            await Authority.Rights.GrantAsync(right with { Principal = user }, CancellationToken.None);
        }

        IssuedApiCredential token = await Authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = $"token-of-{user}-{Guid.NewGuid():N}", Namespace = "token-store", Type = CredentialType.ApiToken, Owner = user },
            CancellationToken.None);
        return token.GetToken();
    }

    /// <summary>A token of an owner of the whole authority.</summary>
    public Task<string> OwnerTokenAsync() => TokenAsync("owner", new CredentialRight { Role = CredentialRightRole.Owner });

    /// <summary>A client that trusts the authority and sends a header, a certificate, or neither.</summary>
    public HttpClient Client(string? authorization = null, X509Certificate2? certificate = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(CertificateAuthorityFile) },
        };
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        var client = new HttpClient(handler) { BaseAddress = Https, Timeout = TimeSpan.FromMinutes(1) };
        if (authorization is not null)
        {
            client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(authorization);
        }

        _clients.Add(client);
        return client;
    }

    /// <summary>Runs the real curl against the service, as far as its arguments say; a path is one of HTTPS.</summary>
    /// <returns>The status and the body.</returns>
    public async Task<(int Status, string Body)> CurlAsync(string path, params string[] arguments)
    {
        ExternalProgram curl = await ExternalProgram.RunAsync(
            "curl",
            ["--silent", "--show-error", "--max-time", "60", "--noproxy", "*", "--cacert", CertificateAuthorityFile, "--write-out", "\n%{http_code}", .. arguments, new Uri(Https, path).AbsoluteUri]);
        Assert.True(curl.ExitCode == 0, curl.Everything);
        int last = curl.Output.LastIndexOf('\n');
        return (int.Parse(curl.Output[(last + 1)..], System.Globalization.CultureInfo.InvariantCulture), curl.Output[..last]);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _service.StopAsync();
        await _service.DisposeAsync();
        _root.Delete(recursive: true);
    }

    private static Uri Localhost(Uri address) => new UriBuilder(address) { Host = "localhost" }.Uri;
}
