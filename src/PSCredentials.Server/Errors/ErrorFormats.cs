namespace PSCredentials.Server.Errors;

/// <summary>Finds the error shape of the family that a request belongs to, where a route matched and where none did.</summary>
internal sealed class ErrorFormats(IEnumerable<ErrorFamily> families)
{
    private readonly ErrorFamily[] _families = [.. families];
    private readonly ProblemFormat _problem = new();

    /// <summary>The shape for a request.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The shape.</returns>
    public IErrorFormat Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IErrorFormat>()
        ?? Array.Find(_families, family => family.Owns(context.Request.Path))?.Format
        ?? _problem;
}

/// <summary>The paths of a family and how it tells errors.</summary>
/// <param name="Owns">Whether a path is one of its.</param>
/// <param name="Format">How it tells errors.</param>
internal sealed record ErrorFamily(Func<PathString, bool> Owns, IErrorFormat Format);
