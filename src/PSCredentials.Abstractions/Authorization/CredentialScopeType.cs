namespace PSCredentials;

/// <summary>What a right is about.</summary>
public enum CredentialScopeType
{
    /// <summary>The authority itself and all that is in it.</summary>
    Authority,

    /// <summary>The API credentials of a namespace.</summary>
    Namespace,

    /// <summary>The API keys of a workspace.</summary>
    Workspace,

    /// <summary>A project with its credentials.</summary>
    Project,
}
