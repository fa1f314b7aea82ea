using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using PSCredentials.Vendors;
using PSCredentials.Vendors.F5Xc;
using PSCredentials.Vendors.F5Xc.Client;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>The forms in which answers of contract 1 come.</summary>
public sealed class F5XcReadingTests
{
    [Theory]
    [InlineData("""{"uid":"u","name":"nightly","type":"SERVICE_API_TOKEN","user_email":"ada","create_timestamp":"2026-01-02T03:04:05Z","expiry_timestamp":"2099-01-02T03:04:05.678901234Z","active":true,"namespace":"system","namespace_access":{"namespace_role_map":{"one":{"names":["r"]}}},"user_group_names":["g"],"more":[1]}""")]
    [InlineData("""{"uid":"u","name":"nightly","type":3,"userEmail":"ada","createTimestamp":"2026-01-02T03:04:05+00:00","expiryTimestamp":"2099-01-02T03:04:05.678901234Z","active":true,"namespace":"system","namespaceAccess":{"namespaceRoleMap":{"one":{"names":["r",null]},"two":null,"three":{}}},"userGroupNames":["g"]}""")]
    public void AnItemIsReadInEitherSpelling(string json)
    {
        ApiCredential credential = Facts().Of(Read<ServiceCredentialItem>(json), "system")!.Facts;

        Assert.Equal(("u", "nightly", CredentialType.ServiceApiToken, "ada", "system", CredentialState.Active), (credential.Id, credential.Name, credential.Type, credential.Owner, credential.Namespace, credential.State));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), credential.CreatedAt);
        Assert.Equal(2099, credential.ExpiresAt.Year);
        Assert.Equal([new NamespaceRole("one", "r")], credential.NamespaceRole);
        Assert.Equal(["g"], credential.UserGroup);
    }

    [Fact]
    public void AnItemMayLackAllButItsNameAndType()
    {
        ReadCredential read = Facts().Of(Read<ServiceCredentialItem>("""{"name":"nightly","type":"API_TOKEN","expiry_timestamp":null,"active":null,"user_group_names":null,"namespace_access":null}"""), "system")!;
        Assert.Equal(("system", CredentialState.Disabled, true), (read.Facts.Namespace, read.Facts.State, read.IsDisabled));
        Assert.Null(Facts().Of(Read<ServiceCredentialItem>("""{"name":"nightly","type":"A_TYPE_OF_THE_FUTURE"}"""), "system"));
        Assert.Null(Facts().Of(Read<ServiceCredentialItem>("""{"name":"nightly","type":99}"""), "system"));
        Assert.Null(Facts().Of(Read<ServiceCredentialItem>("""{"type":"API_TOKEN"}"""), "system"));
        Assert.Null(Read<CredentialListResponse>("{}").Items);
    }

    [Theory]
    [InlineData("""{"object":{"metadata":{"name":"nightly","disable":false},"systemMetadata":{"uid":"u","deletionTimestamp":"2026-01-01T00:00:00Z","creatorId":"ada"},"spec":{"gcSpec":{"type":2,"virtualK8sName":"k","certificateSerialNum":"0a","expirationTimestamp":"2099-01-01T00:00:00Z"}}}}""", CredentialState.Revoked, true)]
    [InlineData("""{"object":{"metadata":{"name":"nightly","uid":"u","disable":true},"system_metadata":{"creator_id":"ada"},"spec":{"gc_spec":{"type":"API_TOKEN","virtual_k8s_name":"k","certificate_serial_num":"0A","active":true,"expiration_timestamp":"2020-01-01T00:00:00Z"}}}}""", CredentialState.Expired, true)]
    [InlineData("""{"object":{"metadata":{"name":"nightly","uid":"u"},"spec":{"gc_spec":{"type":"API_TOKEN","users":[{"name":"ada"}],"virtual_k8s_name":"k","certificate_serial_num":"0A","active":false,"expiration_timestamp":"2020-01-01T00:00:00Z"}}}}""", CredentialState.Expired, null)]
    [InlineData("""{"object":{"metadata":{"name":"nightly","uid":"u"},"spec":{"gc_spec":{"type":"API_TOKEN","users":[{"name":"ada"}],"virtual_k8s_name":"k","certificate_serial_num":"0A","active":true,"expiration_timestamp":"2099-01-01T00:00:00Z"}}}}""", CredentialState.Active, false)]
    public void AnObjectTellsWhatItHas(string json, CredentialState state, bool? isDisabled)
    {
        ReadCredential read = Facts().Of(Read<GetResponse>(json), "system")!;
        Assert.Equal((state, isDisabled), (read.Facts.State, read.IsDisabled));
        Assert.Equal(("u", "ada", "k", "0A", "vendor"), (read.Facts.Id, read.Facts.Owner, read.Facts.ClusterName.ToString(), read.Facts.SerialNumber, read.Facts.Authority));
        Assert.Null(read.Facts.Fingerprint);
    }

    [Fact]
    public void ABodyHasNoFieldThatWasNotGiven()
    {
        string json = JsonSerializer.Serialize(new CreateServiceRequest { Name = "nightly", ApiToken = new EmptyChoice() }, F5XcJson.TypeOf<CreateServiceRequest>());
        Assert.Equal("""{"name":"nightly","api_token":{}}""", json);
    }

    [Theory]
    [InlineData("api/web/namespaces/system/api_credentials", "AlreadyExists")]
    [InlineData("api/web/namespaces/system/revoke/api_credentials", "AlreadyRevoked")]
    [InlineData("api/web/namespaces/system/renew/service_credentials", "AlreadyRevoked")]
    [InlineData("api/web/namespaces/revoke/api_credentials", "AlreadyExists")]
    public void AConflictIsWhatWasAsked(string path, string errorId) => Assert.Equal(errorId, Error(RemoteRequest.Of(HttpMethod.Post, path), 409, "{}").ErrorId);

    [Theory]
    [InlineData("""{"code":7,"message":"their words","details":[{"@type":"x"}]}""", "application/json", "their words")]
    [InlineData("\"their words\"", "application/json", "their words")]
    [InlineData("their words", "text/plain", "their words")]
    [InlineData("<html>sign in</html>", "text/html", "GET /list was answered 403 without a reason.")]
    [InlineData("{\"message\":5}", "application/json", "GET /list was answered 403 without a reason.")]
    [InlineData("{\"mess", "application/json", "GET /list was answered 403 without a reason.")]
    [InlineData("", null, "GET /list was answered 403 without a reason.")]
    public void AnErrorHasTheVendorsWords(string body, string? type, string message)
    {
        CredentialException error = Error(RemoteRequest.Get("list"), 403, body, type);
        Assert.Equal(("NotAuthorized", message), (error.ErrorId, error.Message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ABundleIsReadInModernAndOldEncryption(bool isOld)
    {
        using var key = RSA.Create(2048);
        (X509Certificate2 leaf, X509Certificate2 issuer) = Certificates(key);
        PbeParameters encryption = isOld
            ? new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, 2000)
            : new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2000);
        byte[] bundle = Bundle(key, [issuer, leaf], encryption, "a password");

        IssuedSecret secret = SecretReader.Read(CredentialType.ApiCertificate, new SecretText(Convert.ToBase64String(bundle)), new SecretText("a password"), Unexpected);

        Assert.Equal(bundle, secret.Pkcs12.ToArray());
        Assert.Equal(leaf.RawData, secret.Certificate.ToArray());
        Assert.Equal(issuer.RawData, Assert.Single(secret.Chain).ToArray());
        using var read = RSA.Create();
        read.ImportFromPem(secret.PrivateKeyPem!.Reveal());
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), read.ExportSubjectPublicKeyInfo());
        ApiCredential facts = CertificateFacts.Add(new ApiCredential(), secret.Certificate);
        Assert.Equal((KeyAlgorithm.Rsa2048, leaf.SerialNumber, Convert.ToHexString(SHA256.HashData(leaf.RawData))), (facts.KeyAlgorithm, facts.SerialNumber, facts.Fingerprint));
    }

    [Fact]
    public void ABundleThatCannotBeOpenedIsHandedOn()
    {
        using var key = RSA.Create(2048);
        byte[] bundle = Bundle(key, [Certificates(key).Leaf], new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2000), "another password");

        IssuedSecret secret = SecretReader.Read(CredentialType.ApiCertificate, new SecretText(Convert.ToBase64String(bundle)), new SecretText("a password"), Unexpected);

        Assert.Equal(bundle, secret.Pkcs12.ToArray());
        Assert.True(secret.Certificate.IsEmpty);
        Assert.Throws<CredentialException>(() => SecretReader.Read(
            CredentialType.ApiCertificate, new SecretText("no base64!"), new SecretText("a password"), why => new CredentialException(CredentialErrors.AnswerNotUnderstood, why)));
    }

    [Theory]
    [InlineData("users:\n- name: a\n  user:\n    client-certificate-data: {0}\n    client-key-data: \"{1}\"\n", true)]
    [InlineData("{{\"users\":[{{\"user\":{{\"client-key-data\":\"{1}\",\"client-certificate-data\":\"{0}\"}}}}]}}", true)]
    [InlineData("users: [{{user: {{client-certificate-data: '{0}', client-key-data: '{1}'}}}}]", true)]
    [InlineData("users:\n- user:\n    client-certificate-data: {0}\n    client-key-data: {1}\n- user:\n    client-certificate-data: AAAA\n", false)]
    [InlineData("users:\n- user:\n    token: abc\n", false)]
    [InlineData("users:\n- user:\n    client-certificate-data: AAAA\n    client-key-data: AAAA\n", false)]
    public void AKubeConfigIsTakenApartWhereItHasOneUser(string form, bool isTakenApart)
    {
        using var key = RSA.Create(2048);
        X509Certificate2 leaf = Certificates(key).Leaf;
        string yaml = string.Format(null, form, Base64(leaf.ExportCertificatePem()), Base64(key.ExportRSAPrivateKeyPem()));

        IssuedSecret secret = SecretReader.Read(CredentialType.KubeConfig, new SecretText(Base64(yaml)), null, Unexpected);

        Assert.Equal(yaml, secret.KubeConfig!.Reveal());
        Assert.Equal(isTakenApart ? leaf.RawData : [], secret.Certificate.ToArray());
        Assert.Equal(isTakenApart, secret.PrivateKeyPem?.Reveal().StartsWith("-----BEGIN PRIVATE KEY-----", StringComparison.Ordinal) ?? false);
    }

    private static CredentialFacts Facts() => new("vendor", TimeProvider.System);

    private static T Read<T>(string json)
        where T : IWire<T> => JsonSerializer.Deserialize(json, T.Json)!;

    private static CredentialException Error(RemoteRequest request, int status, string body, string? type = "application/json")
    {
        using var response = new HttpResponseMessage();
        return new F5XcErrors().Read(new RemoteAnswer(request, (HttpStatusCode)status, response.Headers, type, Encoding.UTF8.GetBytes(body), false));
    }

    private static CredentialException Unexpected(string why) => throw new InvalidOperationException(why);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static (X509Certificate2 Leaf, X509Certificate2 Issuer) Certificates(RSA key)
    {
        using var issuerKey = RSA.Create(2048);
        var issuerRequest = new CertificateRequest("CN=issuer", issuerKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        issuerRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        X509Certificate2 issuer = issuerRequest.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(9));
        var request = new CertificateRequest("CN=nightly", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return (request.Create(issuer, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(8), [1, 2, 3]), issuer);
    }

    private static byte[] Bundle(RSA key, X509Certificate2[] certificates, PbeParameters encryption, string password)
    {
        var keys = new Pkcs12SafeContents();
        keys.AddShroudedKey(key, password, encryption);
        var others = new Pkcs12SafeContents();
        foreach (X509Certificate2 certificate in certificates)
        {
            others.AddCertificate(certificate);
        }

        var builder = new Pkcs12Builder();
        builder.AddSafeContentsEncrypted(others, password, encryption);
        builder.AddSafeContentsUnencrypted(keys);
        builder.SealWithMac(password, HashAlgorithmName.SHA256, 2000);
        return builder.Encode();
    }
}
