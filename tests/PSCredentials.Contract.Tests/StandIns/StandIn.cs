using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PSCredentials.Tests;

namespace PSCredentials.Contract.Tests.StandIns;

/// <summary>
/// A vendor's service as its contract page describes it, on the loopback, made without a line of this project's service. It writes down every request, and what in a request its contract
/// does not have.
/// </summary>
internal abstract class StandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly Lock _state = new();
    private WebApplication? _host;

    protected StandIn(TimeProvider clock)
    {
        Clock = clock;
        Certificate = ClientCertificateServer.CreateServerCertificate();
    }

    /// <summary>Its address without encryption.</summary>
    public Uri Http { get; private set; } = null!;

    /// <summary>Its address with the certificate below.</summary>
    public Uri Https { get; private set; } = null!;

    /// <summary>The certificate of its server, which nobody trusts who was not told to.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>All requests, in the order they came.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>What in the requests the contract does not have: fields, types of values, headers.</summary>
    public IReadOnlyList<string> Violations => [.. _violations];

    /// <summary>Answers in place of the vendor where it returns something; before anything is done.</summary>
    public Func<RecordedRequest, CancellationToken, Task<StandInAnswer?>>? Before { get; set; }

    protected TimeProvider Clock { get; }

    protected DateTimeOffset Now => Clock.GetUtcNow();

    public async Task StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
            options.Listen(IPAddress.Loopback, 0);
            options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
            {
                https.ServerCertificate = Certificate;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = (_, _, _) => true;
            }));
        });
        _host = builder.Build();
        _host.Run(ServeAsync);
        await _host.StartAsync();
        Uri[] addresses = [.. _host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
        Http = Localhost(addresses.Single(address => address.Scheme == "http"));
        Https = Localhost(addresses.Single(address => address.Scheme == "https"));
    }

    /// <summary>Requests whose path has this in it.</summary>
    public IReadOnlyList<RecordedRequest> Of(string method, string path) =>
        [.. _requests.Where(request => request.Method == method && request.Path.Contains(path, StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            using var hurry = new CancellationTokenSource(TimeSpan.Zero);
            await _host.StopAsync(hurry.Token);
            await _host.DisposeAsync();
        }

        Certificate.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does what is asked. Called under a lock: one request after the other.</summary>
    protected abstract StandInAnswer Answer(RecordedRequest request);

    /// <summary>Writes down that a request has what the contract does not have.</summary>
    protected void Violate(RecordedRequest request, string what) => _violations.Enqueue($"{request}: {what}");

    /// <summary>Writes down each field of a body that the contract does not have.</summary>
    protected void CheckFields(RecordedRequest request, System.Text.Json.Nodes.JsonObject? body, params ReadOnlySpan<string> allowed)
    {
        foreach ((string field, _) in body ?? [])
        {
            if (!allowed.Contains(field))
            {
                Violate(request, $"field '{field}'");
            }
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        string body = await reader.ReadToEndAsync(context.RequestAborted);
        string target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        string[] parts = target.Split('?', 2);
        var request = new RecordedRequest(
            context.Request.Method,
            parts[0],
            parts.ElementAtOrDefault(1) ?? string.Empty,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body,
            Now) { CertificateSerialNumber = context.Connection.ClientCertificate?.SerialNumber };
        _requests.Enqueue(request);
        if (body.Length > 0 && request.Json is null && !request.Headers.GetValueOrDefault("Content-Type", string.Empty).StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal))
        {
            Violate(request, "a body that is no JSON object");
        }

        StandInAnswer? answer = Before is { } before ? await before(request, context.RequestAborted) : null;
        if (answer is null)
        {
            lock (_state)
            {
                answer = Answer(request);
            }
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        if (answer.RetryAfter is { } delay)
        {
            context.Response.Headers.RetryAfter = delay;
        }

        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static Uri Localhost(Uri address) => new UriBuilder(address) { Host = "localhost" }.Uri;
}
