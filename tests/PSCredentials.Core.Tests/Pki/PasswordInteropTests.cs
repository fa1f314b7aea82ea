using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PSCredentials.Pki;
using PSCredentials.Policy;

namespace PSCredentials.Tests.Pki;

/// <summary>Passwords at the edge of what RFC 7292 takes: what others open with them, and what is refused before a bundle is made.</summary>
public sealed class PasswordInteropTests
{
    private const int Iterations = 2048;

    // .NET, OpenSSL 3.0 and Java 17 do not read PBMAC1 bundles whatever the password; see Pkcs12EncryptionTests.
    private static readonly Pkcs12Encryption[] s_encryptions = [Pkcs12Encryption.Aes256, Pkcs12Encryption.Legacy];

    public static TheoryData<string, string> Passwords => new()
    {
        { "one character", "x" },
        { "beyond ASCII", "pässwörd-✓-密码" },
        { "surrogate pairs", "🔑 and 𝄞" },
        { "1024 characters", new string('p', 1023) + "q" },
        { "1024 characters in surrogate pairs", string.Concat(Enumerable.Repeat("🔑", 512)) },
        { "marks of shells and options", "-a \"b' $c `d` \\e %f:g;h&i" },
    };

    [Theory]
    [MemberData(nameof(Passwords))]
    public void DotNet_opens_each_kind_of_bundle(string what, string password)
    {
        foreach (Pkcs12Encryption encryption in s_encryptions)
        {
            byte[] bundle = Build(password, encryption);
            using X509Certificate2 opened = X509CertificateLoader.LoadPkcs12(bundle, password);

            Assert.True(opened.HasPrivateKey, what);
            Assert.ThrowsAny<CryptographicException>(() => X509CertificateLoader.LoadPkcs12(bundle, password[..^1] + "!"));
        }
    }

    // The command, unlike the library, keeps a password in 2048 octets and cuts what is longer.
    [Theory]
    [MemberData(nameof(Passwords))]
    public async Task OpenSsl_opens_each_kind_of_bundle_up_to_2047_octets(string what, string password)
    {
        using var folder = new TemporaryFolder();
        foreach (Pkcs12Encryption encryption in s_encryptions)
        {
            string path = folder.Write("leaf.p12", Build(password, encryption));
            ExternalProgram opened = await OpenSslAsync(path, password);
            ExternalProgram refused = await OpenSslAsync(path, password[..^1] + "!");

            Assert.True(Encoding.UTF8.GetByteCount(password) < 2048 == (opened.ExitCode == 0), $"{what}: {opened.Error}");
            Assert.Equal(opened.ExitCode == 0, opened.Output.Contains("BEGIN PRIVATE KEY", StringComparison.Ordinal));
            Assert.NotEqual(0, refused.ExitCode);
        }
    }

    // Java takes no password beyond ASCII for any bundle, whoever wrote it ("Password is not ASCII").
    [Theory]
    [MemberData(nameof(Passwords))]
    public async Task Keytool_opens_each_kind_of_bundle_with_a_password_in_ascii(string what, string password)
    {
        using var folder = new TemporaryFolder();
        foreach (Pkcs12Encryption encryption in s_encryptions)
        {
            ExternalProgram keytool = await ExternalProgram.RunAsync(
                "keytool",
                [
                    "-J-Duser.language=en", "-importkeystore", "-srckeystore", folder.Write("leaf.p12", Build(password, encryption)),
                    "-srcstorepass:env", "BUNDLE_PASSWORD", "-destkeystore", Path.Combine(folder.Path, $"{encryption}.copy"),
                    "-deststoretype", "PKCS12", "-deststorepass", "another",
                ],
                start => start.Environment["BUNDLE_PASSWORD"] = password);

            Assert.True(Ascii.IsValid(password) == (keytool.ExitCode == 0), $"{what}, {encryption}: {keytool.Everything}");
        }
    }

    [Theory]
    [InlineData("", "0 characters")]
    [InlineData("half a {high} pair", "surrogate")]
    [InlineData("{low} half a pair", "surrogate")]
    [InlineData("two\nlines", "control character")]
    [InlineData("a NUL\0 inside", "control character")]
    public void What_programs_would_read_differently_is_refused(string password, string fault)
    {
        // An attribute cannot hold half of a pair.
        password = password.Replace("{high}", "\ud83d", StringComparison.Ordinal).Replace("{low}", "\udd11", StringComparison.Ordinal);

        CredentialException refusal = Assert.Throws<CredentialException>(() => PasswordRules.Check(new SecretText(password), least: 0));

        Assert.Equal(CredentialErrors.PasswordNotAllowed, refusal.Definition);
        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.True(password.Length == 0 || !refusal.ToString().Contains(password, StringComparison.Ordinal));
    }

    private static byte[] Build(string password, Pkcs12Encryption encryption)
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        return Pkcs12Bundle.Build(authority.Issue(SampleAuthority.Profile()), [authority.Certificate], password, Iterations, "alice", encryption);
    }

    private static Task<ExternalProgram> OpenSslAsync(string path, string password) =>
        ExternalProgram.RunAsync(
            "openssl", ["pkcs12", "-in", path, "-passin", "env:BUNDLE_PASSWORD", "-nodes"], start => start.Environment["BUNDLE_PASSWORD"] = password);
}
