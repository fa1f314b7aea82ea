using System.Diagnostics;
using OpenTelemetry;

namespace PSCredentials.Server.Telemetry;

/// <summary>
/// Takes from the span of a request what says who sent it or what stood in its address: a path can hold a status request or what a proxy was asked for, a query anything. The
/// route as it was mapped stays.
/// </summary>
internal sealed class RequestTagProcessor : BaseProcessor<Activity>
{
    private static readonly string[] Kept =
        ["http.request.method", "http.response.status_code", "http.route", "network.protocol.version", "url.scheme", "error.type", "server.port"];

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (string tag in data.TagObjects.Select(tag => tag.Key).Except(Kept).ToArray())
        {
            data.SetTag(tag, null);
        }
    }
}
