using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Module.Tests.Commands;

/// <summary>Export-ApiCredential writes each format for the owner alone, whole or not at all, and never over a file unless it is told to.</summary>
public sealed class ExportTests : VaultTest
{
    public ExportTests() => _ = Session.Do("""
        $token = New-ApiCredential a-token -Type ApiToken
        $certificate = New-ApiCredential a-certificate -Type ApiCertificate -GeneratePassword
        $config = New-ApiCredential a-config -Type KubeConfig -Server https://k8s.example.com:6443
        """);

    [Theory]
    [InlineData("$token", "", "a-token.token")]
    [InlineData("$certificate", "", "a-certificate.p12")]
    [InlineData("$certificate", "-Format Pkcs12", "a-certificate.p12")]
    [InlineData("$certificate", "-Format Pem", "a-certificate.pem")]
    [InlineData("$certificate", "-Format Certificate", "a-certificate.crt")]
    [InlineData("$certificate", "-Format Der", "a-certificate.cer")]
    [InlineData("$config", "", "a-config.kubeconfig")]
    [InlineData("$config", "-Format Certificate", "a-config.crt")]
    [InlineData("$config", "-Format Pem", "a-config.pem")]
    public void Writes_each_format_and_what_is_secret_for_its_owner_alone(string variable, string format, string name)
    {
        PSObject file = Session.One($"{variable} | Export-ApiCredential -Path $folder {format}");

        string path = Path.Combine(Folder, name);
        Assert.Equal(path, Assert.IsType<FileInfo>(file.BaseObject).FullName);
        byte[] expected = Path.GetExtension(name) switch
        {
            ".token" => System.Text.Encoding.UTF8.GetBytes(Session.One(variable).CallText("GetToken")),
            ".p12" => (byte[])Session.One(variable).Call("GetPkcs12"),
            ".cer" => (byte[])Session.One(variable).Call("GetCertificate"),
            ".crt" => System.Text.Encoding.UTF8.GetBytes(Session.One(variable).CallText("GetCertificatePem") + Session.One(variable).CallText("GetChainPem")),
            ".kubeconfig" => System.Text.Encoding.UTF8.GetBytes(Session.One(variable).CallText("GetKubeConfig")),
            _ => System.Text.Encoding.UTF8.GetBytes(
                Session.One(variable).CallText("GetPrivateKeyPem") + Session.One(variable).CallText("GetCertificatePem") + Session.One(variable).CallText("GetChainPem")),
        };
        Assert.Equal(expected, File.ReadAllBytes(path));
        if (!OperatingSystem.IsWindows())
        {
            UnixFileMode everybody = Path.GetExtension(name) is ".crt" or ".cer" ? UnixFileMode.GroupRead | UnixFileMode.OtherRead : UnixFileMode.None;
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | everybody, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void A_password_encrypts_the_key_of_a_pem_file()
    {
        Session.Set("password", NewApiCredentialTests.Secure("pässwörd 🔑"));

        _ = Session.Do("$null = $certificate | Export-ApiCredential -Path $folder/encrypted.pem -Format Pem -Password $password");

        string path = Path.Combine(Folder, "encrypted.pem");
        using X509Certificate2 opened = X509Certificate2.CreateFromEncryptedPemFile(path, "pässwörd 🔑");
        Assert.True(opened.HasPrivateKey);
        Assert.DoesNotContain("BEGIN PRIVATE KEY", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => X509Certificate2.CreateFromEncryptedPemFile(path, "passwort"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Theory]
    [InlineData("$certificate", "-Format Pem -Password $empty", "PasswordNotAllowed", "0 characters")]
    [InlineData("$certificate", "-Password $password", "InvalidArgument", "Pkcs12")]
    [InlineData("$config", "-Format Der -Password $password", "InvalidArgument", "Der")]
    [InlineData("$token", "-Format Pem -Password $password", "InvalidState", "private key")]
    [InlineData("$token", "-Format Der", "InvalidState", "certificate")]
    [InlineData("$token", "-Format Certificate", "InvalidState", "certificate")]
    public void What_does_not_go_together_is_refused(string variable, string arguments, string error, string word)
    {
        Session.Set("password", NewApiCredentialTests.Secure("a password"));
        Session.Set("empty", new System.Security.SecureString());

        SessionResult run = Session.Run($"{variable} | Export-ApiCredential -Path $folder/refused {arguments}");

        Assert.Equal(error, run.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(word, run.Error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a password", run.Error.Exception.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "refused")));
    }

    [Fact]
    public void A_certificate_whose_key_stayed_with_its_owner_is_written_without_it()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        File.WriteAllText(
            Path.Combine(Folder, "own.csr"),
            new CertificateRequest("CN=own", key, System.Security.Cryptography.HashAlgorithmName.SHA256).CreateSigningRequestPem());
        _ = Session.Do("$own = New-ApiCredential own-key -Type ApiCertificate -CertificateRequestPath $folder/own.csr");

        Assert.Equal("own-key.crt", Session.One("$own | Export-ApiCredential -Path $folder").Text("Name"));
        Assert.False(Session.One("$own").Get<bool>("HasPrivateKey"));
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(Folder, "own-key.crt")), key.ExportPkcs8PrivateKeyPem());
        Assert.True(certificate.HasPrivateKey);
        foreach (string format in new[] { "Pkcs12", "Pem" })
        {
            SessionResult run = Session.Run($"$own | Export-ApiCredential -Path $folder/refused -Format {format}");
            Assert.Equal("InvalidState", run.Error.FullyQualifiedErrorId.Split(',')[0]);
            Assert.Contains("stayed with its owner", run.Error.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_pem_file_holds_the_key_and_then_the_chain()
    {
        _ = Session.Do("$null = $certificate | Export-ApiCredential -Path $folder/chain.pem -Format Pem");

        string path = Path.Combine(Folder, "chain.pem");
        using X509Certificate2 leaf = X509Certificate2.CreateFromPemFile(path);
        Assert.True(leaf.HasPrivateKey);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(path);
        Assert.Equal(leaf.Thumbprint, chain[0].Thumbprint);
        Assert.Equal(leaf.Issuer, chain[1].Subject);
    }

    [Fact]
    public void A_file_that_is_there_is_kept_until_force_is_given()
    {
        string path = Path.Combine(Folder, "taken");
        File.WriteAllText(path, "precious");

        SessionResult run = Session.Run("$token | Export-ApiCredential -Path $folder/taken");
        Assert.Equal("FileExists,PSCredentials.Commands.ExportApiCredentialCommand", run.Error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ResourceExists, run.Error.CategoryInfo.Category);
        Assert.Equal("precious", File.ReadAllText(path));

        _ = Session.Do("$token | Export-ApiCredential -Path $folder/taken -Force");
        Assert.StartsWith("psc_api_", File.ReadAllText(path), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void A_failure_leaves_no_part_of_a_file()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "a-folder", "a-token.token"));

        SessionResult run = Session.Run("$token | Export-ApiCredential -Path $folder/a-folder -Force; $token | Export-ApiCredential -Path $folder/a-folder/x -Format Pem");

        Assert.Equal(["FileAccessFailed", "InvalidState"], run.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, "a-folder")));
    }

    [Fact]
    public void Several_go_into_a_folder_and_the_second_one_of_a_name_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "out"));

        SessionResult run = Session.Run("$token, $certificate, $token, $config | Export-ApiCredential -Path $folder/out");

        Assert.Equal(["a-token.token", "a-certificate.p12", "a-config.kubeconfig"], run.All("Name"));
        Assert.Equal("FileExists", run.Error.FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void A_name_leads_to_no_other_folder()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "out"));

        PSObject file = Session.One("New-ApiCredential '../../evil/name' -Type ApiToken | Export-ApiCredential -Path $folder/out");

        Assert.Equal(Path.Combine(Folder, "out"), file.Get<DirectoryInfo>("Directory").FullName);
        Assert.Equal("_.._evil_name.token", file.Text("Name"));
    }

    [Fact]
    public void A_path_is_taken_literally()
    {
        Assert.Equal("odd [1].token", Session.One("$token | Export-ApiCredential -Path \"$folder/odd [1].token\"").Text("Name"));
    }

    [Fact]
    public void What_is_no_longer_secret_cannot_be_exported()
    {
        SessionResult run = Session.Run("Get-ApiCredential a-token | Export-ApiCredential -Path $folder/x");

        Assert.Equal("InputObjectNotBound", run.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.False(File.Exists(Path.Combine(Folder, "x")));
    }
}
