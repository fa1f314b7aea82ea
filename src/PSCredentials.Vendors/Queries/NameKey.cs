using System.Text;

namespace PSCredentials.Vendors.Queries;

/// <summary>The form that names are compared by, here as in an embedded authority: composed, upper case, without regard to the user's language.</summary>
internal static class NameKey
{
    // Far longer than any name.
    private const int LongestPattern = 16 * 1024;

    /// <summary>The key of a name that an authority gave.</summary>
    public static string Of(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormC).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Not well-formed Unicode: it is the same as itself alone.
            return name;
        }
    }

    /// <summary>The key of a name or pattern that the user gave.</summary>
    /// <exception cref="CredentialException">It is nothing that a name could equal.</exception>
    public static string OfGiven(string? given)
    {
        if (given is null || given.Contains('\0', StringComparison.Ordinal) || given.Length > LongestPattern)
        {
            throw CredentialException.Invalid("A name or pattern", given is null ? "is null." : $"holds a NUL character or has more than {LongestPattern} characters.");
        }

        try
        {
            return given.Normalize(NormalizationForm.FormC).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            throw CredentialException.Invalid("A name or pattern", "is not well-formed Unicode.");
        }
    }
}
