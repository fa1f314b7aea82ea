using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace PSCredentials.Pki.Pkcs11;

/// <summary>Takes up a key in a token as a user names it, before anything rests on it.</summary>
internal static class TokenKeys
{
    private const string Field = "Pkcs11Uri";

    /// <summary>Opens a key that was kept.</summary>
    /// <param name="uri">Where it is.</param>
    /// <param name="pin">What is kept of its PIN; copied.</param>
    /// <param name="subjectPublicKeyInfo">The public key of its certificate.</param>
    /// <returns>The key; the caller disposes it.</returns>
    public static TokenSigningKey Open(string uri, ReadOnlySpan<byte> pin, ReadOnlyMemory<byte> subjectPublicKeyInfo) =>
        new(Pkcs11Uri.Parse(uri), new TokenPin(pin.ToArray()), subjectPublicKeyInfo);

    /// <summary>Refuses a key that could not be used. Makes none.</summary>
    /// <param name="source">The key as the user names it.</param>
    /// <param name="algorithm">The kind of key that may be made; null where it has to be there.</param>
    /// <exception cref="CredentialException">It is not there, or is of another kind.</exception>
    public static void Check(TokenKeySource source, KeyAlgorithm? algorithm) =>
        With(source, SessionType.ReadOnly, (session, uri) => Describe(session, uri, algorithm));

    /// <summary>Takes a key up for a certificate that its public key goes into.</summary>
    /// <param name="source">The key as the user names it.</param>
    /// <param name="algorithm">The kind of key to make where there is none; null where it has to be there.</param>
    /// <returns>The key, which has signed, and its public key; the caller disposes it.</returns>
    /// <exception cref="CredentialException">It is not there, or is of another kind.</exception>
    public static (TokenSigningKey Key, byte[] SubjectPublicKeyInfo) Take(TokenKeySource source, KeyAlgorithm? algorithm)
    {
        byte[] publicKey =
            With(source, SessionType.ReadOnly, (session, uri) => Describe(session, uri, algorithm))
            ?? With(source, SessionType.ReadWrite, (session, uri) =>
            {
                TokenKeyGenerator.Generate(session, uri, algorithm!.Value);
                return Describe(session, uri, algorithm) ?? throw session.NotFound();
            });
        return (Take(source, publicKey), publicKey);
    }

    /// <summary>Takes up the key of a certificate that is brought.</summary>
    /// <param name="source">The key as the user names it.</param>
    /// <param name="subjectPublicKeyInfo">The certificate's public key.</param>
    /// <returns>The key, which has proven by a signature to be the certificate's; the caller disposes it.</returns>
    /// <exception cref="CredentialException">It is another, or cannot be used.</exception>
    public static TokenSigningKey Take(TokenKeySource source, ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        Pkcs11Uri uri = Pkcs11Uri.Parse(source.Uri);
        var key = new TokenSigningKey(uri, TokenPin.Take(source.Pin, uri), subjectPublicKeyInfo);
        try
        {
            key.EnsureAvailable();
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Reads the public key of a key that is in the token.</summary>
    /// <param name="source">The key as the user names it.</param>
    /// <returns>SubjectPublicKeyInfo; null where the token does not say it.</returns>
    /// <exception cref="CredentialException">It is not there.</exception>
    public static byte[]? ReadPublicKey(TokenKeySource source) =>
        With(source, SessionType.ReadOnly, (session, uri) => Read(session, uri, session.FindPrivateKey() ?? throw session.NotFound()));

    // Null where it may be made and is not there.
    private static byte[]? Describe(TokenSession session, Pkcs11Uri uri, KeyAlgorithm? algorithm)
    {
        if (session.FindPrivateKey() is not { } privateKey)
        {
            return algorithm is null ? throw session.NotFound() : null;
        }

        byte[] publicKey = Read(session, uri, privateKey) ?? throw CredentialException.Invalid(
            Field, "names a private key whose public key the token does not have; bring a certificate for it with CertificateAuthorityPath.");
        using AsymmetricAlgorithm imported = Import(publicKey);
        return algorithm is null || SigningAlgorithm.Of(imported).Kind == algorithm
            ? publicKey
            : throw CredentialException.Invalid("KeyAlgorithm", $"is {algorithm}, but there is a key of another kind in the token already.");
    }

    private static byte[]? Read(TokenSession session, Pkcs11Uri uri, IObjectHandle privateKey)
    {
        try
        {
            return TokenPublicKey.Read(session, privateKey);
        }
        catch (CryptographicException error)
        {
            throw TokenErrors.Unavailable(uri, $"its public key cannot be read: {error.Message.TrimEnd('.')}", error);
        }
    }

    private static AsymmetricAlgorithm Import(byte[] publicKey)
    {
        try
        {
            return SigningAlgorithm.ImportPublic(publicKey);
        }
        catch (CryptographicException error)
        {
            throw new CredentialException(
                CredentialErrors.InvalidArgument, $"{Field} names a key that no certificate authority can have. {error.Message}", error);
        }
    }

    private static T With<T>(TokenKeySource source, SessionType type, Func<TokenSession, Pkcs11Uri, T> work)
    {
        Pkcs11Uri uri = Pkcs11Uri.Parse(source.Uri);
        using TokenPin pin = TokenPin.Take(source.Pin, uri);
        try
        {
            using TokenSession session = TokenSession.Open(uri, pin, type);
            return work(session, uri);
        }
        catch (Pkcs11Exception error)
        {
            throw TokenErrors.Unavailable(uri, error);
        }
    }
}
