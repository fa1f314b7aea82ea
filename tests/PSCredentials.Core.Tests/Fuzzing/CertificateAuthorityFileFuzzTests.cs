using System.Security.Cryptography;
using System.Text;
using PSCredentials.Pki;

namespace PSCredentials.Tests.Fuzzing;

/// <summary>Damaged files of a certificate authority, PEM and PKCS#12: each is read or refused with a word on why, whatever is in it.</summary>
public sealed class CertificateAuthorityFileFuzzTests
{
    private const int Usual = 3_000;
    private static readonly CredentialErrorDefinition[] s_allowed = [CredentialErrors.InvalidArgument];

    [Fact]
    public void A_damaged_file_is_read_or_refused()
    {
        CertificateAuthorityFile[] corpus = CertificateAuthorityFile.Corpus();
        Assert.All(corpus, file => Read(file.Content, file.Password));
        FuzzRun.Run(Usual, 20_261_124, random =>
        {
            CertificateAuthorityFile file = corpus[random.Next(corpus.Length)];
            byte[] content = file.IsPem ? PemMutation.Mutate(file.Content, random) : DerMutation.Mutate(file.Content, random);
            try
            {
                Read(content, file.Password);
                return true;
            }
            catch (CredentialException refusal)
            {
                Refused.Check(refusal, s_allowed, [CertificateAuthorityFile.SecretPassword, .. file.SecretLines]);
                return false;
            }
        });
    }

    [Theory]
    [InlineData("7FFFFFFF")]
    [InlineData("00FFFFFFFF")]
    [InlineData("00989681")]
    [InlineData("7FFFFFFFFFFFFFFF")]
    [InlineData("80000000")]
    public async Task A_key_that_takes_hours_to_decrypt_is_refused_at_once(string iterations)
    {
        byte[] number = Convert.FromHexString(iterations);
        foreach (CertificateAuthorityFile file in CertificateAuthorityFile.Corpus().Where(file => file.HasIterations))
        {
            byte[] content = file.WithIterations(number);
            Assert.False(content.AsSpan().SequenceEqual(file.Content));

            CredentialException refusal = await FuzzRun.EndingAsync(() => Assert.Throws<CredentialException>(() => Read(content, file.Password)));

            Refused.Check(refusal, s_allowed, CertificateAuthorityFile.SecretPassword);
        }
    }

    [Fact]
    public async Task A_file_of_very_many_certificates_does_not_take_long()
    {
        CertificateAuthorityFile pem = CertificateAuthorityFile.Corpus().First(file => file.IsPem);
        string text = Encoding.ASCII.GetString(pem.Content);
        string certificate = text[..(text.IndexOf("-----END CERTIFICATE-----", StringComparison.Ordinal) + 26)];
        byte[] content = Encoding.ASCII.GetBytes(text + string.Concat(Enumerable.Repeat(certificate, 1500)));

        int length = await FuzzRun.EndingAsync(() => Read(content, pem.Password));

        Assert.Equal(1, length);
    }

    private static int Read(byte[] content, string? password)
    {
        CertificateAuthorityMaterial material = CertificateAuthorityReader.Read(
            new CertificateAuthoritySource { Certificates = content, Password = password is null ? null : new SecretText(password) }, CertificateAuthorityFile.Now);
        CryptographicOperations.ZeroMemory(material.PrivateKey);
        return material.Chain.Count + 1;
    }
}
