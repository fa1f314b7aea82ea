using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Contract.Tests.Suite.Subjects;

/// <summary>A subject whose secrets this project's own authority verifies.</summary>
public abstract class VerifiedSubject : Subject
{
    /// <summary>The authority that verifies, asked past whatever is under test.</summary>
    protected abstract ICredentialVerifier Verifier { get; }

    public override async Task<bool> AcceptsTokenAsync(string token) => (await Verifier.VerifyTokenAsync(token, null, CancellationToken.None)).IsValid;

    public override async Task<bool> AcceptsCertificateAsync(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return (await Verifier.VerifyCertificateAsync(certificate.RawData, null, CancellationToken.None)).IsValid;
    }

    public override async Task<bool> AcceptsApiKeyAsync(string key) => (await Verifier.VerifyApiKeyAsync(key, null, CancellationToken.None)).IsValid;

    public override async Task<bool> AcceptsPasswordAsync(string username, string password) =>
        (await Verifier.VerifyPasswordAsync(username, new SecretText(password), null, null, CancellationToken.None)).IsValid;
}
