using System.Reflection;
using System.Runtime.Loader;

namespace PSCredentials.Module.Loading;

/// <summary>
/// Holds an assembly of the deps folder and what it depends on, away from what the session or other modules have loaded. The abstractions and the framework
/// come from the default context, so that both sides speak of the same types.
/// </summary>
internal sealed class PrivateLoadContext : AssemblyLoadContext
{
    private readonly string _folder;
    private readonly AssemblyDependencyResolver _resolver;

    /// <summary>Makes a context; nothing is loaded yet.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="entryAssembly">The assembly's path; the <c>.deps.json</c> beside it says what it depends on.</param>
    internal PrivateLoadContext(string name, string entryAssembly)
        : base(name)
    {
        _folder = Path.GetDirectoryName(entryAssembly)!;
        _resolver = new AssemblyDependencyResolver(entryAssembly);
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        Assembly shared = typeof(ICredentialAuthority).Assembly;
        if (assemblyName.Name == shared.GetName().Name)
        {
            return shared;
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string? path = _resolver.ResolveUnmanagedDllToPath(unmanagedDllName)
            ?? PortableRuntime.FindNative(Path.Combine(_folder, "runtimes"), unmanagedDllName);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }
}
