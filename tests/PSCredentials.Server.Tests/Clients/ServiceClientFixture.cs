using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using PSCredentials.Server.Tests.Support;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>One service for the tests of a class, and the client that an owner of it has.</summary>
public sealed class ServiceClientFixture : IAsyncLifetime
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    private RunningService? _service;
    private ICredentialAuthority? _remote;
    private int _number;

    internal RunningService Service => _service!;

    /// <summary>The authority as its operator has it.</summary>
    internal IServedAuthority Embedded => Service.Authority;

    /// <summary>The same through the service.</summary>
    internal ICredentialAuthority Remote => _remote!;

    internal string OwnerToken { get; private set; } = string.Empty;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        OwnerToken = await _service.OwnerTokenAsync();
        _remote = await new RemoteAuthorityProvider().ConnectAsync(Options(OwnerToken), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await (_remote?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_service?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>A name that no other test has.</summary>
    internal string Unique(string name) => $"{name}-{Interlocked.Increment(ref _number)}";

    internal RemoteAuthorityOptions Options(string? token, Uri? address = null) => new()
    {
        Provider = RemoteProvider.PSCredentials,
        Address = address ?? Service.Https,
        Name = "remote",
        Token = token is null ? null : new SecretText(token),
        CertificateAuthorities = [X509CertificateLoader.LoadCertificateFromFile(Service.CertificateAuthorityFile)],
    };

    /// <summary>The client of a user with the rights that are given.</summary>
    internal async Task<ICredentialAuthority> UserAsync(string user, params CredentialRight[] rights) =>
        await new RemoteAuthorityProvider().ConnectAsync(Options(await Service.TokenAsync(user, rights)), Cancellation);

    /// <summary>All public facts of a record but the name of the authority, and but when it was last used, which the comparison itself changes.</summary>
    internal static string Facts<T>(T record)
    {
        JsonNode facts = JsonSerializer.SerializeToNode(record, s_json)!;
        foreach (JsonObject one in facts is JsonArray list ? list.OfType<JsonObject>() : [facts.AsObject()])
        {
            one.Remove("Authority");
            one.Remove("LastUsedAt");
            one.Remove("LastUsedAddress");
            (one["Credential"] as JsonObject)?.Remove("Authority");
        }

        return facts.ToJsonString(s_json);
    }

    /// <summary>Asserts that both say the same, and that the remote one says whose it is.</summary>
    internal static void Same<T>(T expected, T actual)
    {
        Assert.Equal(Facts(expected), Facts(actual));
        if (actual is not null && typeof(T).GetProperty("Authority") is { } authority)
        {
            Assert.Equal("remote", authority.GetValue(actual));
        }
    }
}
