namespace PSCredentials;

/// <summary>A property of API keys whose values an authority can list.</summary>
public enum ApiKeyProperty
{
    /// <summary>The workspace.</summary>
    Workspace,

    /// <summary>The user.</summary>
    UserName,

    /// <summary>The names of labels.</summary>
    LabelName,

    /// <summary>The values of one label.</summary>
    LabelValue,
}
