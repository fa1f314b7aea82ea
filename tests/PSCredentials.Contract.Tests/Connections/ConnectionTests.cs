using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PSCredentials.Contract.Tests.Faults;
using PSCredentials.Contract.Tests.StandIns;
using PSCredentials.Contract.Tests.StandIns.F5Xc;
using PSCredentials.Contract.Tests.Suite;
using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Connections;

/// <summary>What a connection is, whichever contract is spoken over it.</summary>
public sealed class ConnectionTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Theory]
    [InlineData(RemoteProvider.PSCredentials)]
    [InlineData(RemoteProvider.F5Xc)]
    [InlineData(RemoteProvider.KubeSlice)]
    [InlineData(RemoteProvider.Apinizer)]
    public async Task AWrongTokenIsRefusedWhenItConnects(RemoteProvider provider)
    {
        await using Peer peer = await Peer.StartAsync(provider);
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => Remote.ConnectAsync(peer.Options with { Token = new SecretText(Guid.NewGuid().ToString()) }));

        Assert.Equal(CredentialErrors.AuthenticationRequired, error.Definition);
    }

    [Theory]
    [InlineData(RemoteProvider.PSCredentials)]
    [InlineData(RemoteProvider.F5Xc)]
    [InlineData(RemoteProvider.KubeSlice)]
    [InlineData(RemoteProvider.Apinizer)]
    public async Task WhoMayNothingIsNotAuthorized(RemoteProvider provider)
    {
        await using Peer peer = await Peer.StartAsync(provider);
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options with { Token = new SecretText(await peer.PowerlessAsync()) });
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => CreateAsync(authority, provider));

        // What is not the caller's is not there for it, by the letter of contract 3.
        Assert.Equal(provider == RemoteProvider.Apinizer ? CredentialErrors.NotFound : CredentialErrors.NotAuthorized, error.Definition);
    }

    [Theory]
    [InlineData(RemoteProvider.PSCredentials)]
    [InlineData(RemoteProvider.F5Xc)]
    [InlineData(RemoteProvider.KubeSlice)]
    [InlineData(RemoteProvider.Apinizer)]
    public async Task WhatIsNotThereIsUnreachable(RemoteProvider provider)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => Remote.ConnectAsync(
            new RemoteAuthorityOptions { Provider = provider, Address = new Uri($"https://localhost:{port}"), Token = new SecretText(Guid.NewGuid().ToString()), Retries = 1 }));

        Assert.Equal(CredentialErrors.AuthorityUnreachable, error.Definition);
    }

    [Theory]
    [InlineData(RemoteProvider.PSCredentials)]
    [InlineData(RemoteProvider.F5Xc)]
    [InlineData(RemoteProvider.KubeSlice)]
    [InlineData(RemoteProvider.Apinizer)]
    public async Task AServerThatIsNotTrustedGetsNothing(RemoteProvider provider)
    {
        await using Peer peer = await Peer.StartAsync(provider);
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => Remote.ConnectAsync(peer.Options with { CertificateAuthorities = [] }));
        Assert.Equal(CredentialErrors.ServerCertificateRejected, error.Definition);
        Assert.Empty(peer.Proxy.Exchanges);

        await using ICredentialAuthority anyServer = await Remote.ConnectAsync(peer.Options with { CertificateAuthorities = [], SkipCertificateCheck = true });
        Assert.NotEmpty(peer.Proxy.Exchanges);
    }

    [Theory]
    [InlineData(RemoteProvider.PSCredentials)]
    [InlineData(RemoteProvider.F5Xc)]
    [InlineData(RemoteProvider.KubeSlice)]
    [InlineData(RemoteProvider.Apinizer)]
    public async Task WhatHangsIsGivenUpWithinASecond(RemoteProvider provider)
    {
        await using Peer peer = await Peer.StartAsync(provider);
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        peer.Proxy.Plan.Next(FaultKind.Hang);
        using var stop = new CancellationTokenSource();
        Task work = CreateAsync(authority, provider, stop.Token);
        await Task.Delay(200);
        long stopped = Stopwatch.GetTimestamp();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.True(Stopwatch.GetElapsedTime(stopped) < TimeSpan.FromSeconds(1), $"it took {Stopwatch.GetElapsedTime(stopped)}");
    }

    [Theory]
    [InlineData(RemoteProvider.PSCredentials)]
    [InlineData(RemoteProvider.F5Xc)]
    [InlineData(RemoteProvider.KubeSlice)]
    [InlineData(RemoteProvider.Apinizer)]
    public async Task ARetryWaitsAsLongAsItIsAskedTo(RemoteProvider provider)
    {
        await using Peer peer = await Peer.StartAsync(provider);
        var clock = new HurriedClock();
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options, clock);
        peer.Proxy.Plan.Next(new Fault(FaultKind.TooManyRequests) { RetryAfter = "17" }, new Fault(FaultKind.Unavailable) { RetryAfter = "23" });
        await CreateAsync(authority, provider);

        Assert.Contains(TimeSpan.FromSeconds(17), clock.Waits);
        Assert.Contains(TimeSpan.FromSeconds(23), clock.Waits);
    }

    [Theory]
    [InlineData(RemoteProvider.PSCredentials)]
    [InlineData(RemoteProvider.F5Xc)]
    [InlineData(RemoteProvider.KubeSlice)]
    [InlineData(RemoteProvider.Apinizer)]
    public async Task WhatIsRefusedTooOftenIsTooMany(RemoteProvider provider)
    {
        await using Peer peer = await Peer.StartAsync(provider);
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options with { Retries = 2 });
        int before = peer.Proxy.Exchanges.Count;
        peer.Proxy.Plan.Next(FaultKind.TooManyRequests, FaultKind.TooManyRequests, FaultKind.TooManyRequests);
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => CreateAsync(authority, provider));

        Assert.Equal(CredentialErrors.TooManyRequests, error.Definition);
        Assert.Equal(3, peer.Proxy.Exchanges.Count - before);
    }

    [Theory]
    [InlineData(FaultKind.ResetBefore)]
    [InlineData(FaultKind.ResetAfter)]
    [InlineData(FaultKind.ResetMidAnswer)]
    [InlineData(FaultKind.BadGateway)]
    [InlineData(FaultKind.GatewayTimeout)]
    public async Task OurServiceIsAskedAgainAndMakesItOnce(object fault)
    {
        await using Peer peer = await Peer.StartAsync(RemoteProvider.PSCredentials);
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        int before = peer.Proxy.Exchanges.Count;
        peer.Proxy.Plan.Next((FaultKind)fault);
        IssuedApiCredential issued = await authority.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = "made-once", Type = CredentialType.ApiToken }, s_none);

        Assert.Equal(2, peer.Proxy.Exchanges.Skip(before).Count(exchange => exchange.Method == "POST"));
        Assert.Equal(1, await peer.Service.Authority.ApiCredentials.CountAsync(new ApiCredentialQuery { Name = ["made-*"] }, s_none));
        Assert.True((await peer.Service.Authority.Verifier.VerifyTokenAsync(issued.GetToken(), null, s_none)).IsValid);
    }

    [Theory]
    [InlineData(RemoteProvider.F5Xc, FaultKind.ResetAfter)]
    [InlineData(RemoteProvider.F5Xc, FaultKind.ResetMidAnswer)]
    [InlineData(RemoteProvider.F5Xc, FaultKind.GatewayTimeout)]
    [InlineData(RemoteProvider.KubeSlice, FaultKind.ResetAfter)]
    [InlineData(RemoteProvider.KubeSlice, FaultKind.BadGateway)]
    [InlineData(RemoteProvider.Apinizer, FaultKind.ResetAfter)]
    [InlineData(RemoteProvider.Apinizer, FaultKind.GatewayTimeout)]
    public async Task ACreationThatMayBeDoneIsNotRepeated(RemoteProvider provider, object fault)
    {
        await using Peer peer = await Peer.StartAsync(provider);
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        int before = peer.Proxy.Exchanges.Count;
        peer.Proxy.Plan.Next((FaultKind)fault);
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => CreateAsync(authority, provider));

        Assert.Contains(error.Definition, new[] { CredentialErrors.OutcomeUnknown, CredentialErrors.ServiceOverloaded, CredentialErrors.RequestTimedOut });
        Assert.Single(peer.Proxy.Exchanges.Skip(before), exchange => exchange.Method == "POST");
    }

    [Theory]
    [InlineData(RemoteProvider.PSCredentials)]
    [InlineData(RemoteProvider.F5Xc)]
    [InlineData(RemoteProvider.KubeSlice)]
    [InlineData(RemoteProvider.Apinizer)]
    public async Task WhatIsNoAnswerOfTheContractIsSaidToBeNone(RemoteProvider provider)
    {
        await using Peer peer = await Peer.StartAsync(provider);
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        foreach (FaultKind kind in new[] { FaultKind.TruncatedJson, FaultKind.MalformedJson, FaultKind.WrongContentType, FaultKind.HtmlPage })
        {
            // Once is got over; twice is not waited for any longer.
            peer.Proxy.Plan.Next(kind);
            await ListAsync(authority, provider);
            peer.Proxy.Plan.Next(kind, kind);
            CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => ListAsync(authority, provider));
            Assert.True(error.Definition == CredentialErrors.AnswerNotUnderstood, $"{kind}: {error.ErrorId}: {error.Message}");
        }

        await ListAsync(authority, provider);
    }

    [Fact]
    public async Task AKeyIsExchangedAgainWhenItsTokenIsOver()
    {
        await using Peer peer = await Peer.StartAsync(RemoteProvider.KubeSlice);
        var manager = (StandIns.KubeSlice.KubeSliceStandIn)peer.StandIn!;
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        await ListAsync(authority, RemoteProvider.KubeSlice);
        await ListAsync(authority, RemoteProvider.KubeSlice);
        Assert.Single(manager.Of("POST", "/api/v1/auth"));

        manager.ForgetTokens();
        await ListAsync(authority, RemoteProvider.KubeSlice);
        Assert.Equal(2, manager.Of("POST", "/api/v1/auth").Count);
    }

    [Fact]
    public async Task ADeploymentThatFailsIsToldAndTheCredentialIsThere()
    {
        await using Peer peer = await Peer.StartAsync(RemoteProvider.Apinizer);
        var apinizer = (StandIns.Apinizer.ApinizerStandIn)peer.StandIn!;
        apinizer.Failing["staging"] = "connection refused";
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        await CreateAsync(authority, RemoteProvider.Apinizer);
        ProjectCredential removed = await authority.ProjectCredentials.RemoveAsync(CredentialReference.ByName(Assert.Single(apinizer.Records).Username, Subject.Project), s_none);

        Assert.False(removed.DeploymentResult!.Success);
        Assert.Equal([true, false], removed.DeploymentResult.EnvironmentResults.Select(one => one.Success));
        Assert.Equal("connection refused", removed.DeploymentResult.EnvironmentResults[1].Message);
    }

    [Fact]
    public async Task AClientCertificateSpeaksForItsOwner()
    {
        await using var standIn = new F5XcStandIn();
        await standIn.StartAsync();
        var options = new RemoteAuthorityOptions { Provider = RemoteProvider.F5Xc, Address = standIn.Https, Token = new SecretText(standIn.Token), CertificateAuthorities = [standIn.Certificate] };
        await using ICredentialAuthority owner = await Remote.ConnectAsync(options);
        IssuedApiCredential issued = await owner.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "presented", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate }, s_none);
        using var presented = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadPkcs12(issued.GetPkcs12(), issued.GetPassword());
        await using ICredentialAuthority holder = await Remote.ConnectAsync(options with { Token = null, Certificate = presented });

        Assert.Equal("admin@standin.example", (await holder.DescribeAsync(s_none)).Caller);
        Assert.Equal(string.Empty, standIn.Requests[^1].Authorization);
    }

    [Fact]
    public async Task SeveralConnectionsDoNotMix()
    {
        await using Peer first = await Peer.StartAsync(RemoteProvider.F5Xc), second = await Peer.StartAsync(RemoteProvider.KubeSlice);
        await using ICredentialAuthority one = await Remote.ConnectAsync(first.Options), other = await Remote.ConnectAsync(second.Options);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? CreateAsync(one, RemoteProvider.F5Xc) : CreateAsync(other, RemoteProvider.KubeSlice)));

        Assert.Equal(10, ((F5XcStandIn)first.StandIn!).Records.Count);
        Assert.Empty(first.StandIn!.Violations);
        Assert.Empty(second.StandIn!.Violations);
    }

    internal static Task CreateAsync(ICredentialAuthority authority, RemoteProvider provider, CancellationToken cancellation = default)
    {
        string name = "made-" + Guid.NewGuid().ToString("N");
        return provider switch
        {
            RemoteProvider.KubeSlice => authority.ApiKeys.CreateAsync(
                new ApiKeyRequest { Name = name, Workspace = "andromeda", Role = ApiKeyRole.Editor, ValidUntil = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(9)) }, cancellation),
            RemoteProvider.Apinizer => authority.ProjectCredentials.CreateAsync(
                new ProjectCredentialRequest { Project = Subject.Project, Username = name, Email = "john.doe@example.com", FullName = "John Doe", Password = new SecretText("Secure-Password-123!") }, cancellation),
            _ => authority.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = name, Type = CredentialType.ApiToken }, cancellation),
        };
    }

    private static Task ListAsync(ICredentialAuthority authority, RemoteProvider provider) => provider switch
    {
        RemoteProvider.KubeSlice => authority.ApiKeys.CountAsync(new ApiKeyQuery(), s_none),
        RemoteProvider.Apinizer => authority.ProjectCredentials.CountAsync(new ProjectCredentialQuery { Project = [Subject.Project] }, s_none),
        RemoteProvider.F5Xc => authority.ApiCredentials.CountAsync(new ApiCredentialQuery { Type = [CredentialType.ApiToken] }, s_none),
        _ => authority.ApiCredentials.CountAsync(new ApiCredentialQuery(), s_none),
    };
}
