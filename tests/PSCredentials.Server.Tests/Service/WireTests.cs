using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PSCredentials.Vendors;
using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Tests.Service;

/// <summary>What one side writes, the other reads.</summary>
public sealed class WireTests
{
    private static readonly DateTimeOffset Moment = new(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void CredentialsArriveAsTheyWere()
    {
        var credential = new ApiCredential
        {
            Id = "id", Name = "name", Namespace = "bakery", Type = CredentialType.ServiceKubeConfig, State = CredentialState.Revoked, Owner = "ada", Description = "what for",
            CreatedAt = Moment, ModifiedAt = Moment.AddHours(1), ExpiresAt = Moment.AddDays(1), DisabledAt = Moment, RevokedAt = Moment, RevocationReason = RevocationReason.Superseded,
            RotatedAt = Moment, GracePeriodEndsAt = Moment, LastUsedAt = Moment, LastUsedAddress = "192.0.2.1", IPAddress = ["192.0.2.0/24"],
            Label = new Dictionary<string, string> { ["env"] = "prod" }, NamespaceRole = [new NamespaceRole("bakery", "Viewer")], UserGroup = ["bakers"], ClusterName = ["ovens"],
            ClusterNamespace = "default", SiteName = "north", KeyAlgorithm = KeyAlgorithm.EcdsaP384, SubjectAlternativeName = ["email:ada@example.com"], SerialNumber = "0A", Fingerprint = "0B",
            Issuer = "CN=x", Authority = "here",
        };
        Same(credential, Sent(new ApiCredentialWire(credential)).ToCredential("here"));
        Same(new ApiCredential(), Sent(new ApiCredentialWire(new ApiCredential())).ToCredential(string.Empty));

        var key = new ApiKey
        {
            Id = "id", Name = "name", Workspace = "tiger", Role = ApiKeyRole.Viewer, State = CredentialState.Disabled, UserName = "admin", Description = "what for", ValidUntil = new DateOnly(2030, 1, 2),
            ExpiresAt = Moment, ServiceAccountName = "account", TokenLifetime = TimeSpan.FromSeconds(901), MaskedKey = "****", CreatedAt = Moment, ModifiedAt = Moment, DisabledAt = Moment,
            RotatedAt = Moment, GracePeriodEndsAt = Moment, LastUsedAt = Moment, LastUsedAddress = "::1", IPAddress = ["::1"], Label = new Dictionary<string, string> { ["env"] = "prod" }, Authority = "here",
        };
        Same(key, Sent(new ApiKeyWire(key)).ToKey("here"));
        Assert.Equal("the key", Sent(new IssuedApiKeyWire(new IssuedApiKey(key, new SecretText("the key")))).ToIssued("here").GetKey());

        var project = new ProjectCredential
        {
            Id = "id", Username = "ada", Project = "orders", State = CredentialState.Expired, Email = "ada@example.com", FullName = "Ada", Description = "what for", Role = ["baker"],
            IPAddress = ["::1"], CreatedAt = Moment, ModifiedAt = Moment, PasswordChangedAt = Moment, ExpiresAt = Moment, DisabledAt = Moment, GracePeriodEndsAt = Moment, ThrottledUntil = Moment,
            LastUsedAt = Moment, LastUsedAddress = "::1", Label = new Dictionary<string, string> { ["env"] = "prod" }, Authority = "here",
            DeploymentResult = DeploymentResult.Of([new EnvironmentResult("test", false, "why not")]),
        };
        Same(project, Sent(ProjectCredentialWire.Of(project)).ToCredential("here"));
        var issued = Assert.IsType<IssuedProjectCredential>(Sent(ProjectCredentialWire.Of(new IssuedProjectCredential(project, new SecretText("made")))).ToCredential("here"));
        Assert.Equal("made", issued.GetPassword());
    }

    [Fact]
    public void SecretsArriveWhole()
    {
        var secret = new IssuedSecret
        {
            Token = new SecretText("token"), Certificate = new byte[] { 48, 1, 2 }, Chain = [new byte[] { 48, 3 }, new byte[] { 48, 4 }], PrivateKeyPem = new SecretText("key"),
            Pkcs12 = new byte[] { 5 }, GeneratedPassword = new SecretText("password"), KubeConfig = new SecretText("kind: Config"),
        };

        IssuedSecret arrived = Sent(new IssuedApiCredentialWire(new IssuedApiCredential(new ApiCredential(), secret))).ToIssued("here").GetSecret();

        Assert.Equal((secret.Token, secret.PrivateKeyPem, secret.GeneratedPassword, secret.KubeConfig), (arrived.Token, arrived.PrivateKeyPem, arrived.GeneratedPassword, arrived.KubeConfig));
        Assert.Equal(secret.Certificate.ToArray(), arrived.Certificate.ToArray());
        Assert.Equal(secret.Pkcs12.ToArray(), arrived.Pkcs12.ToArray());
        Assert.Equal(secret.Chain.Select(one => Convert.ToHexString(one.Span)), arrived.Chain.Select(one => Convert.ToHexString(one.Span)));
        Assert.DoesNotContain("password", new SecretWire(new IssuedApiCredential(new ApiCredential(), secret)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void RequestsArriveAsTheyWere()
    {
        var request = new ApiCredentialRequest
        {
            Name = "name", Namespace = "bakery", Type = CredentialType.ServiceApiCertificate, Expiry = Expiry.In(TimeSpan.FromHours(25)), Owner = "ada", Description = "what for",
            Label = new Dictionary<string, string> { ["env"] = "prod" }, IPAddress = ["::1"], NamespaceRole = [new NamespaceRole("bakery", "Viewer")], UserGroup = ["bakers"], WithoutBundle = true,
            KeyAlgorithm = KeyAlgorithm.Rsa3072, CertificateRequest = new byte[] { 48, 0 }, SubjectAlternativeName = ["URI:spiffe://x"],
            Target = new KubeConfigTarget { ClusterName = ["ovens"], Server = new Uri("https://ovens.example.com"), ServerCertificateAuthority = "pem", ClusterNamespace = "default", SiteName = "north" },
        };
        ApiCredentialRequest arrived = Sent(ApiCredentialCreation.Of(request)).ToRequest();
        Assert.Equal(request.CertificateRequest.ToArray(), arrived.CertificateRequest.ToArray());
        Same(request with { CertificateRequest = default }, arrived with { CertificateRequest = default });
        foreach (BundlePassword? password in (BundlePassword?[])[BundlePassword.Generate, BundlePassword.Use(new SecretText("chosen"))])
        {
            arrived = Sent(ApiCredentialCreation.Of(request with { WithoutBundle = false, CertificateRequest = default, Password = password })).ToRequest();
            Assert.Equal(password!.Chosen, arrived.Password!.Chosen);
        }

        Same(
            new RotationRequest { GracePeriod = TimeSpan.FromMinutes(90), Expiry = Expiry.On(Moment), WithoutBundle = true, CertificateOnly = true },
            Sent(RotationWire.Of(new RotationRequest { GracePeriod = TimeSpan.FromMinutes(90), Expiry = Expiry.On(Moment), WithoutBundle = true, CertificateOnly = true })).ToRequest(CredentialType.ApiToken));
        var change = new ProjectCredentialChange { GeneratePassword = true, GracePeriod = TimeSpan.FromMinutes(1), Role = [], NeverExpires = true, IsEnabled = false, Label = new Dictionary<string, string>() };
        Same(change, Sent(ProjectCredentialChangeWire.Of(change)).ToChange());
        Same(new ApiCredentialChange { IPAddress = [] }, Sent(ApiCredentialChangeWire.Of(new ApiCredentialChange { IPAddress = [] })).ToChange());
        var policy = new CredentialPolicyChange { Type = ["ApiKey"], MaximumLifetime = TimeSpan.FromDays(9), BlockedPassword = ["a", "b"] };
        Same(policy, Sent(PolicyChangeWire.Of(policy)).ToChange());
        Same(new ApiKeyRequest { Name = "key", Role = ApiKeyRole.Editor }, Sent(ApiKeyCreation.Of(new ApiKeyRequest { Name = "key", Role = ApiKeyRole.Editor })).ToRequest());
    }

    private static T Sent<T>(T value)
        where T : IWire<T>
    {
        JsonTypeInfo<T> json = T.Json;
        return JsonSerializer.Deserialize(JsonSerializer.Serialize(value, json), json)!;
    }

    private static void Same<T>(T expected, T actual) => Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
