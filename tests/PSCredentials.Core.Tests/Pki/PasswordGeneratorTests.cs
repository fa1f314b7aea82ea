namespace PSCredentials.Tests.Pki;

public sealed class PasswordGeneratorTests
{
    [Fact]
    public void A_password_has_at_least_128_bits()
    {
        Assert.Equal(PasswordGenerator.Alphabet.Length, PasswordGenerator.Alphabet.Distinct().Count());
        Assert.True(PasswordGenerator.Length * Math.Log2(PasswordGenerator.Alphabet.Length) >= 128);
        Assert.Equal(PasswordGenerator.Length, PasswordGenerator.Create().Length);
    }

    [Fact]
    public void The_alphabet_has_no_look_alikes() => Assert.DoesNotContain(PasswordGenerator.Alphabet, c => "0Oo1Il".Contains(c, StringComparison.Ordinal));

    [Fact]
    public void Passwords_use_the_whole_alphabet_and_nothing_else()
    {
        string all = string.Concat(Enumerable.Range(0, 1_000).Select(_ => PasswordGenerator.Create()));

        Assert.Equal(PasswordGenerator.Alphabet.Order(), all.Distinct().Order());
    }

    [Fact]
    public void No_password_comes_twice() => Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => PasswordGenerator.Create()).Distinct().Count());
}
