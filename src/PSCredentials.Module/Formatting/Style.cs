using System.Management.Automation;

namespace PSCredentials.Formatting;

/// <summary>Colours by the session's <c>$PSStyle</c>. They stand beside words and never for them.</summary>
internal static class Style
{
    /// <summary>A text in a colour.</summary>
    /// <param name="text">The text.</param>
    /// <param name="colour">Its name in <c>$PSStyle.Formatting</c>.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, or null.</param>
    /// <returns>The text, with the colour around it where there is one.</returns>
    internal static string Paint(string text, string colour, object? style)
    {
        if (style is null || text.Length == 0 || !IsWanted(style))
        {
            return text;
        }

        object? colours = Read(style, "Formatting");
        return Read(colours, colour) is string begin && Read(style, "Reset") is string end ? begin + text + end : text;
    }

    // The engine takes colours out of what it writes to a file or a string, but not of what the process writes to a pipe.
    private static bool IsWanted(object style) => Read(style, "OutputRendering")?.ToString() switch
    {
        "PlainText" => false,
        "Ansi" => true,
        _ => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && !Console.IsOutputRedirected,
    };

    private static object? Read(object? source, string property) =>
        source is null ? null : PSObject.AsPSObject(source).Properties[property]?.Value;
}
