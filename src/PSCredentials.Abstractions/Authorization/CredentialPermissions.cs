namespace PSCredentials;

/// <summary>What may be done in a scope.</summary>
[Flags]
public enum CredentialPermissions
{
    /// <summary>Nothing: the scope does not exist for who asks.</summary>
    None = 0,

    /// <summary>To see what is there, never a secret.</summary>
    View = 1,

    /// <summary>To issue, change and end.</summary>
    Manage = 2,

    /// <summary>To bring a project's credentials to its environments.</summary>
    Deploy = 4,

    /// <summary>To give and take rights, to read whole API keys, and to say where credentials are deployed.</summary>
    Administer = 8,

    /// <summary>All of them.</summary>
    All = View | Manage | Deploy | Administer,
}
