namespace PSCredentials.Storage;

/// <summary>An API key as it is kept.</summary>
/// <param name="Hash">The keyed hash it is found by.</param>
/// <param name="Sealed">The encrypted copy, which its contract needs for lists.</param>
/// <param name="Hint">Its last four characters, so that lists can mask without opening the copy.</param>
internal sealed record SealedKey(byte[] Hash, byte[] Sealed, string Hint);
