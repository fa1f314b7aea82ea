namespace PSCredentials.Tests;

/// <summary>A folder of a test's own that is gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("psc-test-");

    public string Path => _folder.FullName;

    public string Write(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, byte[] octets)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, octets);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
