using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Names as people write them for what a list holds: with wildcards or not, without regard to case.</summary>
internal static class NamePattern
{
    /// <summary>Whether a name matches one of several.</summary>
    /// <param name="patterns">Names and patterns; none for any name. An empty one, as an empty cell of a CSV file gives it, counts as not given.</param>
    /// <param name="name">The name.</param>
    /// <returns>Whether it is meant.</returns>
    internal static bool Match(IReadOnlyList<string>? patterns, string name)
    {
        string[] given = Given(patterns);
        return given.Length == 0 || given.Any(pattern => Matches(pattern, name));
    }

    /// <summary>The names that are not empty.</summary>
    /// <param name="patterns">Names and patterns.</param>
    /// <returns>Those that were given.</returns>
    internal static string[] Given(IReadOnlyList<string>? patterns) => patterns is null ? [] : [.. patterns.Where(pattern => !string.IsNullOrEmpty(pattern))];

    /// <summary>Whether a name is meant.</summary>
    /// <param name="pattern">A name or a pattern.</param>
    /// <param name="name">The name.</param>
    /// <returns>Whether they match.</returns>
    internal static bool Matches(string pattern, string name) =>
        IsWild(pattern) ? WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name) : string.Equals(pattern, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name has wildcards.</summary>
    /// <param name="pattern">The name.</param>
    /// <returns>Whether it may stand for several.</returns>
    internal static bool IsWild(string pattern) => WildcardPattern.ContainsWildcardCharacters(pattern);

    /// <summary>Refuses a name that is a pattern, where one record has to be named.</summary>
    internal static void RefuseWild(string name, string command)
    {
        if (IsWild(name))
        {
            throw new CredentialException(CredentialErrors.WildcardNotAllowed, $"Name '{name}' has wildcards, which {command} does not take.");
        }
    }
}
