using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PSCredentials.Module.Tests.Commands;
using PSCredentials.Module.Tests.Support;

namespace PSCredentials.Module.Tests.Authorities;

/// <summary>Vaults whose certificate authority has its key in a token (SoftHSM).</summary>
public sealed class TokenAuthorityTests : VaultTest
{
    private const string WrongPin = "a-wrong-pin-4815";

    [Fact]
    public async Task The_key_is_made_in_the_token_moves_to_the_vault_and_back()
    {
        await SoftHsm.RequireAsync();
        string uri = SoftHsm.Uri(SoftHsm.NewLabel());
        Session.Set("uri", uri);
        Session.Set("pin", NewApiCredentialTests.Secure(SoftHsm.Pin));

        PSObject info = Session.One("Initialize-CredentialAuthority $folder/new -Name token -Pkcs11Uri $uri -Pkcs11Pin $pin -KeyAlgorithm EcdsaP384");
        PSObject issued = Session.One("New-ApiCredential a-certificate ApiCertificate -GeneratePassword");
        Assert.Equal(uri, info.Text("CertificateAuthorityKeyLocation"));
        Assert.Equal("1.2.840.10045.4.3.3", issued.Get<X509Certificate2>("Certificate").SignatureAlgorithm.Value);
        _ = Session.Do("Export-CredentialAuthorityCertificate $folder/out.pem");

        Assert.Equal("Vault", Session.One("Update-CredentialAuthorityCertificate -Confirm:$false -WarningAction Ignore").Text("KeyLocation"));
        PSObject back = Session.One(
            "Update-CredentialAuthorityCertificate -CertificateAuthorityPath $folder/out.pem -Pkcs11Uri $uri -Pkcs11Pin $pin -Confirm:$false -WarningAction Ignore");
        Assert.Equal(uri, back.Text("KeyLocation"));

        // The same again, as after a new PIN: servers have nothing new to trust, and nothing is warned of.
        SessionResult again = Session.Run(
            "$null = Update-CredentialAuthorityCertificate -CertificateAuthorityPath $folder/out.pem -Pkcs11Uri $uri -Pkcs11Pin $pin -Confirm:$false").Clean;
        Assert.Empty(again.Streams);
        Assert.Equal(2, Session.Do("Get-CredentialAuthorityCertificate").Output.Count);
        string all = string.Concat(Session.Do("[Management.Automation.PSSerializer]::Serialize(@(Get-CredentialAuthority; Get-CredentialAuthorityCertificate; Get-CredentialEvent), 4)").Output);
        Assert.Contains(uri, all, StringComparison.Ordinal);
        Assert.DoesNotContain(SoftHsm.Pin, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_PIN_makes_no_vault_and_is_in_no_error()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string uri = await hsm.AddAsync(key, SoftHsm.WrongPinToken);
        Session.Set("uri", uri);
        Session.Set("pin", NewApiCredentialTests.Secure(WrongPin));

        ErrorRecord error = Session.Run("Initialize-CredentialAuthority $folder/new -Pkcs11Uri $uri -Pkcs11Pin $pin").Error;

        Assert.StartsWith("SigningKeyUnavailable", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceUnavailable, error.CategoryInfo.Category);
        Assert.Contains("the PIN is wrong", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongPin, error.Exception + error.ToString() + error.ErrorDetails, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Folder, "new")));
        Session.Set("uri", uri + "&pin-value=" + WrongPin);
        error = Session.Run("Initialize-CredentialAuthority $folder/new -Pkcs11Uri $uri").Error;
        Assert.StartsWith("InvalidArgument", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongPin, error.Exception + error.ToString() + error.ErrorDetails, StringComparison.Ordinal);
    }
}
