namespace PSCredentials.Server.Endpoints.Service;

/// <summary>Names records as requests do.</summary>
internal static class Conditional
{
    /// <summary>The record that a request changes.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="request">The request, whose If-Match says how the record has to be.</param>
    /// <returns>The reference.</returns>
    public static CredentialReference Reference(string id, HttpRequest request) => CredentialReference.ById(id) with { ModifiedAt = EntityTags.Expected(request) };

    /// <summary>Refuses a condition that an endpoint would not look at: it must not seem to hold.</summary>
    /// <param name="context">The call.</param>
    /// <param name="next">What comes after.</param>
    /// <returns>The endpoint's result.</returns>
    /// <exception cref="CredentialException">There is one.</exception>
    public static ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Headers.IfMatch.Count > 0
            && !HttpMethods.IsGet(context.HttpContext.Request.Method)
            && context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ConditionalAttribute>() is null
                ? throw CredentialException.Invalid("If-Match", "does not go with this request: what it changes has no entity tag.")
                : next(context);

    /// <summary>A name in a path. A slash inside it comes as %2F, the one sequence that the server does not decode by itself.</summary>
    /// <param name="name">The part of the path.</param>
    /// <returns>The name.</returns>
    public static string Name(string name) => name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
