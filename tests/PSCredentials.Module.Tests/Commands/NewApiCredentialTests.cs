using System.Collections;
using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Module.Tests.Commands;

/// <summary>New-ApiCredential issues every type, and says what was wrong with a request.</summary>
public sealed class NewApiCredentialTests : VaultTest
{
    [Theory]
    [InlineData("ApiToken", "psc_api_", "APIToken ")]
    [InlineData("ServiceApiToken", "psc_svc_", "APIToken ")]
    [InlineData("ScimApiToken", "psc_scim_", "Bearer ")]
    public void Issues_a_token_with_the_header_that_its_contract_wants(string type, string prefix, string scheme)
    {
        PSObject issued = Session.One($"New-ApiCredential first-token -Type {type}");

        string token = issued.CallText("GetToken");
        IDictionary header = Assert.IsType<IDictionary>(issued.Call("GetAuthorizationHeader"), exactMatch: false);
        Assert.StartsWith(prefix, token, StringComparison.Ordinal);
        Assert.Equal(token.Length, issued.Get<SecureString>("Token").Length);
        Assert.Equal("Authorization", Assert.Single(header.Keys.Cast<string>()));
        Assert.Equal(scheme + token, header["Authorization"]);
        Assert.Null(issued.Get("Certificate"));
        Assert.Null(issued.Get("Password"));
    }

    [Theory]
    [InlineData("ApiCertificate", "")]
    [InlineData("ServiceApiCertificate", "-NamespaceRole payments:reader -UserGroup ops")]
    public void Issues_a_certificate_with_its_key(string type, string rights)
    {
        PSObject issued = Session.One($"New-ApiCredential first-certificate -Type {type} -GeneratePassword {rights}");

        var certificate = issued.Get<X509Certificate2>("Certificate");
        Assert.True(certificate.HasPrivateKey);
        Assert.Contains("CN=first-certificate", certificate.Subject, StringComparison.Ordinal);
        Assert.Equal(certificate.SerialNumber, issued.Text("SerialNumber"));
        using X509Certificate2 bundled = X509CertificateLoader.LoadPkcs12(
            (byte[])issued.Call("GetPkcs12"), issued.CallText("GetPassword"), X509KeyStorageFlags.EphemeralKeySet);
        Assert.Equal(certificate.Thumbprint, bundled.Thumbprint);
        Assert.True(bundled.HasPrivateKey);
        Assert.Null(issued.Get("Token"));
    }

    [Theory]
    [InlineData("KubeConfig", "-ClusterName east")]
    [InlineData("ServiceKubeConfig", "-ClusterName east -UserGroup viewers")]
    [InlineData("SiteGlobalKubeConfig", "-SiteName east")]
    [InlineData("ServiceSiteGlobalKubeConfig", "-SiteName east -UserGroup viewers")]
    [InlineData("KubeConfig", "-Server https://k8s.example.com:6443")]
    public void Issues_a_kubeconfig(string type, string target)
    {
        _ = Session.Do("Register-CredentialCluster east https://k8s.example.com:6443");

        PSObject issued = Session.One($"New-ApiCredential first-config -Type {type} {target} -ClusterNamespace payments");

        string config = issued.CallText("GetKubeConfig");
        Assert.Contains("https://k8s.example.com:6443", config, StringComparison.Ordinal);
        Assert.Contains("namespace: \"payments\"", config, StringComparison.Ordinal);
        Assert.Contains("client-key-data", config, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_the_spelling_and_the_numbers_of_contract_1()
    {
        Assert.Equal("ApiToken", Session.One("New-ApiCredential in-words -Type API_TOKEN").Text("Type"));
        Assert.Equal("ServiceApiToken", Session.One("New-ApiCredential in-small -Type service_api_token").Text("Type"));
        Assert.Equal("ServiceApiToken", Session.One("New-ApiCredential in-number -Type 3").Text("Type"));
    }

    [Fact]
    public void Keeps_every_fact_that_was_given()
    {
        PSObject issued = Session.One("""
            New-ApiCredential full-facts -Type ServiceApiToken -Namespace payments -ExpirationDays 10 -Label @{ team = 'a'; stage = 'b' } -Description 'Für die Kasse' `
                -Owner ada -IPAddress 10.0.0.0/8, '2001:db8::1' -NamespaceRole payments:reader, billing/writer -UserGroup ops, dev
            """);
        PSObject listed = Session.One("Get-ApiCredential full-facts");

        foreach (PSObject item in new[] { issued, listed })
        {
            Assert.Equal("payments", item.Text("Namespace"));
            Assert.Equal("ada", item.Text("Owner"));
            Assert.Equal("Für die Kasse", item.Text("Description"));
            Assert.Equal(["10.0.0.0/8", "2001:db8::1"], item.Get<IEnumerable<string>>("IPAddress"));
            Assert.Equal(["payments:reader", "billing:writer"], item.Get<IEnumerable>("NamespaceRole").Cast<object>().Select(role => role.ToString()));
            Assert.Equal(["ops", "dev"], item.Get<IEnumerable<string>>("UserGroup"));
            Assert.Equal("a", item.Get<IReadOnlyDictionary<string, string>>("Label")["team"]);
            Assert.Equal("main", item.Text("Authority"));
            Assert.Equal("Active", item.Text("State"));
            TimeSpan lifetime = item.Get<DateTimeOffset>("ExpiresAt") - item.Get<DateTimeOffset>("CreatedAt");
            Assert.InRange(lifetime.TotalDays, 9.99, 10.01);
        }
    }

    [Theory]
    [InlineData("'2031-02-03'", "2031-02-03T00:00:00")]
    [InlineData("([datetime] '2031-02-03 04:05')", "2031-02-03T04:05:00")]
    [InlineData("([DateTimeOffset] '2031-02-03T04:05:00Z')", "2031-02-03T04:05:00Z")]
    [InlineData("'2031-02-03T04:05Z'", "2031-02-03T04:05:00Z")]
    public void Expires_at_the_moment_that_was_given(string given, string expected)
    {
        _ = Session.Do("Set-CredentialPolicy -MaximumLifetime 3650");

        PSObject issued = Session.One($"New-ApiCredential at-moment -Type ApiToken -ExpiresAt {given}");

        // What names no zone is local time.
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), issued.Get<DateTimeOffset>("ExpiresAt"));
    }

    [Fact]
    public void A_scim_token_may_go_without_a_name_and_supersedes_the_one_before()
    {
        PSObject first = Session.One("New-ApiCredential -Type ScimApiToken");
        PSObject second = Session.One("New-ApiCredential -Type ScimApiToken");

        Assert.StartsWith("scim-", first.Text("Name"), StringComparison.Ordinal);
        Session.Set("first", first);
        Assert.Equal("Revoked", Session.One("$first | Get-ApiCredential").Text("State"));
        Assert.Equal("Superseded", Session.One("$first | Get-ApiCredential").Text("RevocationReason"));
        Assert.Equal("Active", second.Text("State"));
    }

    [Fact]
    public void Plain_text_stands_in_place_of_the_secure_strings_on_request()
    {
        PSObject token = Session.One("New-ApiCredential plain-token -Type ApiToken -AsPlainText");
        PSObject certificate = Session.One("New-ApiCredential plain-certificate -Type ApiCertificate -GeneratePassword -AsPlainText");

        Assert.Equal(token.CallText("GetToken"), Assert.IsType<string>(token.Get("Token")));
        Assert.Equal(certificate.CallText("GetPassword"), Assert.IsType<string>(certificate.Get("Password")));
        Session.Set("token", token);
        Assert.Equal(true, Session.One("Test-ApiCredential -Token $token.Token").BaseObject);
        Assert.Equal(true, Session.One("$token | Test-ApiCredential").BaseObject);
    }

    [Fact]
    public void A_bundle_takes_the_password_that_was_chosen()
    {
        using SecureString password = Secure("correct horse");
        Session.Set("password", password);

        PSObject issued = Session.One("New-ApiCredential own-password -Type ApiCertificate -Password $password");

        Assert.Null(issued.Get("Password"));
        using X509Certificate2 bundled = X509CertificateLoader.LoadPkcs12(
            (byte[])issued.Call("GetPkcs12"), "correct horse", X509KeyStorageFlags.EphemeralKeySet, Pkcs12LoaderLimits.DangerousNoLimits);
        Assert.Contains("CN=own-password", bundled.Subject, StringComparison.Ordinal);
    }

    internal static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (char c in text)
        {
            secure.AppendChar(c);
        }

        return secure;
    }
}
