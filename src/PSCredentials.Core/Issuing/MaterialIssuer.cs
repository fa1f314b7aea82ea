using PSCredentials.Authority;
using PSCredentials.KubeConfigs;
using PSCredentials.Pki;
using PSCredentials.Policy;
using PSCredentials.Storage;

namespace PSCredentials.Issuing;

/// <summary>Makes the secret of an API credential: a token, a certificate in a bundle, or a kubeconfig.</summary>
internal sealed class MaterialIssuer(AuthorityContext authority, SlowWork slowWork)
{
    // Clocks of other machines run a little behind.
    private static readonly TimeSpan Backdating = TimeSpan.FromMinutes(5);

    /// <summary>Makes the secret for a credential whose facts are complete.</summary>
    /// <param name="credential">The facts.</param>
    /// <param name="ownKey">The key of a certificate whose private key stays with its owner, or null.</param>
    /// <param name="password">How a bundle gets its password; null where there is none, and a key that is made comes in PEM alone.</param>
    /// <param name="encryption">How the password protects it; null for the usual way.</param>
    /// <param name="clusters">Where a kubeconfig points; empty for anything else, and for a certificate without a new kubeconfig.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The secret, and what is kept of it.</returns>
    public async Task<IssuedMaterial> IssueAsync(
        ApiCredential credential,
        SubjectKey? ownKey,
        BundlePassword? password,
        Pkcs12Encryption? encryption,
        IReadOnlyList<ResolvedCluster> clusters,
        CancellationToken cancellationToken)
    {
        if (credential.Type.IsToken())
        {
            string token = TokenFormat.Create(credential.Type);
            return new IssuedMaterial(new IssuedSecret { Token = new SecretText(token) }, new SecretRecord(authority.Hasher.Hash(token), null, null), null, null, null);
        }

        DateTimeOffset notBefore = DateTimeOffset.FromUnixTimeSeconds((authority.Now() - Backdating).ToUnixTimeSeconds());
        var profile = new LeafProfile(CommonName(credential), credential.UserGroup, notBefore, credential.ExpiresAt, "urn:uuid:" + credential.Id)
        {
            AlternativeNames = AlternativeName.ReadAll(credential.SubjectAlternativeName),
            RevocationAddress = authority.RevocationAddress(),
            CommonNameField = credential.Type.IsService() || credential.Type.IsCertificate() ? "Name" : "Owner",
            OrganizationField = "UserGroup",
        };
        SubjectKey key = ownKey ?? await CreateKeyAsync(credential.KeyAlgorithm ?? KeyAlgorithm.EcdsaP256, cancellationToken);
        KnownCertificateAuthority issuer = authority.CertificateAuthorities.Current();
        IssuedCertificate certificate = issuer.Authority.Issue(profile, key);
        var secret = new IssuedSecret
        {
            Certificate = certificate.Der,
            Chain = issuer.Authority.Chain,
            PrivateKeyPem = ownKey is null ? new SecretText(certificate.GetPrivateKeyPem()) : null,
        };
        secret = ownKey is not null ? secret
            : password is not null ? await BundleAsync(secret, certificate, credential.Name, password, encryption ?? Pkcs12Encryption.Aes256, cancellationToken)
            : clusters.Count == 0 ? secret
            : secret with { KubeConfig = new SecretText(KubeConfig(credential, certificate, clusters)) };
        return new IssuedMaterial(
            secret,
            new SecretRecord(authority.Hasher.Hash(certificate.Der), notBefore, issuer.Row),
            issuer.Authority.Subject,
            Convert.ToHexString(certificate.SerialNumber),
            Convert.ToHexString(certificate.Sha256));
    }

    /// <summary>Refuses a bundle password that the policy does not allow, or what is said of a bundle where there is none.</summary>
    public void CheckBundle(CredentialType type, BundlePassword? password, Pkcs12Encryption? encryption, bool ownKey, bool withoutBundle)
    {
        BundlePassword.EnsureFits(password, encryption, type, ownKey, withoutBundle);
        if (password?.Chosen is { } chosen)
        {
            PasswordRules.Check(chosen, authority.Policy().MinimumBundlePasswordLength);
        }
    }

    // RFC 5280 limits a common name to 64 characters (ub-common-name); a longer credential name leaves it to the id. Kubernetes takes the common name
    // for the user, so that there the owner or the service has to fit.
    private static string CommonName(ApiCredential credential) =>
        credential.Type.IsKubeConfig() && !credential.Type.IsService() ? credential.Owner
        : credential.Type.IsKubeConfig() || credential.Name.Length <= 64 ? credential.Name
        : credential.Id;

    private static string KubeConfig(ApiCredential credential, IssuedCertificate certificate, IReadOnlyList<ResolvedCluster> clusters) =>
        KubeConfigDocument.Write(new KubeConfigSource(
            [.. clusters.Select(cluster => new KubeConfigCluster(cluster.Name, cluster.Server, cluster.CertificateAuthority))],
            credential.Name,
            credential.ClusterNamespace,
            certificate.GetCertificatePem(),
            certificate.GetPrivateKeyPem()));

    private Task<SubjectKey> CreateKeyAsync(KeyAlgorithm algorithm, CancellationToken cancellationToken) =>
        SubjectKeyGenerator.IsSlow(algorithm)
            ? slowWork.RunAsync(() => SubjectKeyGenerator.Create(algorithm), cancellationToken)
            : Task.FromResult(SubjectKeyGenerator.Create(algorithm));

    private async Task<IssuedSecret> BundleAsync(
        IssuedSecret secret,
        IssuedCertificate certificate,
        string name,
        BundlePassword password,
        Pkcs12Encryption encryption,
        CancellationToken cancellationToken)
    {
        string text = password.Chosen?.Reveal() ?? PasswordGenerator.Create();
        int iterations = PolicyDefaults.Pkcs12Iterations(authority.Policy(), password);
        byte[] bundle = await slowWork.RunAsync(
            () => Pkcs12Bundle.Build(certificate, secret.Chain, text, iterations, name, encryption), cancellationToken);
        return secret with { Pkcs12 = bundle, GeneratedPassword = password.IsGenerated ? new SecretText(text) : null };
    }
}
