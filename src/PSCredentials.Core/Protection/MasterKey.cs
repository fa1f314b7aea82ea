using System.Security.Cryptography;

namespace PSCredentials.Protection;

/// <summary>The key that seals a vault's keys, and what has to be kept to find it again.</summary>
/// <param name="Protection">Where it comes from.</param>
/// <param name="Parameters">What finding it needs; nothing secret.</param>
/// <param name="Key">The key, 32 bytes.</param>
internal sealed record MasterKey(VaultProtection Protection, Dictionary<string, string> Parameters, byte[] Key)
{
    private const string KeyFileParameter = "file";
    private const string DpapiParameter = "blob";

    /// <summary>Refuses a protection that cannot be had here, before anything is made for it.</summary>
    public static void Check(VaultProtection protection, SecretText? passphrase)
    {
        if (!Enum.IsDefined(protection))
        {
            throw CredentialException.Invalid("Protection", $"{(int)protection} does not exist; allowed are {string.Join(", ", Enum.GetNames<VaultProtection>())}.");
        }

        if (passphrase is not null && protection != VaultProtection.Passphrase)
        {
            throw CredentialException.Invalid("Passphrase", $"does not go with protection {protection}; leave one of them out.");
        }

        if (protection == VaultProtection.Passphrase)
        {
            PassphraseKey.Check(passphrase);
        }
        else if (protection == VaultProtection.EnvironmentVariable)
        {
            FromEnvironment();
        }
        else if (protection == VaultProtection.Dpapi)
        {
            Dpapi.RequireWindows();
        }
    }

    /// <summary>Makes a new master key.</summary>
    public static MasterKey Create(VaultProtection protection, string folder, SecretText? passphrase)
    {
        Check(protection, passphrase);
        switch (protection)
        {
            case VaultProtection.Passphrase:
                Dictionary<string, string> parameters = PassphraseKey.NewParameters();
                return new MasterKey(protection, parameters, PassphraseKey.Derive(passphrase!, parameters));

            case VaultProtection.EnvironmentVariable:
                return new MasterKey(protection, [], FromEnvironment());

            case VaultProtection.Dpapi:
                byte[] random = RandomNumberGenerator.GetBytes(KeySealer.KeySize);
                return new MasterKey(protection, new() { [DpapiParameter] = Convert.ToBase64String(Dpapi.Protect(random)) }, random);

            default:
                return CreateKeyFile(folder);
        }
    }

    /// <summary>Finds the master key of a vault.</summary>
    public static byte[] Find(VaultProtection protection, IReadOnlyDictionary<string, string> parameters, string folder, SecretText? passphrase) =>
        protection switch
        {
            VaultProtection.Passphrase => PassphraseKey.Derive(
                passphrase ?? throw new CredentialException(CredentialErrors.MasterKeyMissing, $"The vault in '{folder}' is sealed with a passphrase, and none was given."),
                parameters),
            VaultProtection.EnvironmentVariable => FromEnvironment(),
            VaultProtection.Dpapi => Dpapi.Unprotect(Convert.FromBase64String(parameters[DpapiParameter])),
            _ => FromKeyFile(Path.Combine(folder, Path.GetFileName(parameters[KeyFileParameter]))),
        };

    /// <summary>Takes away the file of a master key that seals nothing any more.</summary>
    public static void Discard(VaultProtection protection, IReadOnlyDictionary<string, string> parameters, string folder)
    {
        if (protection == VaultProtection.KeyFile)
        {
            File.Delete(Path.Combine(folder, Path.GetFileName(parameters[KeyFileParameter])));
        }
    }

    private static MasterKey CreateKeyFile(string folder)
    {
        // A name of its own, so that the file of the key before stays until nothing needs it.
        string name = $"master-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.key";
        byte[] key = RandomNumberGenerator.GetBytes(KeySealer.KeySize);
        string path = Path.Combine(folder, name);
        try
        {
            Storage.VaultFile.WriteOwnerOnly(path, Convert.ToBase64String(key) + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Storage.StoreErrors.From(exception, path);
        }

        return new MasterKey(VaultProtection.KeyFile, new() { [KeyFileParameter] = name }, key);
    }

    private static byte[] FromKeyFile(string path)
    {
        try
        {
            return Decode(File.ReadAllText(path), $"The key file '{path}'");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CredentialException(CredentialErrors.MasterKeyMissing, $"The vault's key file '{path}' is missing.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Storage.StoreErrors.From(exception, path);
        }
    }

    private static byte[] FromEnvironment()
    {
        string? text = Environment.GetEnvironmentVariable(AuthorityOptions.MasterKeyVariable);
        return string.IsNullOrWhiteSpace(text)
            ? throw new CredentialException(CredentialErrors.MasterKeyMissing, $"The environment variable {AuthorityOptions.MasterKeyVariable} is not set.")
            : Decode(text, $"The environment variable {AuthorityOptions.MasterKeyVariable}");
    }

    private static byte[] Decode(string text, string source)
    {
        var key = new byte[KeySealer.KeySize];
        return Convert.TryFromBase64String(text.Trim(), key, out int written) && written == key.Length
            ? key
            : throw new CredentialException(CredentialErrors.MasterKeyRejected, $"{source} does not hold 32 bytes in base64.");
    }
}
