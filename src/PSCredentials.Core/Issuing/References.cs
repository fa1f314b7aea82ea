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
}
