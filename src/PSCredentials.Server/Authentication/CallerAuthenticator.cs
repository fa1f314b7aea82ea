using System.Net;
using PSCredentials.Server.Limits;

namespace PSCredentials.Server.Authentication;

/// <summary>Finds out who sends a request.</summary>
internal sealed class CallerAuthenticator(IServedAuthority authority)
{
    /// <summary>Verifies what a request presents.</summary>
    /// <param name="context">The request.</param>
    /// <param name="presented">What it presents.</param>
    /// <param name="resource">The proxy or group that is to be used, for a project's credential.</param>
    /// <returns>The verdict; null where nothing is presented.</returns>
    public async ValueTask<CredentialVerdict?> VerifyAsync(HttpContext context, Presented presented, AccessTarget? resource = null)
    {
        IPAddress? address = Address(context);
        CancellationToken cancellation = context.RequestAborted;
        return presented.Kind switch
        {
            PresentedKind.Nothing => null,
            PresentedKind.Token => await authority.Verifier.VerifyTokenAsync(presented.Secret, address, cancellation),
            PresentedKind.AccessToken => await authority.AccessTokens.VerifyAsync(presented.Secret, address, resource, cancellation),
            PresentedKind.ApiKey => await authority.Verifier.VerifyApiKeyAsync(presented.Secret, address, cancellation),
            PresentedKind.Basic => await authority.Verifier.VerifyPasswordAsync(
                presented.Secret, new SecretText(presented.Password), address, resource, cancellation),
            PresentedKind.Certificate => await authority.Verifier.VerifyCertificateAsync(Presented.Certificate(context), address, cancellation),
            _ => new CredentialVerdict(VerificationReason.Malformed),
        };
    }

    /// <summary>The caller of a request that needs one.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The caller.</returns>
    /// <exception cref="CredentialException">Nothing good is presented.</exception>
    public async ValueTask<Caller> AuthenticateAsync(HttpContext context)
    {
        Presented presented = Presented.Read(context.Request);
        if (presented.Kind == PresentedKind.Certificate && IsFromAnotherSite(context.Request))
        {
            throw new CredentialException(
                CredentialErrors.AuthenticationRequired, "A page of another site cannot use the client certificate of a browser; present a token.");
        }

        // Passwords of projects say who uses a proxy, not who may manage credentials.
        CredentialVerdict? verdict = presented.Kind == PresentedKind.Basic ? new(VerificationReason.Malformed) : await VerifyAsync(context, presented);
        return verdict switch
        {
            null => throw new CredentialException(CredentialErrors.AuthenticationRequired, "No credential was presented."),
            { IsValid: true } => new Caller(authority, verdict),

            { Reason: VerificationReason.RateLimited, RetryAfter: { } wait } => throw RetryHint.TooMany(context, wait, "This credential is accepted no more often"),

            // Only this reason is told: contract 2 does, and whoever presents it has had it.
            { Reason: VerificationReason.Expired } => throw new CredentialException(CredentialErrors.CredentialExpired, "The presented credential has expired."),
            _ => throw new CredentialException(CredentialErrors.AuthenticationRequired, "The presented credential is not accepted."),
        };
    }

    /// <summary>The address that a request comes from, an IPv4 one in its own form.</summary>
    public static IPAddress? Address(HttpContext context) =>
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;

    // A browser presents its certificate whoever wrote the page; tokens have to be in the page's own hands.
    private static bool IsFromAnotherSite(HttpRequest request) =>
        request.Headers.TryGetValue("Sec-Fetch-Site", out var site)
            ? site != "same-origin" && site != "none"
            : request.Headers.TryGetValue("Origin", out var origin) && origin != $"{request.Scheme}://{request.Host}";
}
