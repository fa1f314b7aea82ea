namespace PSCredentials;

/// <summary>The three families of credentials. The numbers are stored and do not change.</summary>
public enum CredentialFamily
{
    /// <summary>Tokens, client certificates and kubeconfigs.</summary>
    ApiCredential = 0,

    /// <summary>API keys.</summary>
    ApiKey = 1,

    /// <summary>The credentials of projects.</summary>
    ProjectCredential = 2,
}
