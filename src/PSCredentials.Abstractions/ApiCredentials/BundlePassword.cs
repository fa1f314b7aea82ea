namespace PSCredentials;

/// <summary>How a PKCS#12 bundle gets its password: the one given, or one made and returned once.</summary>
public sealed class BundlePassword
{
    private BundlePassword(SecretText? chosen) => Chosen = chosen;

    /// <summary>The password that was given, or null when one shall be made.</summary>
    public SecretText? Chosen { get; }

    /// <summary>Whether a password shall be made.</summary>
    public bool IsGenerated => Chosen is null;

    /// <summary>A password shall be made and returned on the issued object, once.</summary>
    public static BundlePassword Generate { get; } = new(null);

    /// <summary>The password is given.</summary>
    /// <param name="password">The password; policy sets its least length.</param>
    /// <returns>The choice.</returns>
    public static BundlePassword Use(SecretText password)
    {
        ArgumentNullException.ThrowIfNull(password);
        return new BundlePassword(password);
    }

    /// <summary>Checks that a type gets a password where it needs one, and none where it has no bundle. Contract: F5 Distributed Cloud, password of a certificate.</summary>
    /// <param name="password">The choice, or null for none.</param>
    /// <param name="encryption">How it protects the bundle, or null where that is left open.</param>
    /// <param name="type">The type of the credential.</param>
    /// <param name="ownKey">Whether the private key stays with its owner, so that there is no bundle.</param>
    /// <param name="withoutBundle">Whether the private key shall come in PEM alone.</param>
    /// <exception cref="CredentialException">They do not go together.</exception>
    public static void EnsureFits(BundlePassword? password, Pkcs12Encryption? encryption, CredentialType type, bool ownKey, bool withoutBundle = false)
    {
        if (encryption is { } kind && !Enum.IsDefined(kind))
        {
            throw CredentialException.Invalid("Pkcs12Encryption", $"{(int)kind} is no encryption; allowed are {string.Join(", ", Enum.GetNames<Pkcs12Encryption>())}.");
        }

        if (ownKey && !type.IsCertificate())
        {
            throw CredentialException.Invalid("CertificateRequest", $"does not go with type {type}: only certificates are issued for a key of the user's own.");
        }

        if (ownKey && password is not null)
        {
            throw CredentialException.Invalid("Password", "does not go with a certificate request: the private key stays with its owner, and there is no bundle.");
        }

        if (withoutBundle && !type.IsCertificate())
        {
            throw CredentialException.Invalid("WithoutBundle", $"does not go with type {type}: only certificates come in a bundle that can be left out.");
        }

        if (withoutBundle && password is not null)
        {
            throw CredentialException.Invalid("Password", "does not go with WithoutBundle: there is no bundle that it could protect.");
        }

        if (type.IsCertificate() && !ownKey && !withoutBundle && password is null)
        {
            throw new CredentialException(CredentialErrors.PasswordNotAllowed, $"Password is required for type {type}: it protects the PKCS#12 bundle.");
        }

        if (!type.IsCertificate() && password is not null)
        {
            throw CredentialException.Invalid("Password", $"does not go with type {type}: only certificates come in a bundle with a password.");
        }

        if (encryption is not null && (ownKey || withoutBundle || !type.IsCertificate()))
        {
            throw CredentialException.Invalid("Pkcs12Encryption", "does not go with what has no PKCS#12 bundle: only certificates whose key is made here come in one.");
        }
    }
}
