using System.Reflection;

namespace PSCredentials.Module.Loading;

/// <summary>An object of an assembly in the deps folder, loaded when it is first asked for.</summary>
/// <typeparam name="T">What the module knows it by, a type of the abstractions.</typeparam>
internal sealed class EntryPoint<T>
    where T : class
{
    private readonly string _context;
    private readonly string _assembly;
    private readonly string _type;
    private readonly Lock _lock = new();
    private readonly Lazy<T> _loaded;
    private PrivateLoadContext? _loadContext;

    /// <summary>Names it; nothing is loaded yet.</summary>
    /// <param name="context">What the load context is called.</param>
    /// <param name="assembly">The assembly's name.</param>
    /// <param name="type">The type's full name; it has a constructor without parameters.</param>
    internal EntryPoint(string context, string assembly, string type)
    {
        (_context, _assembly, _type) = (context, assembly, type);

        // A failure is not kept, so that a repaired installation works without a new session.
        _loaded = new Lazy<T>(Load, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The object.</summary>
    /// <exception cref="CredentialException">The assembly is missing or cannot be loaded.</exception>
    internal T Instance => _loaded.Value;

    private T Load()
    {
        string folder = Path.GetDirectoryName(typeof(EntryPoint<T>).Assembly.Location) ?? string.Empty;
        string path = Path.Combine(folder, "deps", _assembly + ".dll");
        if (!File.Exists(path))
        {
            throw new CredentialException(CredentialErrors.ModuleIncomplete, $"The file '{path}' is missing.");
        }

        try
        {
            lock (_lock)
            {
                _loadContext ??= new PrivateLoadContext(_context, path);
                Assembly entry = _loadContext.LoadFromAssemblyName(new AssemblyName(_assembly));
                return (T)Activator.CreateInstance(entry.GetType(_type, throwOnError: true)!)!;
            }
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or TypeLoadException or InvalidOperationException or TargetInvocationException)
        {
            throw new CredentialException(CredentialErrors.ModuleIncomplete, $"'{path}' cannot be loaded: {error.Message}", error);
        }
    }
}
