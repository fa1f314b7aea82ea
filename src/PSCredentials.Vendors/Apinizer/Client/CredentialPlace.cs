namespace PSCredentials.Vendors.Apinizer.Client;

/// <summary>Where a credential is. The contract has no identifiers: project and username, which say the same, stand for them.</summary>
/// <param name="Project">The project.</param>
/// <param name="Username">The username.</param>
internal sealed record CredentialPlace(string Project, string Username)
{
    /// <summary>The identifier, as the path of the credential has it: project and username, each escaped, and a slash between them.</summary>
    public string Id => $"{Uri.EscapeDataString(Project)}/{Uri.EscapeDataString(Username)}";

    /// <summary>The path of a project's credentials under the base.</summary>
    /// <param name="project">The project.</param>
    public static string Credentials(string project) => $"projects/{Segment("Project", project)}/credentials/";

    /// <summary>The path of the credential under the base.</summary>
    public string Path => $"{Credentials(Project)}{Segment("Username", Username)}/";

    /// <summary>The path of what the credential may use, under the base.</summary>
    public string AccessPath => $"{Path}access/";

    /// <summary>Where the credential is that a reference means.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="title">The authority, as messages have it.</param>
    /// <exception cref="CredentialException">It names no project, or what is no credential there, or what may not be seen.</exception>
    public static CredentialPlace Of(CredentialReference reference, string title)
    {
        ArgumentNullException.ThrowIfNull(reference);
        CredentialPlace place = reference switch
        {
            { Id: { } id } => id.Split('/') is [{ Length: > 0 } project, { Length: > 0 } username]
                ? new CredentialPlace(Uri.UnescapeDataString(project), Uri.UnescapeDataString(username))
                : throw new CredentialException(CredentialErrors.NotFound, $"There is no project credential '{id}'."),
            { Name: null or "" } => throw new CredentialException(CredentialErrors.InvalidArgument, ErrorWords.Empty("username")),
            { Scope: { Length: > 0 } project, Name: { } username } => new CredentialPlace(project, username),
            _ => throw NoProject(title),
        };
        return reference.VisibleIn is { } visible && !visible.Contains(place.Project, StringComparer.OrdinalIgnoreCase)
            ? throw new CredentialException(CredentialErrors.NotFound, ErrorWords.NoCredential(place.Username))
            : place;
    }

    /// <summary>The error about a request that names no project.</summary>
    /// <param name="title">The authority, as messages have it.</param>
    public static CredentialException NoProject(string title) =>
        CredentialException.Invalid("Project", $"has to be named, without wildcards: {title} has no way to look into all projects.");

    // What is made of dots alone would lead out of the path.
    private static string Segment(string field, string name) =>
        name is "" or "." or ".." ? throw CredentialException.Invalid(field, $"'{name}' is no name.") : Uri.EscapeDataString(name);
}
