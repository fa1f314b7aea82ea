using System.Collections;
using System.Management.Automation;
using PSCredentials.Module.Loading;
using PSCredentials.Module.Session;

namespace PSCredentials.Extension;

/// <summary>The vault that a registration with SecretManagement means, open once in each runspace.</summary>
internal sealed class RegisteredVault
{
    private const string PathParameter = "Path";

    // SecretManagement puts this one in by itself.
    private const string VerboseParameter = "Verbose";

    private static readonly TimeSpan StopPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(300);

    private readonly PSCmdlet _cmdlet;
    private readonly AuthorityOptions _options;
    private readonly string _folder;

    /// <summary>Reads the parameters of the registration; nothing is opened yet.</summary>
    /// <param name="cmdlet">Who waits, and can be stopped.</param>
    /// <param name="parameters">The parameters.</param>
    /// <exception cref="CredentialException">One is not known, or is not what it should be.</exception>
    internal RegisteredVault(PSCmdlet cmdlet, Hashtable? parameters)
    {
        _cmdlet = cmdlet;
        _options = new AuthorityOptions { Path = PathOf(parameters ?? []) };
        _folder = AuthorityProvider.Instance.ResolvePath(_options);
    }

    /// <summary>Whether there is a vault.</summary>
    internal bool Exists => AuthorityProvider.Instance.Exists(_options);

    /// <summary>Refuses to go on without a vault.</summary>
    /// <exception cref="CredentialException">There is none.</exception>
    internal void EnsureExists()
    {
        if (!Exists)
        {
            throw new CredentialException(
                CredentialErrors.NotFound, $"There is no vault in '{_folder}'. The first Set-Secret makes one, as does Initialize-CredentialAuthority, which can seal it with a passphrase.");
        }
    }

    /// <summary>Whether it takes a passphrase to open it, which nobody has given in this runspace.</summary>
    internal bool IsLocked => SessionConnections.Here.FindAt(_folder) is null && AuthorityProvider.Instance.NeedsPassphrase(_options);

    /// <summary>Opens it by its passphrase, whether it was open or not.</summary>
    internal void Unlock(SecretText passphrase)
    {
        SessionConnections session = SessionConnections.Here;
        var opened = new SessionConnections.Connection(
            Wait(cancellation => AuthorityProvider.Instance.OpenAsync(_options with { Passphrase = passphrase }, cancellation)), _folder);
        if (session.FindDefault(_folder) is { } before)
        {
            session.Disconnect(before);
        }

        session.AddDefault(opened);
    }

    /// <summary>Does something with its secrets, and waits for that.</summary>
    internal T Await<T>(Func<ISecretVaultService, CancellationToken, Task<T>> operation)
    {
        ISecretVaultService secrets = Open().Authority.Secrets;
        return Wait(cancellation => operation(secrets, cancellation));
    }

    private SessionConnections.Connection Open()
    {
        SessionConnections session = SessionConnections.Here;
        if (session.FindAt(_folder) is { } open)
        {
            if (Exists)
            {
                return open;
            }

            // The folder was removed: what was written through the old handle would go nowhere.
            session.Disconnect(open);
        }

        var connection = new SessionConnections.Connection(Wait(cancellation => AuthorityProvider.Instance.OpenAsync(_options, cancellation)), _folder);
        session.AddDefault(connection);
        return connection;
    }

    // A function cannot be called from without, so that it has to look whether it shall stop.
    private T Wait<T>(Func<CancellationToken, Task<T>> operation)
    {
        var stop = new CancellationTokenSource();
        Task<T> task = Task.Run(() => operation(stop.Token));
        while (Task.WaitAny([task], StopPoll) < 0)
        {
            if (_cmdlet.Stopping)
            {
                stop.Cancel();
                Task.WaitAny([task], StopGrace);
                throw new PipelineStoppedException();
            }
        }

        return task.GetAwaiter().GetResult();
    }

    // Relative paths would start where SecretManagement's own runspace happens to be.
    private static string? PathOf(Hashtable parameters)
    {
        foreach (object key in parameters.Keys)
        {
            if (!IsNamed(key, PathParameter) && !IsNamed(key, VerboseParameter))
            {
                throw CredentialException.Invalid("VaultParameters", $"has the parameter '{key}', which is not known; allowed is {PathParameter}, the folder of the vault.");
            }
        }

        object? given = parameters.Cast<DictionaryEntry>().Where(entry => IsNamed(entry.Key, PathParameter)).Select(entry => entry.Value).FirstOrDefault();
        return SecretObjects.Bare(given) switch
        {
            null or "" => null,
            string path when path == "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal) =>
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..],
            string path when Path.IsPathFullyQualified(path) => path,
            string path => throw CredentialException.Invalid("VaultParameters", $"has the {PathParameter} '{path}', which is relative; only an absolute path, or one that begins with ~, is allowed."),
            var other => throw CredentialException.Invalid("VaultParameters", $"has a {PathParameter} of type {other.GetType().Name}; it has to be a string."),
        };
    }

    private static bool IsNamed(object key, string name) => string.Equals(key as string, name, StringComparison.OrdinalIgnoreCase);
}
