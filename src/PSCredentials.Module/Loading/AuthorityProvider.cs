using System.Reflection;

namespace PSCredentials.Module.Loading;

/// <summary>The embedded core's provider, loaded when it is first asked for. One a process: it holds no state of a session.</summary>
internal static class AuthorityProvider
{
    private const string EntryAssembly = "PSCredentials.Core";
    private const string EntryType = "PSCredentials.EmbeddedAuthorityProvider";

    // A failure is not kept, so that a repaired installation works without a new session.
    private static readonly Lazy<ICredentialAuthorityProvider> Loaded = new(Load, LazyThreadSafetyMode.PublicationOnly);
    private static readonly Lock LoadLock = new();
    private static CoreLoadContext? _context;

    /// <summary>The provider.</summary>
    /// <exception cref="CredentialException">The core is missing or cannot be loaded.</exception>
    internal static ICredentialAuthorityProvider Instance => Loaded.Value;

    private static ICredentialAuthorityProvider Load()
    {
        string folder = Path.GetDirectoryName(typeof(AuthorityProvider).Assembly.Location) ?? string.Empty;
        string path = Path.Combine(folder, "deps", EntryAssembly + ".dll");
        if (!File.Exists(path))
        {
            throw new CredentialException(CredentialErrors.ModuleIncomplete, $"The file '{path}' is missing.");
        }

        try
        {
            lock (LoadLock)
            {
                _context ??= new CoreLoadContext(path);
                Assembly core = _context.LoadFromAssemblyName(new AssemblyName(EntryAssembly));
                return (ICredentialAuthorityProvider)Activator.CreateInstance(core.GetType(EntryType, throwOnError: true)!)!;
            }
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or TypeLoadException or InvalidOperationException or TargetInvocationException)
        {
            throw new CredentialException(CredentialErrors.ModuleIncomplete, $"'{path}' cannot be loaded: {error.Message}", error);
        }
    }
}
