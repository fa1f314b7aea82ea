namespace PSCredentials;

/// <summary>One row of the error table: what an error is called, how it is classed and what to do about it.</summary>
/// <param name="Id">The stable ErrorId that scripts compare with.</param>
/// <param name="Code">The class of the error; it decides the PowerShell category and the wire status.</param>
/// <param name="RecommendedAction">What the user can do next, in one sentence.</param>
public sealed record CredentialErrorDefinition(string Id, CredentialErrorCode Code, string RecommendedAction);
