namespace PSCredentials.Server.Endpoints.Apinizer;

/// <summary>The names in a path. A slash inside a name comes as %2F, the one sequence that the server does not decode by itself.</summary>
internal static class ProjectPath
{
    /// <summary>The project that a request names.</summary>
    /// <param name="context">The request.</param>
    /// <returns>Its name; null where the path has none.</returns>
    public static string? Project(HttpContext context) => Name(context, "project");

    /// <summary>The username that a request names.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The username.</returns>
    public static string Username(HttpContext context) => Name(context, "username") ?? string.Empty;

    private static string? Name(HttpContext context, string part) =>
        context.GetRouteValue(part) is string value ? value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : null;
}
