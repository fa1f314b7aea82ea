namespace PSCredentials;

/// <summary>What kind of thing an event is about.</summary>
public enum CredentialSubject
{
    /// <summary>The authority itself.</summary>
    Authority,

    /// <summary>An API credential.</summary>
    ApiCredential,

    /// <summary>An API key.</summary>
    ApiKey,

    /// <summary>A registered cluster.</summary>
    Cluster,

    /// <summary>The policy.</summary>
    Policy,

    /// <summary>A project's credential.</summary>
    ProjectCredential,

    /// <summary>A project.</summary>
    Project,

    /// <summary>A role.</summary>
    Role,

    /// <summary>An environment.</summary>
    Environment,

    /// <summary>A right; the name is that of the user or group.</summary>
    Right,

    /// <summary>A saved connection to a remote authority.</summary>
    Connection,

    /// <summary>A notification.</summary>
    Notification,

    /// <summary>A secret that the vault keeps.</summary>
    Secret,
}
