using PSCredentials.Contract.Tests.Faults;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Contract.Tests.Suite.Subjects;

/// <summary>This project's service, through one of the four clients.</summary>
public abstract class ServiceSubject : VerifiedSubject
{
    private RunningService _service = null!;

    /// <summary>The contract that is spoken.</summary>
    public abstract RemoteProvider Provider { get; }

    /// <summary>The seed of what goes wrong on the way; null for nothing.</summary>
    public virtual int? FaultSeed => null;

    internal RunningService Service => _service;

    protected override ICredentialVerifier Verifier => _service.Authority.Verifier;

    public override async ValueTask InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        await PrepareAsync(_service.Authority);
        Proxy = await FaultProxy.StartAsync(_service.Https);
        Authority = await Remote.ConnectAsync(Remote.Options(Provider, Proxy, await OwnerSecretAsync()));
        if (FaultSeed is { } seed)
        {
            Proxy.Plan.Surmountable(seed, 25);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Proxy!.DisposeAsync();
        await _service.DisposeAsync();
    }

    /// <summary>What somebody presents who may do everything.</summary>
    internal async Task<string> OwnerSecretAsync()
    {
        string token = await _service.OwnerTokenAsync();
        return Provider != RemoteProvider.KubeSlice ? token : (await _service.Authority.ApiKeys.CreateAsync(
            new ApiKeyRequest { Name = $"owner-{Guid.NewGuid():N}", Role = ApiKeyRole.Owner, ValidUntil = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30) }, CancellationToken.None)).GetKey();
    }
}

/// <summary>Our service through its own contract.</summary>
public class OwnServiceSubject : ServiceSubject
{
    public override RemoteProvider Provider => RemoteProvider.PSCredentials;

    public override IReadOnlyList<Expectation> Expectations { get; } = [Expectation.RightsDecideWhatIsSeen, .. Afar.All];
}

/// <summary>Our service through its own contract, where much goes wrong on the way.</summary>
public sealed class FaultyOwnServiceSubject : OwnServiceSubject
{
    public override int? FaultSeed => 20261;
}

/// <summary>Our service through contract 1.</summary>
public class F5XcServiceSubject : ServiceSubject
{
    public override RemoteProvider Provider => RemoteProvider.F5Xc;

    public override IReadOnlyList<CredentialType> Types => F5XcDifferences.Types;

    public override IReadOnlyList<Expectation> Expectations => F5XcDifferences.All;
}

/// <summary>Our service through contract 1, where much goes wrong on the way.</summary>
public sealed class FaultyF5XcServiceSubject : F5XcServiceSubject
{
    public override int? FaultSeed => 20262;
}

/// <summary>Our service through contract 2.</summary>
public class KubeSliceServiceSubject : ServiceSubject
{
    public override RemoteProvider Provider => RemoteProvider.KubeSlice;

    public override IReadOnlyList<Expectation> Expectations { get; } = [.. KubeSliceDifferences.All, Expectation.NoRotationOfUniqueNames];
}

/// <summary>Our service through contract 2, where much goes wrong on the way.</summary>
public sealed class FaultyKubeSliceServiceSubject : KubeSliceServiceSubject
{
    public override int? FaultSeed => 20263;
}

/// <summary>Our service through contract 3.</summary>
public class ApinizerServiceSubject : ServiceSubject
{
    public override RemoteProvider Provider => RemoteProvider.Apinizer;

    public override IReadOnlyList<Expectation> Expectations => ApinizerDifferences.All;
}

/// <summary>Our service through contract 3, where much goes wrong on the way.</summary>
public sealed class FaultyApinizerServiceSubject : ApinizerServiceSubject
{
    public override int? FaultSeed => 20264;
}
