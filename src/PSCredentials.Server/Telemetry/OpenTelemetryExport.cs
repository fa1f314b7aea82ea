using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PSCredentials.Server.Telemetry;

/// <summary>Sends traces and metrics to a collector where the standard variables of OpenTelemetry name one; nothing is made where they do not.</summary>
internal static class OpenTelemetryExport
{
    private static readonly string[] Variables =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    /// <summary>Sets the export up.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">The configuration, with the environment's variables.</param>
    public static void Configure(IServiceCollection services, IConfiguration configuration)
    {
        if (Variables.All(variable => string.IsNullOrEmpty(configuration[variable])))
        {
            return;
        }

        string version = typeof(OpenTelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        OpenTelemetryBuilder telemetry = services.AddOpenTelemetry().ConfigureResource(resource =>
            resource.AddService("pscredentials", serviceVersion: version).AddEnvironmentVariableDetector());
        if (IsNamed(configuration, "TRACES"))
        {
            telemetry.WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
                .AddProcessor(new RequestTagProcessor())
                .AddOtlpExporter());
        }

        if (IsNamed(configuration, "METRICS"))
        {
            telemetry.WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter(EmbeddedAuthorityProvider.MeterName, ServiceMeter.Name)
                .AddOtlpExporter());
        }
    }

    private static bool IsNamed(IConfiguration configuration, string signal) =>
        !string.IsNullOrEmpty(configuration[Variables[0]]) || !string.IsNullOrEmpty(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]);
}
