namespace PSCredentials;

/// <summary>What the holder of an API key may do.</summary>
public enum ApiKeyRole
{
    /// <summary>Everything.</summary>
    Owner,

    /// <summary>Read and change one workspace.</summary>
    Editor,

    /// <summary>Read one workspace.</summary>
    Viewer,
}
