using System.Reflection;
using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.HighLevelAPI.Factories;

namespace PSCredentials.Pki.Pkcs11;

/// <summary>
/// The libraries of tokens, each loaded and initialized once in a process. They are never finalized: that would end the sessions of everybody else in the
/// process who uses the same library.
/// </summary>
internal static class Pkcs11Module
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, IPkcs11Library> Loaded = new(StringComparer.Ordinal);

    // Replaced ones stay: their finalizers would unload a library that is in use.
    private static readonly List<IPkcs11Library> Replaced = [];

    static Pkcs11Module()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, FindLoader);
        }
        catch (InvalidOperationException)
        {
            // Somebody who shares the assembly has seen to it.
        }
    }

    /// <summary>What makes the objects of the library's interface.</summary>
    public static Pkcs11InteropFactories Factories { get; } = new();

    /// <summary>What makes attributes of objects.</summary>
    public static IObjectAttributeFactory Attribute => Factories.ObjectAttributeFactory;

    /// <summary>The library of a key's token, initialized.</summary>
    /// <param name="uri">The key.</param>
    /// <returns>The library; nobody disposes it.</returns>
    /// <exception cref="CredentialException">It is missing, or no PKCS#11 library that works.</exception>
    public static IPkcs11Library Get(Pkcs11Uri uri)
    {
        string path = Locate(uri);
        lock (Gate)
        {
            return Loaded.TryGetValue(path, out IPkcs11Library? library) ? library : Loaded[path] = Load(uri, path);
        }
    }

    /// <summary>Lets a library be initialized again that somebody else in the process has finalized.</summary>
    /// <param name="uri">The key.</param>
    public static void Renew(Pkcs11Uri uri)
    {
        string path = Locate(uri);
        lock (Gate)
        {
            if (Loaded.Remove(path, out IPkcs11Library? before))
            {
                Replaced.Add(before);
            }
        }
    }

    /// <summary>The path of a key's library.</summary>
    /// <param name="uri">The key.</param>
    /// <returns>A full path.</returns>
    /// <exception cref="CredentialException">There is none of its name.</exception>
    public static string Locate(Pkcs11Uri uri) =>
        uri.ModulePath
        ?? RegisteredModules.Find(uri.ModuleName!)
        ?? throw TokenErrors.Unavailable(uri, $"no library is registered with the system as '{uri.ModuleName}'; name it with module-path=");

    private static IPkcs11Library Load(Pkcs11Uri uri, string path)
    {
        if (!File.Exists(path))
        {
            throw TokenErrors.Unavailable(uri, $"its library '{path}' does not exist");
        }

        try
        {
            return Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, path, AppType.MultiThreaded);
        }
        catch (Exception error) when (
            error is UnmanagedException or LibraryArchitectureException or Pkcs11Exception or UnsupportedPlatformException or DllNotFoundException
                or EntryPointNotFoundException or BadImageFormatException)
        {
            throw TokenErrors.Unavailable(uri, $"its library '{path}' does not load: {error.Message}", error);
        }
    }

    // The package asks for "libdl". glibc calls it libdl.so.2, other systems have it in their C library, which every process holds.
    private static nint FindLoader(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name != "libdl" ? 0
        : NativeLibrary.TryLoad("libdl.so.2", out nint library) ? library
        : NativeLibrary.GetMainProgramHandle();
}
