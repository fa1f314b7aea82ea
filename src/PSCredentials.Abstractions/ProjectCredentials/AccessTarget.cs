namespace PSCredentials;

/// <summary>A proxy or a group of proxies.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Which of the two it is.</param>
public sealed record AccessTarget(string Name, AccessTargetType Type = AccessTargetType.ApiProxy);
