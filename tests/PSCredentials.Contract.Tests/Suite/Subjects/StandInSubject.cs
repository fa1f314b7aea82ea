using System.Security.Cryptography.X509Certificates;
using System.Text;
using PSCredentials.Contract.Tests.Faults;
using PSCredentials.Contract.Tests.StandIns;
using PSCredentials.Contract.Tests.StandIns.Apinizer;
using PSCredentials.Contract.Tests.StandIns.F5Xc;
using PSCredentials.Contract.Tests.StandIns.KubeSlice;

namespace PSCredentials.Contract.Tests.Suite.Subjects;

/// <summary>A stand-in of a vendor, through its client.</summary>
public abstract class StandInSubject : Subject
{
    /// <summary>The contract that is spoken.</summary>
    public abstract RemoteProvider Provider { get; }

    /// <summary>The seed of what goes wrong on the way; null for nothing.</summary>
    public virtual int? FaultSeed => null;

    /// <summary>What somebody presents who may do everything.</summary>
    internal abstract string OwnerSecret { get; }

    public override async ValueTask InitializeAsync()
    {
        await StandIn!.StartAsync();
        Proxy = await FaultProxy.StartAsync(StandIn.Http);
        Authority = await Remote.ConnectAsync(Remote.Options(Provider, Proxy, OwnerSecret));
        if (FaultSeed is { } seed)
        {
            Proxy.Plan.Surmountable(seed, 25);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Proxy!.DisposeAsync();
        await StandIn!.DisposeAsync();

        // After all that was asked of it: nothing that its contract does not have, and each request says who sends it.
        Assert.Empty(StandIn.Violations);
        Assert.All(StandIn.Requests, request => Assert.StartsWith("PSCredentials/", request.Headers["User-Agent"], StringComparison.Ordinal));
    }

    public override Task<bool> AcceptsTokenAsync(string token) => throw new NotSupportedException(nameof(AcceptsTokenAsync));

    public override Task<bool> AcceptsCertificateAsync(X509Certificate2 certificate) => throw new NotSupportedException(nameof(AcceptsCertificateAsync));

    public override Task<bool> AcceptsApiKeyAsync(string key) => throw new NotSupportedException(nameof(AcceptsApiKeyAsync));

    public override Task<bool> AcceptsPasswordAsync(string username, string password) => throw new NotSupportedException(nameof(AcceptsPasswordAsync));

    private protected static async Task<bool> AsksAsync(StandIn standIn, HttpMethod method, string path, string? authorization, string? body, X509Certificate2? certificate = null)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        using var client = new HttpClient(handler);
        using var message = new HttpRequestMessage(method, new Uri(standIn.Https, path)) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.TryAddWithoutValidation("User-Agent", "PSCredentials/holder-of-a-secret");
        if (authorization is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using HttpResponseMessage answer = await client.SendAsync(message);
        return answer.IsSuccessStatusCode;
    }
}

/// <summary>The stand-in of F5 Distributed Cloud, which answers in snake_case with names of types.</summary>
public class F5XcStandInSubject : StandInSubject
{
    private const string WhoAmI = "api/web/custom/namespaces/system/whoami";

    internal F5XcStandIn F5Xc { get; } = new();

    internal override StandIn StandIn => F5Xc;

    internal override string OwnerSecret => F5Xc.Token;

    public override RemoteProvider Provider => RemoteProvider.F5Xc;

    public override IReadOnlyList<CredentialType> Types => F5XcDifferences.Types;

    public override IReadOnlyList<Expectation> Expectations { get; } = [.. F5XcDifferences.All, Expectation.NamesAreSuffixed, Expectation.RevokedAreGone];

    public override Task<bool> AcceptsTokenAsync(string token) =>
        F5Xc.Records.FirstOrDefault(record => record.Token == token) is { Type: "SCIM_API_TOKEN" } scim
            ? Task.FromResult(!scim.IsRevoked)
            : AsksAsync(F5Xc, HttpMethod.Get, WhoAmI, "APIToken " + token, null);

    public override Task<bool> AcceptsCertificateAsync(X509Certificate2 certificate) => AsksAsync(F5Xc, HttpMethod.Get, WhoAmI, null, null, certificate);
}

/// <summary>The stand-in of F5 Distributed Cloud, which answers in camelCase with numbers of types and old bundles, where much goes wrong on the way.</summary>
public sealed class FaultyF5XcStandInSubject : F5XcStandInSubject
{
    public override int? FaultSeed => 20265;

    public override ValueTask InitializeAsync()
    {
        F5Xc.Spelling = new F5XcSpelling { CamelCase = true, NumericTypes = true };
        F5Xc.LegacyBundles = true;
        return base.InitializeAsync();
    }
}

/// <summary>The stand-in of KubeSlice Manager.</summary>
public class KubeSliceStandInSubject : StandInSubject
{
    internal KubeSliceStandIn KubeSlice { get; } = new();

    internal override StandIn StandIn => KubeSlice;

    internal override string OwnerSecret => KubeSlice.OwnerKey;

    public override RemoteProvider Provider => RemoteProvider.KubeSlice;

    public override IReadOnlyList<Expectation> Expectations { get; } = [.. KubeSliceDifferences.All, Expectation.NamesMayRepeat];

    public override Task<bool> AcceptsApiKeyAsync(string key) => AsksAsync(KubeSlice, HttpMethod.Post, "api/v1/auth", null, $$"""{"apiKey":"{{key}}"}""");
}

/// <summary>The stand-in of KubeSlice Manager, whose tokens live for seconds, where much goes wrong on the way.</summary>
public sealed class FaultyKubeSliceStandInSubject : KubeSliceStandInSubject
{
    public override int? FaultSeed => 20266;

    public override ValueTask InitializeAsync()
    {
        KubeSlice.TokenLifetime = TimeSpan.FromSeconds(1);
        return base.InitializeAsync();
    }
}

/// <summary>The stand-in of Apinizer.</summary>
public class ApinizerStandInSubject : StandInSubject
{
    internal ApinizerStandIn Apinizer { get; } = new();

    internal override StandIn StandIn => Apinizer;

    internal override string OwnerSecret => Apinizer.Token;

    public override RemoteProvider Provider => RemoteProvider.Apinizer;

    public override IReadOnlyList<Expectation> Expectations => ApinizerDifferences.All;

    public override Task<bool> AcceptsPasswordAsync(string username, string password) =>
        Task.FromResult(Apinizer.Records.Any(record => record.Username == username && record.Password == password && record.Enabled));
}

/// <summary>The stand-in of Apinizer, where much goes wrong on the way.</summary>
public sealed class FaultyApinizerStandInSubject : ApinizerStandInSubject
{
    public override int? FaultSeed => 20267;
}
