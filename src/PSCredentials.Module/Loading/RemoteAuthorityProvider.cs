namespace PSCredentials.Module.Loading;

/// <summary>The clients of remote authorities, loaded when they are first asked for, without the core. One a process: they hold no state of a session.</summary>
internal static class RemoteAuthorityProvider
{
    private static readonly EntryPoint<IRemoteAuthorityProvider> Vendors =
        new("PSCredentials.Vendors", "PSCredentials.Vendors", "PSCredentials.Vendors.RemoteAuthorityProvider");

    /// <summary>The provider.</summary>
    /// <exception cref="CredentialException">The clients are missing or cannot be loaded.</exception>
    internal static IRemoteAuthorityProvider Instance => Vendors.Instance;
}
