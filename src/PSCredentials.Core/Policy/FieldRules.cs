using System.Globalization;
using System.Text;

namespace PSCredentials.Policy;

/// <summary>What texts in a request may look like. Each refusal names the field, the fault and what is allowed.</summary>
internal static class FieldRules
{
    /// <summary>The longest text that contract 1 allows.</summary>
    public const int LongestText = 1024;

    /// <summary>A name or namespace of an API credential: 6 to 1024 characters, as contract 1 says.</summary>
    public static string CredentialName(string field, string? value) => Name(field, value, 6, LongestText);

    /// <summary>A name that others refer to: without wildcard characters, so that a name is never read as a pattern.</summary>
    public static string Name(string field, string? value, int least, int most)
    {
        string name = Text(field, value, most);
        if (name.Length < least)
        {
            throw CredentialException.Invalid(field, $"has {name.Length} characters; {least} to {most} are allowed.");
        }

        if (name.AsSpan().Trim().Length != name.Length)
        {
            throw CredentialException.Invalid(field, "begins or ends with white space.");
        }

        return name.AsSpan().IndexOfAny("*?[]`") is >= 0 and int at
            ? throw CredentialException.Invalid(field, $"has the character '{name[at]}'; the wildcard characters * ? [ ] and ` are not allowed.")
            : name;
    }

    /// <summary>A text for people: no control characters and none that turn the direction of writing.</summary>
    public static string Text(string field, string? value, int most = LongestText)
    {
        string text;
        try
        {
            text = (value ?? string.Empty).Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            throw CredentialException.Invalid(field, "is not well-formed Unicode.");
        }

        if (text.Length > most)
        {
            throw CredentialException.Invalid(field, $"has {text.Length} characters; at most {most} are allowed.");
        }

        // By code point: some format characters, such as the invisible tags, lie beyond U+FFFF.
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                throw CredentialException.Invalid(field, $"has the character U+{rune.Value:X4}; control and format characters are not allowed.");
            }
        }

        return text;
    }

    /// <summary>Labels: at most 64, the names 1 to 128 characters and different without regard to case, the values up to 1024.</summary>
    public static IReadOnlyDictionary<string, string> Labels(IReadOnlyDictionary<string, string> labels)
    {
        if (labels.Count > 64)
        {
            throw CredentialException.Invalid("Label", $"has {labels.Count} entries; at most 64 are allowed.");
        }

        var result = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in labels)
        {
            if (!result.TryAdd(Name("Label", name, 1, 128), Text("Label", value)))
            {
                throw CredentialException.Invalid("Label", $"names '{name}' twice.");
            }
        }

        return result;
    }

    /// <summary>Roles: namespace and role 1 to 1024 characters, none twice.</summary>
    public static IReadOnlyList<NamespaceRole> Roles(IReadOnlyList<NamespaceRole> roles)
    {
        var result = new List<NamespaceRole>();
        foreach (NamespaceRole? role in roles)
        {
            if (role is null)
            {
                throw CredentialException.Invalid("NamespaceRole", "holds a null; write namespace:role.");
            }

            string scope = role.Namespace == "*" ? "*" : Name("NamespaceRole", role.Namespace, 1, LongestText);
            var checkedRole = new NamespaceRole(scope, Name("NamespaceRole", role.Role, 1, LongestText));
            if (scope.AsSpan().IndexOfAny(':', '/') >= 0)
            {
                throw CredentialException.Invalid("NamespaceRole", $"'{scope}' holds ':' or '/'; write namespace:role.");
            }

            if (!result.Contains(checkedRole))
            {
                result.Add(checkedRole);
            }
        }

        return result;
    }

    /// <summary>Groups: 1 to 1024 characters, none twice.</summary>
    public static IReadOnlyList<string> Groups(IReadOnlyList<string> groups) =>
        [.. groups.Select(group => Name("UserGroup", group, 1, LongestText)).Distinct(StringComparer.Ordinal)];
}
