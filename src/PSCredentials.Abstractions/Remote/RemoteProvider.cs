namespace PSCredentials;

/// <summary>What speaks at the other end of a connection. The names are those of <see cref="CredentialAuthorityInfo.Provider"/>.</summary>
public enum RemoteProvider
{
    /// <summary>This project's own service, with all that an embedded authority can do.</summary>
    PSCredentials,

    /// <summary>F5 Distributed Cloud: API credentials and service credentials.</summary>
    F5Xc,

    /// <summary>KubeSlice Manager: API keys.</summary>
    KubeSlice,

    /// <summary>Apinizer: the credentials of projects.</summary>
    Apinizer,
}
