using System.Text.Json;
using PSCredentials.Server.Authentication;
using PSCredentials.Server.Hosting;

namespace PSCredentials.Server.Endpoints.Health;

/// <summary>What supervisors and balancers ask: whether the process answers, and whether it can do its work. For everybody, and over plain HTTP too; it tells nothing else.</summary>
internal sealed class HealthFamily : EndpointFamily
{
    /// <inheritdoc/>
    public override void AddServices(IServiceCollection services) => services.AddSingleton<Readiness>();

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/health").WithMetadata(new OpenToAllAttribute(), new PlainAllowedAttribute());
        group.MapGet("/live", context => WriteAsync(context, []));
        group.MapGet("/ready", async context => await WriteAsync(context, await context.RequestServices.GetRequiredService<Readiness>().CheckAsync()));
    }

    private static async Task WriteAsync(HttpContext context, IReadOnlyList<HealthCheck> checks)
    {
        bool isWell = checks.All(check => check.Fault is null);
        HttpResponse response = context.Response;
        response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        await using var writer = new Utf8JsonWriter(response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("status", isWell ? "ok" : "unavailable");
        if (checks.Count > 0)
        {
            writer.WriteStartObject("checks");
            foreach (HealthCheck check in checks)
            {
                writer.WriteString(check.Name, check.Fault ?? "ok");
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        await writer.FlushAsync(context.RequestAborted);
    }
}
