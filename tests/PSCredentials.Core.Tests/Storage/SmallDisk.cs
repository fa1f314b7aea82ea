using System.Diagnostics;

namespace PSCredentials.Tests.Storage;

/// <summary>A file system of its own in memory, small or read-only. Where it cannot be mounted the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _point = Directory.CreateTempSubdirectory("psc-disk-");

    private SmallDisk()
    {
    }

    public string Path => _point.FullName;

    public static SmallDisk Mount(int kibibytes)
    {
        var disk = new SmallDisk();
        bool mounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", disk.Path);
        if (!mounted)
        {
            disk._point.Delete();
        }

        Assert.SkipUnless(mounted, "Mounting a file system needs Linux and root.");
        return disk;
    }

    public void Remount(string option) => Assert.True(Run("mount", "-o", "remount," + option, Path));

    /// <summary>Fills what is left, but for the last bytes.</summary>
    public void Fill(int leftKibibytes)
    {
        string filler = System.IO.Path.Combine(Path, "filler");
        using var stream = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[1024];
        long written = 0;
        try
        {
            while (true)
            {
                stream.Write(block);
                stream.Flush();
                written += block.Length;
            }
        }
        catch (IOException)
        {
            // Full.
        }

        stream.SetLength(Math.Max(0, written - (leftKibibytes * 1024L)));
    }

    public void Free() => File.Delete(System.IO.Path.Combine(Path, "filler"));

    public void Dispose()
    {
        // Lazily, so that a test that failed with a file open shows its own failure.
        Assert.True(Run("umount", "-l", Path));
        _point.Delete();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
