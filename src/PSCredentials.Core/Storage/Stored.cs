namespace PSCredentials.Storage;

/// <summary>A record with the number of its row, by which the store finds it again.</summary>
internal sealed record Stored<T>(long Row, T Value);
