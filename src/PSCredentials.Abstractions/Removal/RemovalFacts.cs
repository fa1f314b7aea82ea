namespace PSCredentials;

/// <summary>What is known of a removal.</summary>
/// <param name="RemovedAt">When.</param>
/// <param name="RemovedBy">Who did it.</param>
/// <param name="RestorableUntil">Until when it can be undone.</param>
public sealed record RemovalFacts(DateTimeOffset RemovedAt, string RemovedBy, DateTimeOffset RestorableUntil);
