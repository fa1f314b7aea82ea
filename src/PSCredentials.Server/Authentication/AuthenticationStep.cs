namespace PSCredentials.Server.Authentication;

/// <summary>Marks an endpoint that anybody may ask.</summary>
internal sealed class OpenToAllAttribute : Attribute;

/// <summary>Puts the caller on each request to an endpoint that is not open to all.</summary>
internal sealed class AuthenticationStep(RequestDelegate next, CallerAuthenticator authenticator)
{
    /// <summary>Runs the step.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that completes with the request.</returns>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<OpenToAllAttribute>() is null)
        {
            context.Features.Set(await authenticator.AuthenticateAsync(context));
        }

        await next(context);
    }
}
