using System.Management.Automation;
using System.Security;

namespace PSCredentials.Commands;

/// <summary>Reads the parameters that name a certificate authority that is brought: its files, or its key in a token.</summary>
internal static class CertificateAuthorityFiles
{
    /// <summary>The files.</summary>
    /// <param name="cmdlet">Whose location a relative path starts from.</param>
    /// <param name="path">The value of -CertificateAuthorityPath.</param>
    /// <param name="keyPath">The value of -CertificateAuthorityKeyPath.</param>
    /// <param name="password">The value of -CertificateAuthorityPassword.</param>
    /// <param name="tokenUri">The value of -Pkcs11Uri.</param>
    /// <param name="tokenPin">The value of -Pkcs11Pin.</param>
    /// <returns>What they hold, or null where none is named.</returns>
    /// <exception cref="CredentialException">A file does not exist or cannot be read, or only the others are given.</exception>
    internal static CertificateAuthoritySource? Read(
        PSCmdlet cmdlet, string? path, string? keyPath, SecureString? password, string? tokenUri, SecureString? tokenPin)
    {
        TokenKeySource? token = ReadToken(tokenUri, tokenPin);
        if (!string.IsNullOrEmpty(path))
        {
            return new CertificateAuthoritySource
            {
                Certificates = FilePath.ReadAll(FilePath.Resolve(cmdlet, path)),
                PrivateKey = string.IsNullOrEmpty(keyPath) ? default : FilePath.ReadAll(FilePath.Resolve(cmdlet, keyPath)),
                Password = password is null ? null : new SecretText(password),
                Token = token,
            };
        }

        return string.IsNullOrEmpty(keyPath) && password is null
            ? token is null ? null : new CertificateAuthoritySource { Token = token }
            : throw CredentialException.Invalid("CertificateAuthorityPath", "is needed with CertificateAuthorityKeyPath and CertificateAuthorityPassword.");
    }

    private static TokenKeySource? ReadToken(string? uri, SecureString? pin) =>
        !string.IsNullOrEmpty(uri) ? new TokenKeySource { Uri = uri, Pin = pin is null ? null : new SecretText(pin) }
        : pin is null ? null
        : throw CredentialException.Invalid("Pkcs11Uri", "is needed with Pkcs11Pin.");
}
