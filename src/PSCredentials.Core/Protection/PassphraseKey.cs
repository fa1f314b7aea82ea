using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace PSCredentials.Protection;

/// <summary>A master key from a passphrase, by Argon2id (RFC 9106). The parameters are kept with the vault, so that they can rise.</summary>
internal static class PassphraseKey
{
    private const int MinimumLength = 8;

    // Stronger than the 19 MiB and 2 passes of the design, since a vault is opened once a session.
    private const int MemoryKibibytes = 64 * 1024;
    private const int Passes = 3;
    private const int Lanes = 1;

    /// <summary>Refuses a passphrase that is missing, too short or not well-formed.</summary>
    public static void Check(SecretText? passphrase)
    {
        if (passphrase is null || passphrase.Reveal().Length < MinimumLength)
        {
            throw CredentialException.Invalid("Passphrase", $"needs at least {MinimumLength} characters.");
        }

        Octets(passphrase);
    }

    /// <summary>Parameters with a fresh salt.</summary>
    public static Dictionary<string, string> NewParameters() => new()
    {
        ["kdf"] = "argon2id",
        ["salt"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)),
        ["memoryKiB"] = MemoryKibibytes.ToString(CultureInfo.InvariantCulture),
        ["passes"] = Passes.ToString(CultureInfo.InvariantCulture),
        ["lanes"] = Lanes.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Derives the key.</summary>
    public static byte[] Derive(SecretText passphrase, IReadOnlyDictionary<string, string> parameters)
    {
        int Number(string name, int most)
        {
            int value = int.Parse(parameters[name], NumberStyles.None, CultureInfo.InvariantCulture);
            return value <= most ? value : throw new CredentialException(CredentialErrors.StoreDamaged, $"The vault's {name} is out of bounds.");
        }

        var generator = new Argon2BytesGenerator();
        generator.Init(new Argon2Parameters.Builder(Argon2Parameters.Argon2id)
            .WithVersion(Argon2Parameters.Version13)
            .WithSalt(Convert.FromBase64String(parameters["salt"]))
            .WithMemoryAsKB(Number("memoryKiB", 1 << 20))
            .WithIterations(Number("passes", 64))
            .WithParallelism(Number("lanes", 16))
            .Build());
        var key = new byte[KeySealer.KeySize];
        byte[] text = Octets(passphrase);
        generator.GenerateBytes(text, key);
        CryptographicOperations.ZeroMemory(text);
        return key;
    }

    // One form however it was typed, so that it opens the vault from every keyboard.
    private static byte[] Octets(SecretText passphrase)
    {
        try
        {
            return Encoding.UTF8.GetBytes(passphrase.Reveal().Normalize(NormalizationForm.FormC));
        }
        catch (ArgumentException)
        {
            // Without the cause, whose message may tell of the text.
            throw CredentialException.Invalid("Passphrase", "is not well-formed Unicode.");
        }
    }
}
