using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>How the service is told who asks: keys have a header of their own, tokens and access tokens are bearer's, a certificate speaks in the handshake.</summary>
internal static class ServiceAuthentication
{
    /// <summary>The authentication that options ask for.</summary>
    public static IRequestAuthentication Of(RemoteAuthorityOptions options) => options.Token?.Reveal() switch
    {
        null => new HeaderAuthentication("Authorization", null),
        { } key when Guid.TryParseExact(key, "D", out _) => new HeaderAuthentication("X-API-Key", options.Token),
        { } token => new HeaderAuthentication("Authorization", new SecretText("Bearer " + token)),
    };
}
