namespace PSCredentials.Server.Hosting;

/// <summary>Marks endpoints that are served without TLS too: what is public and signed by itself, or says nothing.</summary>
internal sealed class PlainAllowedAttribute : Attribute;

/// <summary>Refuses requests over plain HTTP, but for endpoints that are meant for it, before a secret in them is looked at.</summary>
internal sealed class ListenerStep(RequestDelegate next)
{
    /// <summary>Runs the step.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that completes with the request.</returns>
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<PlainListener>() is not null && context.GetEndpoint()?.Metadata.GetMetadata<PlainAllowedAttribute>() is null
            ? throw new CredentialException(CredentialErrors.NotAuthorized, "This is served over HTTPS alone; a secret that was sent here has to be replaced.")
            : next(context);
}
