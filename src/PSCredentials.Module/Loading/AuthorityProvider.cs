namespace PSCredentials.Module.Loading;

/// <summary>The embedded core's provider, loaded when it is first asked for. One a process: it holds no state of a session.</summary>
internal static class AuthorityProvider
{
    private static readonly EntryPoint<ICredentialAuthorityProvider> Core = new("PSCredentials", "PSCredentials.Core", "PSCredentials.EmbeddedAuthorityProvider");

    /// <summary>The provider.</summary>
    /// <exception cref="CredentialException">The core is missing or cannot be loaded.</exception>
    internal static ICredentialAuthorityProvider Instance => Core.Instance;
}
