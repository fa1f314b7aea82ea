using System.Security.Cryptography.X509Certificates;
using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

public sealed class DistinguishedNameReaderTests
{
    [Theory]
    [InlineData("CN=plain", "CN=plain")]
    [InlineData("O=Example, CN=ca", "CN=ca,O=Example")]
    [InlineData("C=DE, DC=example, CN=ca", "CN=ca,DC=example,C=DE")]
    [InlineData("CN=unit+ca", "CN=unit\\+ca")]
    [InlineData("CN=\"a,b+c;d<e>f\"", "CN=a\\,b\\+c\\;d\\<e\\>f")]
    [InlineData("CN=back\\slash", "CN=back\\\\slash")]
    [InlineData("CN=\"#1\"", "CN=\\#1")]
    [InlineData("CN=\" x \"", "CN=\\ x\\ ")]
    [InlineData("SERIALNUMBER=7", "2.5.4.5=7")]
    public void A_name_reads_as_RFC_4514_says(string name, string expected) =>
        Assert.Equal(expected, DistinguishedNameReader.Format(new X500DistinguishedName(name, X500DistinguishedNameFlags.None).RawData));

    [Fact]
    public void Several_values_in_one_place_are_joined_with_a_plus() => Assert.Equal(
        "CN=ca+OU=unit", DistinguishedNameReader.Format(Convert.FromHexString("301A3118300906035504030C026361300B060355040B0C04756E6974")));

    [Fact]
    public void Control_characters_are_shown_as_hexadecimal() =>
        Assert.Equal("CN=a\\0Ab", DistinguishedNameReader.Format(Convert.FromHexString("300E310C300A06035504030C03610A62")));

    [Fact]
    public void A_value_that_is_no_text_is_shown_as_its_encoding() =>
        Assert.Equal("CN=#0500", DistinguishedNameReader.Format(Convert.FromHexString("300B3109300706035504030500")));
}
