namespace PSCredentials.HelpBuilder;

/// <summary>What the command line asks for.</summary>
/// <param name="Docs">The folder with the pages.</param>
/// <param name="Module">The folder with the built module.</param>
/// <param name="CheckOnly">Whether nothing is written.</param>
internal sealed record BuilderOptions(string Docs, string Module, bool CheckOnly)
{
    /// <summary>How to call the program.</summary>
    public const string Usage = """
        HelpBuilder [--check] [--docs <folder>] [--module <folder>]

        Compares the pages of docs/en-US with the cmdlets of module/PSCredentials, and writes the help that Get-Help shows.
        --check    only compares.
        Exit codes: 0 all is well, 1 pages and cmdlets disagree, 2 it could not be tried.
        """;

    /// <summary>Reads a command line; folders that are not named are those of the repository that the program is in.</summary>
    /// <exception cref="ArgumentException">It cannot be understood.</exception>
    public static BuilderOptions Parse(IReadOnlyList<string> arguments)
    {
        string? docs = null;
        string? module = null;
        bool check = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--check":
                    check = true;
                    break;
                case "--docs" when i + 1 < arguments.Count:
                    docs = arguments[++i];
                    break;
                case "--module" when i + 1 < arguments.Count:
                    module = arguments[++i];
                    break;
                default:
                    throw new ArgumentException($"'{arguments[i]}' is not understood.\n{Usage}");
            }
        }

        return new BuilderOptions(
            Path.GetFullPath(docs ?? Path.Combine(Repository(), "docs", "en-US")),
            Path.GetFullPath(module ?? Path.Combine(Repository(), "module", "PSCredentials")),
            check);
    }

    private static string Repository()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "PSCredentials.sln")))
            {
                return at.FullName;
            }
        }

        throw new ArgumentException("The program lies in no repository; name the folders with --docs and --module.");
    }
}
