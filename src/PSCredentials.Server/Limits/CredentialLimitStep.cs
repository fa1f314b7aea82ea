using System.Runtime.InteropServices;
using PSCredentials.Server.Authentication;

namespace PSCredentials.Server.Limits;

/// <summary>Bounds how often one credential may ask, from wherever.</summary>
internal sealed class CredentialLimitStep(RequestDelegate next, LimitOptions limits, TimeProvider clock)
{
    private readonly RateTable _requests = new(limits.RequestsPerCredential, TimeSpan.FromSeconds(1), clock);

    /// <summary>Runs the step.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that completes with the request.</returns>
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<Caller>() is { Verdict.Credential.Id: { } id } && _requests.Take(_requests.KeyOf(MemoryMarshal.AsBytes(id.AsSpan()))) is { } wait
            ? throw RetryHint.TooMany(context, wait, "Too many requests come with this credential")
            : next(context);
}
