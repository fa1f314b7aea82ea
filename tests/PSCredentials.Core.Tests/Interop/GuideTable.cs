namespace PSCredentials.Tests.Interop;

/// <summary>The table of docs/guides/certificates.md that says which program takes which file: the tests hold it to be true.</summary>
internal sealed class GuideTable
{
    private const string Untested = "–";
    private const string Ed25519 = "Ed25519";

    private readonly Dictionary<(string Program, FileForm Form, bool IsEd25519), string> _cells = [];
    private readonly Dictionary<string, string> _versions = [];

    private GuideTable(IEnumerable<string> lines)
    {
        string[][] rows = [.. lines.Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];
        foreach (string head in rows[0].Skip(2))
        {
            int space = head.LastIndexOf(' ');
            _versions.Add(head[..space], head[(space + 1)..]);
        }

        string[] programs = [.. _versions.Keys];
        foreach (string[] row in rows.Skip(2))
        {
            FileForm form = Enum.Parse<FileForm>(row[0].Trim('`'));
            for (int i = 0; i < programs.Length; i++)
            {
                _cells.Add((programs[i], form, row[1] == Ed25519), row[i + 2].Split(' ')[0]);
            }
        }
    }

    public static GuideTable Read() => new(
        File.ReadLines(CertificateGuide.Path).SkipWhile(line => !line.StartsWith("| form |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|')));

    /// <summary>The version of a program that the table was made with, such as <c>3.0</c>.</summary>
    public string Version(ClientProgram program) => _versions[program.Name];

    /// <summary>Whether the table says anything of the file and the program.</summary>
    public bool IsTested(ClientProgram program, SampleFile file) => Cell(program, file) != Untested;

    public bool Reads(ClientProgram program, SampleFile file) => Cell(program, file) is "in" or "reads";

    public bool GetsIn(ClientProgram program, SampleFile file) => Cell(program, file) == "in";

    private string Cell(ClientProgram program, SampleFile file) => _cells[(program.Name, file.Form, file.Key == KeyAlgorithm.Ed25519)];
}
