using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PSCredentials.Tests;

namespace PSCredentials.Contract.Tests.Faults;

/// <summary>Stands on the loopback before an authority and lets go wrong what can go wrong on the way to it.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private static readonly string[] OwnHeaders = ["Host", "Connection", "Content-Length", "Transfer-Encoding", "Keep-Alive"];

    private readonly HttpClient _upstream;
    private readonly Uri _target;
    private readonly WebApplication _host;
    private readonly ConcurrentQueue<FaultExchange> _exchanges = new();

    private FaultProxy(Uri target)
    {
        _target = target;
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        _upstream = new HttpClient(handler) { Timeout = TimeSpan.FromMinutes(1) };
        Certificate = ClientCertificateServer.CreateServerCertificate();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate));
        });
        _host = builder.Build();
        _host.Run(PassAsync);
    }

    /// <summary>Its address without encryption.</summary>
    public Uri Http { get; private set; } = null!;

    /// <summary>Its address with the certificate below.</summary>
    public Uri Https { get; private set; } = null!;

    public X509Certificate2 Certificate { get; }

    /// <summary>What goes wrong.</summary>
    public FaultPlan Plan { get; } = new();

    /// <summary>What came through, and what became of it.</summary>
    public IReadOnlyList<FaultExchange> Exchanges => [.. _exchanges];

    public static async Task<FaultProxy> StartAsync(Uri target)
    {
        var proxy = new FaultProxy(target);
        await proxy._host.StartAsync();
        Uri[] addresses = [.. proxy._host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new UriBuilder(address) { Host = "localhost" }.Uri)];
        proxy.Http = addresses.Single(address => address.Scheme == "http");
        proxy.Https = addresses.Single(address => address.Scheme == "https");
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.Zero);
        await _host.StopAsync(hurry.Token);
        await _host.DisposeAsync();
        _upstream.Dispose();
        Certificate.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        string target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        Fault fault = Plan.Of(context.Request.Method);
        var exchange = new FaultExchange(context.Request.Method, target, fault);
        _exchanges.Enqueue(exchange);
        await Task.Delay(fault.Kind == FaultKind.Hang ? Timeout.InfiniteTimeSpan : fault.Delay, context.RequestAborted);
        using HttpResponseMessage? answer = fault.IsDone ? await ForwardAsync(context.Request, target) : null;
        exchange.Status = answer?.StatusCode;
        byte[] body = answer is null ? [] : await answer.Content.ReadAsByteArrayAsync();
        switch (fault.Kind)
        {
            case FaultKind.ResetBefore or FaultKind.ResetAfter:
                context.Abort();
                break;
            case FaultKind.ResetMidAnswer:
                await BeginAsync(context.Response, answer!, body.Length + 1);
                await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case FaultKind.TruncatedJson:
                await SendAsync(context.Response, answer!, body[..(body.Length / 2)]);
                break;
            case FaultKind.MalformedJson:
                await SendAsync(context.Response, answer!, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace(':', ' ') + "}"));
                break;
            case FaultKind.WrongContentType:
                answer!.Content.Headers.ContentType = new("text/plain");
                await SendAsync(context.Response, answer, body);
                break;
            case FaultKind.HtmlPage:
                await PageAsync(context.Response, 200, "Log in to go on", null);
                break;
            case FaultKind.TooManyRequests or FaultKind.Unavailable:
                await PageAsync(context.Response, fault.Kind == FaultKind.Unavailable ? 503 : 429, "Come back later", fault.RetryAfter);
                break;
            case FaultKind.BadGateway or FaultKind.GatewayTimeout:
                await PageAsync(context.Response, fault.Kind == FaultKind.BadGateway ? 502 : 504, "Gateway", null);
                break;
            default:
                await SendAsync(context.Response, answer!, body);
                break;
        }
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpRequest request, string target)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_target, target)) { Content = new StreamContent(request.Body) };
        message.Content.Headers.ContentLength = request.ContentLength ?? (request.Headers.TransferEncoding.Count > 0 ? null : 0);
        foreach ((string name, var values) in request.Headers)
        {
            if (!OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) && !message.Headers.TryAddWithoutValidation(name, [.. values]))
            {
                message.Content.Headers.TryAddWithoutValidation(name, [.. values]);
            }
        }

        return await _upstream.SendAsync(message);
    }

    private static async Task SendAsync(HttpResponse response, HttpResponseMessage answer, byte[] body)
    {
        await BeginAsync(response, answer, body.Length);
        await response.Body.WriteAsync(body);
    }

    private static async Task BeginAsync(HttpResponse response, HttpResponseMessage answer, int length)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                response.Headers[name] = values.ToArray();
            }
        }

        // What has no body, such as 204, has no length either.
        if (response.StatusCode != StatusCodes.Status204NoContent)
        {
            response.ContentLength = length;
        }

        await response.StartAsync();
    }

    private static async Task PageAsync(HttpResponse response, int status, string title, string? retryAfter)
    {
        byte[] body = Encoding.UTF8.GetBytes($"<html><body><h1>{title}</h1></body></html>");
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        if (retryAfter is not null)
        {
            response.Headers.RetryAfter = retryAfter;
        }

        await response.Body.WriteAsync(body);
    }
}

/// <summary>A request that came to the proxy.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Fault">What it met.</param>
internal sealed record FaultExchange(string Method, string Target, Fault Fault)
{
    /// <summary>What the authority answered, if it was asked.</summary>
    public HttpStatusCode? Status { get; set; }
}
