using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;

namespace PSCredentials.Server.Hosting;

/// <summary>Where log lines go: to standard error, in a form for whoever reads them.</summary>
internal static class ServiceLog
{
    /// <summary>Sets logging up.</summary>
    /// <param name="logging">The log.</param>
    /// <param name="format">The form.</param>
    public static void Configure(ILoggingBuilder logging, LogFormat format)
    {
        logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        logging.AddSimpleConsole(text =>
        {
            text.SingleLine = true;
            text.UseUtcTimestamp = true;
            text.TimestampFormat = "yyyy-MM-dd HH:mm:ss.fff'Z' ";
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = Formatter(format);
        });

        // It writes addresses with what stands in them, and in a query there can be a secret; it makes a scope for each request, too.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // These quote paths, and what cannot be read as a request, where all is logged.
        logging.AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Warning);

        // A start that fails is told in a sentence; what ends the service later is critical.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    }

    private static string Formatter(LogFormat format) => format switch
    {
        LogFormat.Json => ConsoleFormatterNames.Json,
        LogFormat.Text => ConsoleFormatterNames.Simple,
        _ => SystemdHelpers.IsSystemdService() ? ConsoleFormatterNames.Systemd
            : Console.IsErrorRedirected ? ConsoleFormatterNames.Json
            : ConsoleFormatterNames.Simple,
    };
}
