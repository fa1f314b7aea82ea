using System.Net;
using System.Security;

namespace PSCredentials;

/// <summary>
/// A secret on its way in or out of an authority. Its text comes out of <see cref="Reveal"/> alone: not of <see cref="ToString"/>, not of a
/// property, so that no view, serializer or log finds it.
/// </summary>
public sealed class SecretText : IEquatable<SecretText>
{
    private readonly string _text;

    /// <summary>Wraps a text.</summary>
    /// <param name="text">The secret.</param>
    public SecretText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>Copies a secure string.</summary>
    /// <param name="secureString">The secret.</param>
    public SecretText(SecureString secureString)
    {
        ArgumentNullException.ThrowIfNull(secureString);
        _text = new NetworkCredential(string.Empty, secureString).Password;
    }

    /// <summary>Returns the secret itself.</summary>
    /// <returns>The text.</returns>
    public string Reveal() => _text;

    /// <summary>Returns the secret as a new read-only secure string.</summary>
    /// <returns>A secure string that the caller owns.</returns>
    public SecureString ToSecureString()
    {
        var secure = new SecureString();
        foreach (char c in _text)
        {
            secure.AppendChar(c);
        }

        secure.MakeReadOnly();
        return secure;
    }

    /// <inheritdoc/>
    public bool Equals(SecretText? other) =>
        other is not null
        && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(_text.AsSpan()),
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(other._text.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SecretText);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Never the secret.</summary>
    /// <returns>A constant mask.</returns>
    public override string ToString() => "********";
}
