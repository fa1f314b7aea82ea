using System.Globalization;

namespace PSCredentials.Tests.Fuzzing;

/// <summary>What the refusal of a damaged input has to be.</summary>
internal static class Refused
{
    /// <summary>Checks a refusal.</summary>
    /// <param name="refusal">What was thrown.</param>
    /// <param name="allowed">The errors that are right.</param>
    /// <param name="secrets">What no message may show.</param>
    public static void Check(CredentialException refusal, IReadOnlyList<CredentialErrorDefinition> allowed, params string[] secrets)
    {
        Assert.Contains(refusal.Definition, allowed);
        CheckText(refusal.Message, secrets);
    }

    /// <summary>A text for people: something, not too long, no control or format characters, no secret.</summary>
    public static void CheckText(string text, params string[] secrets)
    {
        const int Longest = 100_000;
        Assert.InRange(text.Length, 1, Longest);
        Assert.DoesNotContain(text, c => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }
}
