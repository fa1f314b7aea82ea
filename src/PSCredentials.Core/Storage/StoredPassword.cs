using PSCredentials.Protection;

namespace PSCredentials.Storage;

/// <summary>What the store keeps of a password.</summary>
/// <param name="Hash">The hash it is compared with.</param>
/// <param name="SealedFileHash">The hash for password files, sealed; null where the project has none.</param>
internal sealed record StoredPassword(PasswordHash Hash, byte[]? SealedFileHash);
