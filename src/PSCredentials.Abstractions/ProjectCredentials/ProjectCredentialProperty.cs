namespace PSCredentials;

/// <summary>A property of project credentials whose values can be listed.</summary>
public enum ProjectCredentialProperty
{
    /// <summary>The project.</summary>
    Project,

    /// <summary>The e-mail address.</summary>
    Email,

    /// <summary>The names of labels.</summary>
    LabelName,

    /// <summary>The values of one label.</summary>
    LabelValue,
}
