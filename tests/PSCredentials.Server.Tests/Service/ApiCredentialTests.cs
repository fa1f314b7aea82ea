using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Service;

public sealed class ApiCredentialTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Base = "/v1/api-credentials";

    [Fact]
    public async Task ATokenIsIssuedOnceWithItsSecretAndThenReadWithoutIt()
    {
        string name = fixture.Unique("oven-token");
        Answer made = await fixture.Owner.PostAsync(Base, new
        {
            name, type = "ApiToken", @namespace = "bakery", lifetime = "P7D", description = "For the oven.", labels = new { env = "prod" }, ipAddresses = new[] { "127.0.0.0/8" },
        });

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.True(made.Headers.CacheControl!.NoStore);
        string token = made.Json.GetProperty("secret").GetProperty("token").GetString()!;
        Assert.StartsWith("psc_api_", token, StringComparison.Ordinal);
        Assert.Equal($"{Base}/{made["id"]}", made.Headers.Location!.OriginalString);
        Assert.Equal("Active", made["state"]);
        Assert.Equal("prod", made.Json.GetProperty("labels").GetProperty("env").GetString());

        Answer read = await fixture.Owner.ReadAsync(made.Headers.Location.OriginalString);
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Equal(made.Tag, read.Tag);
        Assert.False(read.Json.TryGetProperty("secret", out _));
        Assert.DoesNotContain(token, read.Text, StringComparison.Ordinal);

        using HttpClient holder = fixture.Service.Client("APIToken " + token);
        Assert.Equal("owner", (await holder.ReadAsync("/v1/whoami"))["name"]);
        Assert.Equal(made["id"], (await fixture.Owner.ReadAsync($"{Base}/named?name={name}&namespace=bakery"))["id"]);
    }

    [Fact]
    public async Task ACertificateComesInPemAloneInABundleOrForAKeyOfTheUsersOwn()
    {
        Answer pem = await fixture.Owner.PostAsync(Base, new { name = fixture.Unique("pem-certificate"), type = "ApiCertificate", bundle = false });
        JsonElement secret = pem.Json.GetProperty("secret");
        using var certificate = X509Certificate2.CreateFromPem(secret.GetProperty("certificatePem").GetString(), secret.GetProperty("privateKeyPem").GetString());
        Assert.Equal(pem["serialNumber"], certificate.SerialNumber);
        Assert.False(secret.TryGetProperty("pkcs12", out _));
        Assert.Contains("BEGIN CERTIFICATE", secret.GetProperty("chainPem").GetString(), StringComparison.Ordinal);

        Answer made = await fixture.Owner.PostAsync(Base, new { name = fixture.Unique("made-password"), type = "ApiCertificate" });
        secret = made.Json.GetProperty("secret");
        Assert.Equal(2, X509CertificateLoader.LoadPkcs12Collection(secret.GetProperty("pkcs12").GetBytesFromBase64(), secret.GetProperty("generatedPassword").GetString()).Count);

        Answer chosen = await fixture.Owner.PostAsync(Base, new { name = fixture.Unique("own-password"), type = "ApiCertificate", password = "a password of mine" });
        secret = chosen.Json.GetProperty("secret");
        Assert.Equal(2, X509CertificateLoader.LoadPkcs12Collection(secret.GetProperty("pkcs12").GetBytesFromBase64(), "a password of mine").Count);
        Assert.DoesNotContain("a password of mine", chosen.Text, StringComparison.Ordinal);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string csr = new CertificateRequest("CN=anybody", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        Answer own = await fixture.Owner.PostAsync(Base, new { name = fixture.Unique("own-key"), type = "ServiceApiCertificate", certificateRequest = csr });
        secret = own.Json.GetProperty("secret");
        using var issued = X509Certificate2.CreateFromPem(secret.GetProperty("certificatePem").GetString());
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), issued.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.False(secret.TryGetProperty("privateKeyPem", out _));

        Answer rotated = await fixture.Owner.PostAsync($"{Base}/{pem["id"]}/rotate", new { bundle = false, gracePeriod = "PT1H" });
        Assert.Equal(HttpStatusCode.OK, rotated.Status);
        Assert.NotEqual(pem["serialNumber"], rotated["serialNumber"]);
        Assert.False(rotated.Json.GetProperty("secret").TryGetProperty("pkcs12", out _));
    }

    [Fact]
    public async Task AKubeConfigPointsWhereItIsTold()
    {
        string cluster = fixture.Unique("ovens");
        Assert.Equal(HttpStatusCode.Created, (await fixture.Owner.PostAsync("/v1/clusters", new { name = cluster, server = "https://ovens.example.com:6443" })).Status);

        Answer made = await fixture.Owner.PostAsync(Base, new { name = fixture.Unique("oven-kube"), type = "KubeConfig", target = new { clusters = new[] { cluster } } });

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Contains("https://ovens.example.com:6443", made.Json.GetProperty("secret").GetProperty("kubeConfig").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Owner.RemoveAsync($"/v1/clusters/{cluster}")).Status);
    }

    [Fact]
    public async Task ALifeRunsFromRenewalToRemoval()
    {
        Answer made = await fixture.Owner.PostAsync(Base, new { name = fixture.Unique("life-token"), type = "ServiceApiToken", @namespace = "bakery", lifetime = "P1D" });
        string path = $"{Base}/{made["id"]}";

        Answer renewed = await fixture.Owner.PostAsync($"{path}/renew", new { lifetime = "P30D" });
        Assert.True(renewed.Json.GetProperty("expiresAt").GetDateTimeOffset() > made.Json.GetProperty("expiresAt").GetDateTimeOffset());
        Assert.Equal(HttpStatusCode.OK, (await fixture.Owner.PostAsync($"{path}/renew")).Status);
        Assert.Equal("Disabled", (await fixture.Owner.PostAsync($"{path}/disable"))["state"]);
        Assert.Equal("Active", (await fixture.Owner.PostAsync($"{path}/enable"))["state"]);
        Answer changed = await fixture.Owner.PatchAsync(path, new { description = "another", userGroups = new[] { "bakers" }, namespaceRoles = new[] { new { @namespace = "bakery", role = "Viewer" } } });
        Assert.Equal("another", changed["description"]);
        Assert.Equal("Viewer", changed.Json.GetProperty("namespaceRoles")[0].GetProperty("role").GetString());
        Answer rotated = await fixture.Owner.PostAsync($"{path}/rotate");
        Assert.NotEqual(made.Json.GetProperty("secret").GetProperty("token").GetString(), rotated.Json.GetProperty("secret").GetProperty("token").GetString());
        Assert.True(rotated.Headers.CacheControl!.NoStore);
        Answer revoked = await fixture.Owner.PostAsync($"{path}/revoke", new { reason = "KeyCompromise" });
        Assert.Equal("Revoked KeyCompromise", $"{revoked["state"]} {revoked["revocationReason"]}");
        Answer again = await fixture.Owner.PostAsync($"{path}/revoke");
        Assert.Equal((HttpStatusCode.Conflict, "AlreadyRevoked"), (again.Status, again.Error));
        Assert.Equal("AlreadyRevoked", (await fixture.Owner.PostAsync($"{path}/enable")).Error);
        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Owner.RemoveAsync(path)).Status);
        Answer gone = await fixture.Owner.ReadAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), (gone.Status, gone.Error));
    }

    [Theory]
    [InlineData("""{"name":"a-good-name"}""", "InvalidArgument")]
    [InlineData("""{"name":"short","type":"ApiToken"}""", "InvalidArgument")]
    [InlineData("""{"name":"x","type":"ApiToken"}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"Nonsense"}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":99}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiToken","lifetme":"P1D"}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiToken","lifetime":"30 days"}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiToken","lifetime":30}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiToken","lifetime":"P1D","expiresAt":"2090-01-01T00:00:00Z"}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiToken","lifetime":"P90000D"}""", "LifetimeNotAllowed")]
    [InlineData("""{"name":"a-good-name","type":"ApiToken","ipAddresses":["nowhere"]}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiToken","ipAddresses":[null]}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiToken","labels":{"a":null}}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiToken","namespaceRoles":[null]}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ServiceApiToken","namespaceRoles":[{}]}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiToken","bundle":false}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiToken","password":"a password"}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiCertificate","bundle":false,"password":"a password"}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiCertificate","certificateRequest":"nonsense"}""", "InvalidArgument")]
    [InlineData("""{"name":"a-good-name","type":"ApiCertificate","password":"a"}""", "PasswordNotAllowed")]
    [InlineData("""{"name":"a-good-name","type":"KubeConfig"}""", "ClusterRequired")]
    [InlineData("""{"name":"a-good-name","type":"ApiToken"} trailing""", "InvalidArgument")]
    [InlineData("null", "InvalidArgument")]
    [InlineData("[]", "InvalidArgument")]
    public async Task WhatCannotBeIssuedIsRefused(string body, string error)
    {
        Answer answer = await fixture.Owner.PostAsync(Base, body);

        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.Status, answer.Error));
        Assert.DoesNotContain("a password\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorsHaveTheirStatus()
    {
        string name = fixture.Unique("taken-token");
        Answer made = await fixture.Owner.PostAsync(Base, new { name, type = "ApiCertificate", bundle = false });
        Answer taken = await fixture.Owner.PostAsync(Base, new { name, type = "ApiToken" });
        Assert.Equal((HttpStatusCode.Conflict, "AlreadyExists"), (taken.Status, taken.Error));
        Assert.Equal((HttpStatusCode.Conflict, "NotRenewable"), await StatusAsync(fixture.Owner.PostAsync($"{Base}/{made["id"]}/renew")));
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidArgument"), await StatusAsync(fixture.Owner.PostAsync($"{Base}/{made["id"]}/revoke", new { reason = 2 })));
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), await StatusAsync(fixture.Owner.ReadAsync($"{Base}/nothing")));
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), await StatusAsync(fixture.Owner.ReadAsync($"{Base}/values/nonsense")));
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidArgument"), await StatusAsync(fixture.Owner.ReadAsync($"{Base}/named")));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await fixture.Owner.PostAsync(Base, new { name, type = "ApiToken", description = new string('x', 70_000) })).Status);
        using HttpClient nobody = fixture.Service.Client();
        Assert.Equal((HttpStatusCode.Unauthorized, "AuthenticationRequired"), await StatusAsync(nobody.ReadAsync(Base)));
    }

    private static async Task<(HttpStatusCode, string)> StatusAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Error);
}
