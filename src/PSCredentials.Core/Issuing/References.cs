using System.Globalization;
using PSCredentials.Storage;

namespace PSCredentials.Issuing;

/// <summary>Holds a reference to the one record it has to mean.</summary>
internal static class References
{
    /// <summary>The one record found.</summary>
    /// <exception cref="CredentialException">There is none, or the name means several.</exception>
    public static Stored<T> Single<T>(List<Stored<T>> found, string noun, CredentialReference reference) => found.Count switch
    {
        1 => found[0],
        0 => throw None(noun, reference),
        _ => throw new CredentialException(CredentialErrors.AmbiguousName, $"The name '{reference}' means more than one {noun}."),
    };

    /// <summary>The error that there is none.</summary>
    public static CredentialException None(string noun, CredentialReference reference) =>
        new(CredentialErrors.NotFound, $"There is no {noun} '{reference}'.");

    /// <summary>Refuses a change of a record that is not as the reference says it was. Asked in the transaction of the change.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="noun">What kind of record it is.</param>
    /// <param name="modifiedAt">When the record was last changed.</param>
    /// <exception cref="CredentialException">It was changed since then, or is another one.</exception>
    public static void EnsureUnmodified(CredentialReference reference, string noun, DateTimeOffset modifiedAt)
    {
        if (reference.ModifiedAt is { } expected && expected.ToUnixTimeMilliseconds() != modifiedAt.ToUnixTimeMilliseconds())
        {
            throw new CredentialException(
                CredentialErrors.ModifiedMeanwhile,
                $"The {noun} '{reference}' was changed on {Utc(modifiedAt)}; it is no longer as it was on {Utc(expected)}.");
        }
    }

    /// <summary>When a record that is changed now says it was, so that no two of its changes say the same.</summary>
    /// <param name="before">What it said before.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>Now, or the next millisecond where the clock has not moved on.</returns>
    public static DateTimeOffset NextModification(DateTimeOffset before, DateTimeOffset now) => now > before ? now : before.AddMilliseconds(1);

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);
}
