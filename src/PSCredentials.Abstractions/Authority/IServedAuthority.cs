namespace PSCredentials;

/// <summary>An authority that a service has open once, on behalf of many.</summary>
public interface IServedAuthority : ICredentialAuthority
{
    /// <summary>Access tokens.</summary>
    IAccessTokenService AccessTokens { get; }

    /// <summary>The authority on behalf of somebody: what is made belongs to that one, and the audit trail names it. It asks for no rights.</summary>
    /// <param name="caller">The name.</param>
    /// <returns>A light object that shares everything with this one; it need not be disposed of.</returns>
    ICredentialAuthority ActingAs(string caller);
}
