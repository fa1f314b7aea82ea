namespace PSCredentials;

/// <summary>A record's place in the order of a list, from which the list goes on, whatever was added or removed meanwhile.</summary>
/// <param name="Scope">The record's namespace, workspace or project.</param>
/// <param name="Name">Its name or username.</param>
/// <param name="Id">Its identifier, by which lists are ordered whose query gives the beginning of one.</param>
public sealed record ListPlace(string Scope, string Name, string Id);
