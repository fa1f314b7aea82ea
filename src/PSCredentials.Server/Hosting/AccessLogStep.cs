using System.Diagnostics;
using PSCredentials.Server.Authentication;

namespace PSCredentials.Server.Hosting;

/// <summary>
/// Logs each request in a line. Of its address only the route is told as it was mapped: a path can hold a status request or what a proxy was asked for, and a query anything.
/// </summary>
internal sealed partial class AccessLogStep(RequestDelegate next, TimeProvider clock, ILogger<AccessLogStep> log)
{
    /// <summary>Runs the step.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that completes with the request.</returns>
    public async Task InvokeAsync(HttpContext context)
    {
        long started = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            LogRequest(
                context.Request.Method,
                Route(context),
                context.Response.StatusCode,
                clock.GetElapsedTime(started).TotalMilliseconds,
                context.Features.Get<Caller>()?.Name ?? "-",
                CallerAuthenticator.Address(context)?.ToString() ?? "-",
                Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier);
        }
    }

    private static string Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";

    [LoggerMessage(LogLevel.Information, "{Method} {Route} {Status} in {Milliseconds} ms for {Caller} from {Address}, trace {Trace}")]
    private partial void LogRequest(string method, string route, int status, double milliseconds, string caller, string address, string trace);
}
