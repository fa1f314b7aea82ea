using System.Net.Mail;
using PSCredentials.Policy;
using PSCredentials.Storage;

namespace PSCredentials.Projects;

/// <summary>What the facts of project credentials may look like. The texts about what is empty, taken or missing are those of contract 3.</summary>
internal static class ProjectRules
{
    private const int LongestName = 255;

    // RFC 5321, 4.5.3.1: a path has 256 octets, two of which are its brackets.
    private const int LongestEmail = 254;

    /// <summary>The name of a project, role or environment.</summary>
    public static string Name(string? name) => FieldRules.Name("Name", name, 1, LongestName);

    /// <summary>A username.</summary>
    public static string Username(string? username)
    {
        if (string.IsNullOrWhiteSpace(username))
        {
            throw Empty("username");
        }

        string text = FieldRules.Name("Username", username, 1, LongestName);

        // A colon ends the username in the Basic scheme (RFC 7617) and in password files, where a '#' begins a comment.
        return text.Contains(':', StringComparison.Ordinal) || text[0] == '#'
            ? throw CredentialException.Invalid("Username", "holds a colon or begins with '#'; neither is allowed.")
            : text;
    }

    /// <summary>The full name of a holder.</summary>
    public static string FullName(string? fullName) =>
        string.IsNullOrWhiteSpace(fullName) ? throw Empty("full name") : FieldRules.Text("FullName", fullName).Trim();

    /// <summary>An e-mail address.</summary>
    public static string Email(string? email)
    {
        if (string.IsNullOrWhiteSpace(email))
        {
            throw Empty("email");
        }

        string text = FieldRules.Text("Email", email, LongestEmail);
        return MailAddress.TryCreate(text, out MailAddress? address) && address.Address == text
            ? text
            : throw CredentialException.Invalid("Email", "is not an e-mail address such as user@example.com.");
    }

    /// <summary>Roles as they were made, none twice.</summary>
    /// <exception cref="CredentialException">One does not exist.</exception>
    public static IReadOnlyList<string> Roles(StoreConnection connection, IReadOnlyList<string> roles)
    {
        if (roles.Count == 0)
        {
            return [];
        }

        Dictionary<string, string> known = RoleTable.Names(connection, [.. roles.Select(role => Filter.Key(role ?? string.Empty))]);
        return
        [
            .. roles.Select(role => known.GetValueOrDefault(Filter.Key(role ?? string.Empty))
                    ?? throw CredentialException.Invalid("Role", $"'{FieldRules.Text("Role", role)}' does not exist; only roles that were made are allowed."))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The proxies and groups of a grant.</summary>
    public static IReadOnlyList<AccessTarget> Targets(IReadOnlyList<AccessTarget> targets) =>
        [.. targets.Select(target => Enum.IsDefined(target.Type)
            ? target with { Name = Name(target.Name) }
            : throw CredentialException.Invalid("Type", $"{(int)target.Type} is not a type; allowed are {string.Join(", ", Enum.GetNames<AccessTargetType>())}.")).Distinct()];

    /// <summary>Where the project of a name is.</summary>
    /// <exception cref="CredentialException">There is none.</exception>
    public static (long Row, string Id, string Name) Project(StoreConnection connection, string name) => ProjectTable.Locate(connection, name) ?? throw NoProject(name);

    /// <summary>The error about a value that is missing.</summary>
    public static CredentialException Empty(string field) => new(CredentialErrors.InvalidArgument, $"Credential {field} can not be empty!");

    /// <summary>The error about a project that is not there, or not the caller's: the two look the same.</summary>
    public static CredentialException NoProject(string name) =>
        new(CredentialErrors.NotFound, $"Project({name}) was not found or user does not have privilege to access it!");

    /// <summary>The error about a credential that is not there, or was not named.</summary>
    public static CredentialException NoCredential(CredentialReference reference) =>
        reference.Id is null && string.IsNullOrWhiteSpace(reference.Name) ? Empty("username") : new(CredentialErrors.NotFound, reference.Id is null ? $"Credential (username: {reference.Name}) was not found!" : $"There is no project credential '{reference.Id}'.");
}
