using System.Collections.Concurrent;

namespace PSCredentials.Tests.Interop;

/// <summary>A program that client certificates are handed to.</summary>
internal abstract class ClientProgram
{
    /// <summary>The name in the guide's table.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it connects to TLS servers.</summary>
    public virtual bool IsTlsClient => false;

    /// <summary>Whether it can be asked to open a file without connecting.</summary>
    public virtual bool IsReader => true;

    /// <summary>What it says of its version.</summary>
    public abstract Task<string> VersionAsync();

    /// <summary>Which of the files it opens, with their private keys where they hold one.</summary>
    public virtual Task<IReadOnlySet<SampleFile>> ReadAsync(IReadOnlyList<SampleFile> files) => WhereAsync(files, ReadsAsync);

    /// <summary>With which of the files it gets in.</summary>
    public virtual Task<IReadOnlySet<SampleFile>> ConnectAsync(IReadOnlyList<SampleFile> files, Nginx server) =>
        WhereAsync(files, file => GetsInAsync(file, server));

    protected virtual Task<bool> ReadsAsync(SampleFile file) => Task.FromResult(false);

    protected virtual Task<bool> GetsInAsync(SampleFile file, Nginx server) => Task.FromResult(false);

    protected static Task<ExternalProgram> RunAsync(string program, params string[] arguments) =>
        ExternalProgram.RunAsync(program, arguments, start => start.Environment["BUNDLE_PASSWORD"] = SampleFile.Password);

    // Two at a time: most of a short program's life is waiting.
    private static async Task<IReadOnlySet<SampleFile>> WhereAsync(IReadOnlyList<SampleFile> files, Func<SampleFile, Task<bool>> isSo)
    {
        var found = new ConcurrentBag<SampleFile>();
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (file, _) =>
        {
            if (await isSo(file))
            {
                found.Add(file);
            }
        });
        return found.ToHashSet();
    }
}
