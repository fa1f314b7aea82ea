using System.Security.Cryptography.X509Certificates;
using PSCredentials.Contract.Tests.Faults;
using PSCredentials.Contract.Tests.StandIns;

namespace PSCredentials.Contract.Tests.Suite.Subjects;

/// <summary>An authority that the suite is run against, with what has to be there for it.</summary>
public abstract class Subject : IAsyncLifetime
{
    /// <summary>A cluster that the authority knows.</summary>
    public const string Cluster = "vk8s-one";

    /// <summary>A site that the authority knows.</summary>
    public const string Site = "site-one";

    /// <summary>A project that the caller may use.</summary>
    public const string Project = "Payments";

    /// <summary>Another.</summary>
    public const string OtherProject = "Orders";

    /// <summary>The authority, as somebody who may do everything in it has it.</summary>
    public ICredentialAuthority Authority { get; protected set; } = null!;

    /// <summary>What a contract forces it to do otherwise.</summary>
    public abstract IReadOnlyList<Expectation> Expectations { get; }

    /// <summary>The types of credential it has.</summary>
    public virtual IReadOnlyList<CredentialType> Types => Enum.GetValues<CredentialType>();

    /// <summary>The stand-in behind it, if there is one.</summary>
    internal virtual StandIn? StandIn => null;

    /// <summary>What is between the client and the authority; null where there is nothing.</summary>
    internal FaultProxy? Proxy { get; private protected set; }

    /// <summary>How many requests have been sent.</summary>
    public int Sent => Proxy?.Exchanges.Count ?? 0;

    public bool Has(Expectation expectation) => Expectations.Contains(expectation);

    public abstract ValueTask InitializeAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (Authority is not null)
        {
            await Authority.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Whether a token is let in now.</summary>
    public abstract Task<bool> AcceptsTokenAsync(string token);

    /// <summary>Whether a client certificate is let in now.</summary>
    public abstract Task<bool> AcceptsCertificateAsync(X509Certificate2 certificate);

    /// <summary>Whether an API key is let in now.</summary>
    public abstract Task<bool> AcceptsApiKeyAsync(string key);

    /// <summary>Whether a username and its password are let in now.</summary>
    public abstract Task<bool> AcceptsPasswordAsync(string username, string password);

    /// <summary>Makes what the tests of the suite take for granted.</summary>
    protected static async Task PrepareAsync(ICredentialAuthority authority)
    {
        CancellationToken none = CancellationToken.None;
        await authority.Clusters.RegisterAsync(Cluster, new Uri("https://vk8s.example:6443"), null, none);
        await authority.Clusters.RegisterAsync(Site, new Uri("https://site.example:6443"), null, none);
        await authority.Projects.CreateProjectAsync(Project, string.Empty, none);
        await authority.Projects.CreateProjectAsync(OtherProject, string.Empty, none);
        await authority.Projects.CreateRoleAsync("API_USER", string.Empty, none);
        await authority.Projects.CreateRoleAsync("DEVELOPER", string.Empty, none);
    }
}
