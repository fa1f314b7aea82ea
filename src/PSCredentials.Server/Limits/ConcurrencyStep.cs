using System.Threading.RateLimiting;
using PSCredentials.Server.Hosting;

namespace PSCredentials.Server.Limits;

/// <summary>
/// Works on so many requests at once, has so many more wait, and tells the others to come again: a service that takes on all of a flood answers none of it. What everybody may ask
/// over plain HTTP is answered from memory, and has to be there just then.
/// </summary>
internal sealed class ConcurrencyStep(RequestDelegate next, ConcurrencyLimiter limiter)
{
    /// <summary>Runs the step.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that completes with the request.</returns>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PlainAllowedAttribute>() is not null)
        {
            await next(context);
            return;
        }

        using RateLimitLease lease = await limiter.AcquireAsync(1, context.RequestAborted);
        await (lease.IsAcquired
            ? next(context)
            : throw new CredentialException(CredentialErrors.ServiceOverloaded, "The service has as much to do as it takes on at once."));
    }
}
