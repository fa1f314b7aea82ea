using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PSCredentials;

/// <summary>
/// A credential with its secret, as issue and rotation return it, once. The secret is in no text property; it comes as
/// <see cref="SecureString"/>, as a certificate, or out of a method, which no view and no serializer calls.
/// </summary>
public sealed record IssuedApiCredential : ApiCredential
{
    private readonly IssuedSecret _secret;
    private X509Certificate2? _certificate;

    /// <summary>Joins a credential and its secret.</summary>
    /// <param name="credential">The facts.</param>
    /// <param name="secret">The secret.</param>
    public IssuedApiCredential(ApiCredential credential, IssuedSecret secret)
        : base(credential)
    {
        ArgumentNullException.ThrowIfNull(secret);
        _secret = secret;
    }

    /// <summary>The token, for <c>Invoke-RestMethod -Token</c>; null for certificates and kubeconfigs.</summary>
    public SecureString? Token => _secret.Token?.ToSecureString();

    /// <summary>The password made for the bundle, where one was made; null otherwise.</summary>
    public SecureString? Password => _secret.GeneratedPassword?.ToSecureString();

    /// <summary>Whether the private key came with it: not with a token, nor with a certificate whose key stayed with its owner.</summary>
    public bool HasPrivateKey => _secret.PrivateKeyPem is not null || !_secret.Pkcs12.IsEmpty;

    /// <summary>
    /// The client certificate, for <c>Invoke-RestMethod -Certificate</c>; null for tokens. It has its private key, unless that stayed with its owner,
    /// or is an Ed25519 key, which .NET cannot hold.
    /// </summary>
    public X509Certificate2? Certificate
    {
        get
        {
            if (_certificate is null && !_secret.Certificate.IsEmpty)
            {
                _certificate = _secret.PrivateKeyPem is { } key && KeyAlgorithm != PSCredentials.KeyAlgorithm.Ed25519
                    ? X509Certificate2.CreateFromPem(GetCertificatePem(), key.Reveal())
                    : X509CertificateLoader.LoadCertificate(_secret.Certificate.Span);
            }

            return _certificate;
        }
    }

    /// <summary>The headers that present the token: <c>APIToken</c>, or <c>Bearer</c> for SCIM (RFC 6750).</summary>
    /// <returns>A table for <c>Invoke-RestMethod -Headers</c>.</returns>
    /// <exception cref="CredentialException">The credential is not a token.</exception>
    public Dictionary<string, string> GetAuthorizationHeader() =>
        new() { ["Authorization"] = (Type == CredentialType.ScimApiToken ? "Bearer " : "APIToken ") + GetToken() };

    /// <summary>The token as text.</summary>
    /// <returns>The token.</returns>
    /// <exception cref="CredentialException">The credential is not a token.</exception>
    public string GetToken() => (_secret.Token ?? throw Lacks("token")).Reveal();

    /// <summary>The made password as text.</summary>
    /// <returns>The password.</returns>
    /// <exception cref="CredentialException">No password was made.</exception>
    public string GetPassword() => (_secret.GeneratedPassword ?? throw Lacks("generated password")).Reveal();

    /// <summary>The PKCS#12 bundle, protected by its password.</summary>
    /// <returns>A copy of its bytes.</returns>
    /// <exception cref="CredentialException">The credential is not a certificate, or the key stayed with its owner.</exception>
    public byte[] GetPkcs12() => _secret.Pkcs12.IsEmpty ? throw Lacks("PKCS#12 bundle") : _secret.Pkcs12.ToArray();

    /// <summary>The kubeconfig.</summary>
    /// <returns>YAML text with the private key in it.</returns>
    /// <exception cref="CredentialException">The credential is not a kubeconfig.</exception>
    public string GetKubeConfig() => (_secret.KubeConfig ?? throw Lacks("kubeconfig")).Reveal();

    /// <summary>The client certificate, DER (RFC 5280).</summary>
    /// <returns>A copy of its bytes.</returns>
    /// <exception cref="CredentialException">The credential is a token.</exception>
    public byte[] GetCertificate() => _secret.Certificate.IsEmpty ? throw Lacks("certificate") : _secret.Certificate.ToArray();

    /// <summary>The client certificate in PEM (RFC 7468).</summary>
    /// <returns>One certificate.</returns>
    /// <exception cref="CredentialException">The credential is a token.</exception>
    public string GetCertificatePem() =>
        _secret.Certificate.IsEmpty ? throw Lacks("certificate") : PemEncoding.WriteString("CERTIFICATE", _secret.Certificate.Span) + "\n";

    /// <summary>The certificates above the client certificate, in PEM, the issuer first.</summary>
    /// <returns>The certificates one after the other.</returns>
    public string GetChainPem()
    {
        var pem = new StringBuilder();
        foreach (ReadOnlyMemory<byte> certificate in _secret.Chain)
        {
            pem.Append(PemEncoding.WriteString("CERTIFICATE", certificate.Span)).Append('\n');
        }

        return pem.ToString();
    }

    /// <summary>The private key in PEM (PKCS#8), not encrypted.</summary>
    /// <returns>The key.</returns>
    /// <exception cref="CredentialException">The credential is a token, or the key stayed with its owner.</exception>
    public string GetPrivateKeyPem() => (_secret.PrivateKeyPem ?? throw Lacks("private key")).Reveal();

    /// <summary>All parts of the secret, for what hands it on.</summary>
    /// <returns>The parts.</returns>
    public IssuedSecret GetSecret() => _secret;

    private CredentialException Lacks(string part) =>
        new(
            CredentialErrors.InvalidState,
            Type.IsCertificate() && !HasPrivateKey
                ? $"Credential '{Name}' has no {part}: the key stayed with its owner, who made the certification request."
                : $"Credential '{Name}' is of type {Type} and has no {part}.");
}
