using PSCredentials.Server.Authentication;
using PSCredentials.Server.Limits;
using PSCredentials.Vendors.Apinizer;

namespace PSCredentials.Server.Endpoints.Apinizer;

/// <summary>Where a project's credential is exchanged for an access token (RFC 6749, 4.4).</summary>
internal static class TokenEndpoint
{
    /// <summary>Grants a token.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="context">The request.</param>
    /// <returns>The token.</returns>
    /// <exception cref="CredentialException">The request is malformed, or its client is not accepted.</exception>
    public static async Task<IResult> GrantAsync(IServedAuthority authority, HttpContext context)
    {
        TokenRequest request = await TokenRequest.ReadAsync(context.Request);
        AccessTokenGrant grant = await authority.AccessTokens.GrantForPasswordAsync(
            request.Username, request.Password, CallerAuthenticator.Address(context), context.RequestAborted);
        if (grant.Token is not { } token)
        {
            throw grant.Verdict is { Reason: VerificationReason.RateLimited, RetryAfter: { } wait }
                ? RetryHint.TooMany(context, wait, "This credential is accepted no more often")
                : TokenRequest.Unknown();
        }

        context.Response.Headers.Pragma = "no-cache";
        return new WireResult<TokenAnswer>(new TokenAnswer { AccessToken = token.Reveal(), TokenType = "Bearer", ExpiresIn = (long)grant.Lifetime.TotalSeconds });
    }
}
