namespace PSCredentials.Module.Tests.Commands;

/// <summary>-Pkcs12Encryption reaches the bundle, from parameters and from tables, and is refused where there is no bundle.</summary>
public sealed class BundleTests : VaultTest
{
    // pbeWithSHAAnd3-KeyTripleDES-CBC, PBES2 and PBMAC1, as they stand in DER.
    private static readonly byte[] s_tripleDes = Convert.FromHexString("2A864886F70D010C0103");
    private static readonly byte[] s_pbes2 = Convert.FromHexString("2A864886F70D01050D");
    private static readonly byte[] s_pbmac1 = Convert.FromHexString("2A864886F70D01050E");

    [Theory]
    [InlineData("", false, true, false)]
    [InlineData("-Pkcs12Encryption Aes256", false, true, false)]
    [InlineData("-Pkcs12Encryption Legacy", true, false, false)]
    [InlineData("-Pkcs12Encryption pbmac1", false, true, true)]
    public void A_new_bundle_and_a_rotated_one_are_encrypted_as_asked(string argument, bool hasTripleDes, bool hasPbes2, bool hasPbmac1)
    {
        foreach (string command in new[] { "New-ApiCredential a-bundle -Type ApiCertificate", "Update-ApiCredential a-bundle -Rotate -Force -WarningAction SilentlyContinue" })
        {
            var bundle = (byte[])Session.One($"{command} -GeneratePassword {argument}").Call("GetPkcs12");

            Assert.Equal(
                (hasTripleDes, hasPbes2, hasPbmac1),
                (bundle.AsSpan().IndexOf(s_tripleDes) >= 0, bundle.AsSpan().IndexOf(s_pbes2) >= 0, bundle.AsSpan().IndexOf(s_pbmac1) >= 0));
        }
    }

    [Fact]
    public void A_table_says_the_encryption_of_each_and_an_empty_cell_says_nothing()
    {
        IReadOnlyList<PSObject> issued = Session.Do("""
            [pscustomobject]@{ Name = 'old-reader'; Pkcs12Encryption = 'Legacy' }, [pscustomobject]@{ Name = 'new-reader'; Pkcs12Encryption = '' } |
                New-ApiCredential -Type ApiCertificate -GeneratePassword
            """).Output;

        Assert.True(((byte[])issued[0].Call("GetPkcs12")).AsSpan().IndexOf(s_tripleDes) >= 0);
        Assert.True(((byte[])issued[1].Call("GetPkcs12")).AsSpan().IndexOf(s_pbes2) >= 0);
    }

    [Theory]
    [InlineData("New-ApiCredential a-token -Type ApiToken -Pkcs12Encryption Legacy")]
    [InlineData("$null = New-ApiCredential a-token -Type ApiToken; Update-ApiCredential a-token -Rotate -Pkcs12Encryption Legacy")]
    [InlineData("Set-CredentialPolicy -Pkcs12Iteration 999")]
    public void What_has_no_bundle_or_no_sense_is_refused(string script)
    {
        SessionResult run = Session.Run(script);

        Assert.Equal("InvalidArgument", run.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.StartsWith("Pkcs12", run.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_shows_the_iterations()
    {
        Assert.Equal(0, Session.One("Get-CredentialPolicy").Get<int>("Pkcs12Iteration"));
        Assert.Equal(1000, Session.One("Set-CredentialPolicy -Pkcs12Iteration 1000 -PassThru").Get<int>("Pkcs12Iteration"));
        Assert.Equal(8, Session.One("Get-CredentialPolicy").Get<int>("MinimumPasswordLength"));
        Assert.Equal(6, Session.One("Get-CredentialPolicy").Get<int>("MinimumBundlePasswordLength"));
    }
}
