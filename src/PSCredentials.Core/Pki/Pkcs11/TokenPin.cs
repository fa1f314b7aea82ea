using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Pki.Pkcs11;

/// <summary>
/// The PIN of a token: the one that the vault keeps, else what the file holds that the key's URI names, else the environment variable's value. The last two are read
/// whenever they are needed.
/// </summary>
/// <param name="kept">The one that is kept, UTF-8; empty where none is. Owned by this object.</param>
internal sealed class TokenPin(byte[] kept) : IDisposable
{
    private const int MaximumLength = 1024;

    private readonly Lock _gate = new();
    private bool _disposed;

    /// <summary>Takes a PIN that a user gives.</summary>
    /// <param name="pin">The PIN; null where it is found elsewhere.</param>
    /// <param name="uri">The key.</param>
    /// <returns>The PIN.</returns>
    /// <exception cref="CredentialException">It is empty, or the URI names another place for it.</exception>
    public static TokenPin Take(SecretText? pin, Pkcs11Uri uri)
    {
        const string Field = "Pkcs11Pin";
        string text = pin?.Reveal() ?? string.Empty;
        if (pin is not null && (text.Length is 0 or > MaximumLength || text.Contains('\0', StringComparison.Ordinal)))
        {
            throw CredentialException.Invalid(Field, "is empty, too long, or holds a NUL character.");
        }

        return pin is not null && uri.PinFile is not null
            ? throw CredentialException.Invalid(Field, "does not go with a pin-source in Pkcs11Uri.")
            : new TokenPin(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Copies out what is kept.</summary>
    /// <returns>The caller's to clear; empty where the PIN is found elsewhere.</returns>
    public byte[] Export()
    {
        // What was cleared must not be taken for the PIN: the token would count it as a wrong one.
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return [.. kept];
        }
    }

    /// <summary>Finds the PIN.</summary>
    /// <param name="uri">The key.</param>
    /// <returns>UTF-8; the caller's to clear. Null where there is none.</returns>
    /// <exception cref="CredentialException">Its file cannot be read.</exception>
    public byte[]? Find(Pkcs11Uri uri)
    {
        if (kept.Length > 0)
        {
            return Export();
        }

        if (uri.PinFile is { } file)
        {
            return ReadFile(uri, file);
        }

        return Environment.GetEnvironmentVariable(AuthorityOptions.Pkcs11PinVariable) is { Length: > 0 } value ? Encoding.UTF8.GetBytes(value) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(kept);
        }
    }

    private static byte[] ReadFile(Pkcs11Uri uri, string file)
    {
        try
        {
            return Encoding.UTF8.GetBytes(File.ReadLines(file).FirstOrDefault() ?? string.Empty);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw TokenErrors.Unavailable(uri, $"the file of its PIN cannot be read: {error.Message}", error);
        }
    }
}
