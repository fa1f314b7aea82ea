using System.Security.Cryptography;

namespace PSCredentials.Protection;

/// <summary>Data protection by the user's Windows account.</summary>
internal static class Dpapi
{
    /// <summary>Protects a key.</summary>
    public static byte[] Protect(byte[] key) =>
        OperatingSystem.IsWindows() ? ProtectedData.Protect(key, null, DataProtectionScope.CurrentUser) : throw NotHere();

    /// <summary>Opens what <see cref="Protect"/> made.</summary>
    public static byte[] Unprotect(byte[] blob)
    {
        try
        {
            return OperatingSystem.IsWindows() ? ProtectedData.Unprotect(blob, null, DataProtectionScope.CurrentUser) : throw NotHere();
        }
        catch (CryptographicException exception)
        {
            throw new CredentialException(CredentialErrors.MasterKeyRejected, "The vault is sealed for another Windows account.", exception);
        }
    }

    /// <summary>Refuses other systems.</summary>
    public static void RequireWindows()
    {
        if (!OperatingSystem.IsWindows())
        {
            throw NotHere();
        }
    }

    private static CredentialException NotHere() =>
        new(CredentialErrors.NotSupported, "Protection Dpapi exists on Windows alone; use KeyFile, Passphrase or EnvironmentVariable.");
}
