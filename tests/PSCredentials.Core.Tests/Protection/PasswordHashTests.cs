using System.Text;
using PSCredentials.Protection;

namespace PSCredentials.Tests.Protection;

/// <summary>The hash of a password carries what it was made with, and is compared with nothing else.</summary>
public sealed class PasswordHashTests
{
    private static readonly byte[] s_password = Encoding.UTF8.GetBytes("password");

    [Fact]
    public void Its_text_form_reads_back_and_matches()
    {
        var hash = PasswordHash.Create(s_password);

        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", hash.ToString(), StringComparison.Ordinal);
        var read = PasswordHash.Parse(hash.ToString());
        Assert.True(read.Matches(read.Derive(s_password)));
        Assert.False(read.Matches(read.Derive("Password"u8)));
        Assert.NotEqual(hash.ToString(), PasswordHash.Create(s_password).ToString());
        Assert.False(read.IsWeak);
    }

    [Fact]
    public void It_is_what_another_implementation_makes()
    {
        var hash = PasswordHash.Parse("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + Convert.ToBase64String(Reference()).TrimEnd('='));

        Assert.True(hash.Matches(hash.Derive(s_password)));
    }

    [Fact]
    public void A_twin_is_derived_by_the_same_salt()
    {
        var first = PasswordHash.Create(s_password);
        PasswordHash second = first.CreateTwin("second"u8);

        byte[] derived = second.Derive("second"u8);
        Assert.True(second.Matches(derived));
        Assert.False(first.Matches(derived));
        Assert.True(first.Matches(second.Derive(s_password)));
    }

    [Fact]
    public void A_hash_of_weaker_parameters_says_so() =>
        Assert.True(PasswordHash.Parse("$argon2id$v=19$m=8192,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAA").IsWeak);

    [Theory]
    [InlineData("")]
    [InlineData("$2y$10$abc")]
    [InlineData("$argon2i$v=19$m=19456,t=2,p=1$c2FsdA$AAAA")]
    [InlineData("$argon2id$v=16$m=19456,t=2,p=1$c2FsdA$AAAA")]
    [InlineData("$argon2id$v=19$m=99999999,t=2,p=1$c2FsdA$AAAA")]
    [InlineData("$argon2id$v=19$m=19456,t=0,p=1$c2FsdA$AAAA")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=4$c2FsdA$AAAA")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$!$AAAA")]
    public void What_is_no_such_hash_is_refused(string text) => Assert.Throws<FormatException>(() => PasswordHash.Parse(text));

    private static byte[] Reference()
    {
        var generator = new Org.BouncyCastle.Crypto.Generators.Argon2BytesGenerator();
        generator.Init(new Org.BouncyCastle.Crypto.Parameters.Argon2Parameters.Builder(Org.BouncyCastle.Crypto.Parameters.Argon2Parameters.Argon2id)
            .WithVersion(Org.BouncyCastle.Crypto.Parameters.Argon2Parameters.Version13)
            .WithSalt("somesaltsomesalt"u8.ToArray()).WithMemoryAsKB(65536).WithIterations(2).WithParallelism(1).Build());
        var tag = new byte[32];
        generator.GenerateBytes(s_password, tag);
        return tag;
    }
}
