using System.Runtime.InteropServices;

namespace PSCredentials.Deployment;

/// <summary>What the framework has no way for: who owns a file, and a folder that is on disk.</summary>
internal static class PosixFile
{
    private const int WorkingFolder = -100;
    private const int StatusLength = 256;
    private const int UserAt = 20;
    private const int GroupAt = 24;

    /// <summary>Gives a file the owner and group of another one. Does nothing where the system is not Linux.</summary>
    /// <exception cref="IOException">This account may not do that.</exception>
    public static void CopyOwner(string from, string to)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        (uint User, uint Group) wanted = Owner(from);
        if (wanted != Owner(to) && ChangeOwner(to, wanted.User, wanted.Group) != 0)
        {
            throw new IOException($"'{from}' belongs to another user or group, which this account cannot give to the file that takes its place.");
        }
    }

    /// <summary>Puts on disk that a file has its name. Does nothing on Windows, which keeps names by itself.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, 0);
        if (descriptor >= 0)
        {
            int result = Flush(descriptor);
            Close(descriptor);
            if (result != 0)
            {
                throw new IOException($"The folder '{folder}' could not be written to disk.");
            }
        }
    }

    private static (uint User, uint Group) Owner(string path)
    {
        // Has the same layout on every processor, other than stat.
        var status = new byte[StatusLength];
        return Status(WorkingFolder, path, 0, 0x7FF, status) == 0
            ? (BitConverter.ToUInt32(status, UserAt), BitConverter.ToUInt32(status, GroupAt))
            : throw new IOException($"The owner of '{path}' cannot be read.");
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Status(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "chown")]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
