namespace PSCredentials;

/// <summary>What was done to a credential that an environment has to hear of.</summary>
public enum DeploymentAction
{
    /// <summary>It was made.</summary>
    Create,

    /// <summary>Its facts or grants were changed.</summary>
    Update,

    /// <summary>Its password was changed.</summary>
    ChangePassword,

    /// <summary>It was switched on.</summary>
    Enable,

    /// <summary>It was switched off.</summary>
    Disable,

    /// <summary>It expired.</summary>
    Expire,

    /// <summary>It was deleted.</summary>
    Remove,

    /// <summary>It was deployed as it is, on request or for a new environment.</summary>
    Publish,
}
