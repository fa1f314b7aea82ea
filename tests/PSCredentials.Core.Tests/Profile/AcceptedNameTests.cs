using PSCredentials.Pki;
using PSCredentials.Tests.Pki;

namespace PSCredentials.Tests.Profile;

/// <summary>Whatever a user gives as a name: it is refused, or the certificate with it breaks no rule.</summary>
public sealed class AcceptedNameTests
{
    [Theory]
    [InlineData("email:ada@exa_mple.com")]
    [InlineData("email:ada@-example.com")]
    [InlineData("email:ada@example-.com")]
    [InlineData("email:ada@example..com")]
    [InlineData("email:ada@.example.com")]
    [InlineData("email:ada@example.com.")]
    [InlineData("email:a..b@example.com")]
    [InlineData("email:.a@example.com")]
    [InlineData("email:a.@example.com")]
    [InlineData("email:a,b@example.com")]
    [InlineData("email:a(b)@example.com")]
    [InlineData("email:a@b@example.com")]
    [InlineData("email:a@[127.0.0.1")]
    [InlineData("email:a@exam[ple.com")]
    [InlineData("email:a@exam%ple.com")]
    [InlineData("URI:urn:")]
    [InlineData("URI:urn:a\"b")]
    [InlineData("URI:urn:a<b>")]
    [InlineData("URI:urn:a{b}")]
    [InlineData("URI:urn:a|b")]
    [InlineData("URI:urn:a\\b")]
    [InlineData("URI:urn:a^b")]
    [InlineData("URI:urn:a`b")]
    [InlineData("URI:urn:%zz")]
    [InlineData("URI:urn:%")]
    [InlineData("URI:spiffe:///ci")]
    [InlineData("URI:spiffe://")]
    [InlineData("URI:https://user@/x")]
    [InlineData("URI:https://exa mple.com")]
    [InlineData("URI:foo://bar baz")]
    [InlineData("URI:foo://@/x")]
    [InlineData("URI:foo://:80/x")]
    public void An_odd_name_is_refused(string name)
    {
        CredentialException refusal = Assert.Throws<CredentialException>(() => AlternativeName.ReadAll([name]));

        Assert.StartsWith("SubjectAlternativeName ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_taken_breaks_no_rule()
    {
        const int Rounds = 5_000;
        const string Odd = "a1.-_~:/?#[]@!$&'()*+,;=%\"\\<>{}|^` é\0";
        string[] seeds = ["email:ada@example.com", "email:\"a\\\"b\"@[192.0.2.1]", "URI:spiffe://example.com/ci", "URI:https://u@[2001:db8::1]:8443/a?b#c", "URI:urn:uuid:1"];
        var random = new Random(20261123);
        using CertificateAuthority authority = SampleAuthority.Create();
        SubjectKey key = SubjectKeyGenerator.Create(KeyAlgorithm.EcdsaP256);
        int taken = 0;
        for (int round = 0; round < Rounds; round++)
        {
            char[] name = seeds[round % seeds.Length].ToCharArray();
            for (int times = random.Next(1, 4); times > 0; times--)
            {
                name[random.Next(4, name.Length)] = Odd[random.Next(Odd.Length)];
            }

            try
            {
                LeafProfile profile = SampleAuthority.Profile() with { AlternativeNames = AlternativeName.ReadAll([new string(name)]) };
                var view = new CertificateView(CertificateKind.Client, authority.Issue(profile, key).Der, authority.Certificate);
                Assert.All(NameRules.All, rule => Assert.False(rule.Applies(view) && rule.IsBrokenBy(view), $"round {round}: '{new string(name)}' breaks {rule}"));
                taken++;
            }
            catch (CredentialException refusal)
            {
                Assert.Equal(CredentialErrors.InvalidArgument, refusal.Definition);
            }
        }

        Assert.InRange(taken, Rounds / 100, Rounds - 1);
    }
}
