namespace PSCredentials.Pki;

/// <summary>A private key that signs certificates, lists and status answers, wherever it is. Safe to use from several threads.</summary>
/// <param name="algorithm">How it signs.</param>
internal abstract class SigningKey(SigningAlgorithm algorithm) : IDisposable
{
    /// <summary>The AlgorithmIdentifier of its signatures, DER.</summary>
    public byte[] AlgorithmIdentifier => Algorithm.Identifier;

    /// <summary>The length of its longest signature, in octets.</summary>
    public int MaximumSignatureLength => Algorithm.MaximumSignatureLength;

    /// <summary>Where it is, as a URI without secrets (RFC 7512); null for a key that the vault keeps itself.</summary>
    public abstract string? Uri { get; }

    /// <summary>How it signs.</summary>
    protected SigningAlgorithm Algorithm { get; } = algorithm;

    /// <summary>Signs.</summary>
    /// <param name="data">What to sign.</param>
    /// <param name="destination">Where the signature goes; at least <see cref="MaximumSignatureLength"/> octets.</param>
    /// <returns>The signature's length.</returns>
    /// <exception cref="CredentialException">It cannot be reached (<see cref="CredentialErrors.SigningKeyUnavailable"/>).</exception>
    public abstract int Sign(ReadOnlySpan<byte> data, Span<byte> destination);

    /// <summary>Makes sure that it can be reached, before something rests on it.</summary>
    /// <exception cref="CredentialException">It cannot (<see cref="CredentialErrors.SigningKeyUnavailable"/>).</exception>
    public abstract void EnsureAvailable();

    /// <summary>Copies out what has to be kept to sign with it again: the key itself, PKCS#8, or the PIN of the token that holds it.</summary>
    /// <returns>The caller's to clear; empty where nothing has to be kept.</returns>
    public abstract byte[] ExportSecret();

    /// <summary>Returns the public key.</summary>
    /// <returns>The content of the subjectPublicKey BIT STRING.</returns>
    public abstract byte[] ExportPublicKey();

    /// <inheritdoc/>
    public abstract void Dispose();
}
