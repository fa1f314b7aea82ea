using System.Security.Cryptography.X509Certificates;
using PSCredentials.Server.Tests.Support;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>Our service, as the client of contract 1 sees it; one for the tests of a class, each with names of its own.</summary>
public sealed class F5XcTenant : IAsyncLifetime
{
    public const string Cluster = "vk8s-product-app1";

    public const string Site = "ce398-site";

    private readonly List<ICredentialAuthority> _connections = [];

    internal RunningService Running { get; private set; } = null!;

    /// <summary>The service through the client, as its owner.</summary>
    public ICredentialAuthority Remote { get; private set; } = null!;

    /// <summary>The authority behind the service.</summary>
    public ICredentialAuthority Behind => Running.Authority;

    public string OwnerToken { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        Running = await RunningService.StartAsync();
        OwnerToken = await Running.OwnerTokenAsync();
        foreach (string cluster in (string[])[Cluster, Site])
        {
            await Running.Authority.Clusters.RegisterAsync(cluster, new Uri("https://k8s.example.com:6443"), null, CancellationToken.None);
        }

        await Running.Authority.Policy.ChangeAsync(new CredentialPolicyChange { Pkcs12Iteration = 1000 }, CancellationToken.None);
        Remote = await ConnectAsync(Options());
    }

    public RemoteAuthorityOptions Options(string? token = null, string path = "/") => new()
    {
        Provider = RemoteProvider.F5Xc,
        Name = "tenant",
        Address = new Uri(Running.Https, path),
        Token = new SecretText(token ?? OwnerToken),
        CertificateAuthorities = [X509CertificateLoader.LoadCertificateFromFile(Running.CertificateAuthorityFile)],
        Retries = 0,
    };

    public async Task<ICredentialAuthority> ConnectAsync(RemoteAuthorityOptions options)
    {
        ICredentialAuthority authority = await new RemoteAuthorityProvider().ConnectAsync(options, CancellationToken.None);
        _connections.Add(authority);
        return authority;
    }

    public static string NewName(string kind = "token") => $"{kind}-{Guid.NewGuid():N}";

    public async ValueTask DisposeAsync()
    {
        foreach (ICredentialAuthority connection in _connections)
        {
            await connection.DisposeAsync();
        }

        await Running.DisposeAsync();
    }
}
