using PSCredentials.Pki.Pkcs11;

namespace PSCredentials.Tests.Pki;

/// <summary>URIs of keys in tokens (RFC 7512).</summary>
public sealed class Pkcs11UriTests
{
    [Fact]
    public void Parts_are_read_and_decoded()
    {
        Pkcs11Uri uri = Pkcs11Uri.Parse(
            " pkcs11:token=My%20Token;manufacturer=M;model=x-1;serial=0815;slot-id=7;object=%C3%A4;id=%00%ffa;type=private?module-path=/lib/a%20b.so&pin-source=file:///run/pin ");

        Assert.Equal(("My Token", "M", "x-1", "0815", 7UL), (uri.Token, uri.Manufacturer, uri.Model, uri.Serial, uri.SlotId));
        Assert.Equal(("ä", "/lib/a b.so", "/run/pin", (string?)null), (uri.Object, uri.ModulePath, uri.PinFile, uri.ModuleName));
        Assert.Equal([0x00, 0xff, 0x61], uri.Id);
        Assert.StartsWith("pkcs11:token=My%20Token;", uri.ToString(), StringComparison.Ordinal);
        Assert.Equal("softhsm2", Pkcs11Uri.Parse("PKCS11:object=a?module-name=softhsm2").ModuleName);
        Assert.Equal("/run/pin", Pkcs11Uri.Parse("pkcs11:object=a?module-name=b&pin-source=/run/pin").PinFile);
    }

    [Theory]
    [InlineData("")]
    [InlineData("token=a;object=b?module-path=/lib/x.so")]
    [InlineData("pkcs11:")]
    [InlineData("pkcs11:object=b")]
    [InlineData("pkcs11:token=a?module-path=/lib/x.so")]
    [InlineData("pkcs11:id=?module-path=/lib/x.so")]
    [InlineData("pkcs11:object=?module-path=/lib/x.so")]
    [InlineData("pkcs11:object=b?module-path=x.so")]
    [InlineData("pkcs11:object=b?module-path=/lib/x.so&module-name=x")]
    [InlineData("pkcs11:object=b?module-name=../x")]
    [InlineData("pkcs11:object=b;object=c?module-path=/lib/x.so")]
    [InlineData("pkcs11:object=b;type=cert?module-path=/lib/x.so")]
    [InlineData("pkcs11:object=b;color=red?module-path=/lib/x.so")]
    [InlineData("pkcs11:object=a b?module-path=/lib/x.so")]
    [InlineData("pkcs11:object=%2?module-path=/lib/x.so")]
    [InlineData("pkcs11:object=%ff?module-path=/lib/x.so")]
    [InlineData("pkcs11:object=%0a?module-path=/lib/x.so")]
    [InlineData("pkcs11:object=%00?module-path=/lib/x.so")]
    [InlineData("pkcs11:object=ä?module-path=/lib/x.so")]
    [InlineData("pkcs11:slot-id=-1;object=b?module-path=/lib/x.so")]
    [InlineData("pkcs11:object?module-path=/lib/x.so")]
    [InlineData("pkcs11:object=b?module-path=/lib/x.so&pin-source=|cat%20/run/pin")]
    [InlineData("pkcs11:object=b?module-path=/lib/x.so&pin-source=file:pin")]
    public void What_names_no_key_is_refused(string text) => Assert.Same(CredentialErrors.InvalidArgument, Refuse(text).Definition);

    [Theory]
    [InlineData("pkcs11:object=b?module-path=/lib/x.so&pin-value=93715")]
    [InlineData("pkcs11:object=b;pin-value=93715?module-path=/lib/x.so")]
    [InlineData("pkcs11:object=b?pin-value=93715&pin-value=93715")]
    [InlineData("pkcs11:object=b?pin=93715&module-path=/lib/x.so")]
    [InlineData("pkcs11:93715")]
    [InlineData("93715")]
    public void A_PIN_is_refused_and_not_repeated(string text) => Assert.DoesNotContain("93715", Refuse(text).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_long_one_is_refused() => Refuse($"pkcs11:object={new string('a', 3000)}?module-path=/lib/x.so");

    private static CredentialException Refuse(string text) => Assert.Throws<CredentialException>(() => Pkcs11Uri.Parse(text));
}
