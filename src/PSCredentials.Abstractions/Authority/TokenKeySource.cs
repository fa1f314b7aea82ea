namespace PSCredentials;

/// <summary>A private key in a PKCS#11 token: a hardware security module, a smart card, or a program that stands for one.</summary>
public sealed record TokenKeySource
{
    /// <summary>
    /// Where it is (RFC 7512): token, manufacturer, model, serial or slot-id name the token, object or id the key, module-path or module-name the token's library,
    /// and pin-source a file with the PIN. It is kept and shown; a PIN in it is refused.
    /// </summary>
    public string Uri { get; init; } = string.Empty;

    /// <summary>
    /// The token's PIN, which is kept sealed. Null takes it, whenever it is needed, from the file that pin-source names, else from the environment variable
    /// <c>PSCREDENTIALS_PKCS11_PIN</c>.
    /// </summary>
    public SecretText? Pin { get; init; }
}
