using System.Collections;
using System.Globalization;

namespace PSCredentials.Module.Tests.Conformance;

/// <summary>A session on a copy of the sample vault of its own, connected as main, with the variables of the scenarios.</summary>
internal sealed class SampleSession : IDisposable
{
    private readonly SampleVault _sample;
    private TemporaryFolder _folder = new();

    public SampleSession(SampleVault sample)
    {
        _sample = sample;
        Session = ModuleSession.Open(host: Host);
        foreach ((string name, object value) in sample.Values)
        {
            Session.Set(name, value);
        }

        _ = Session.Do(Forms.Functions);
    }

    public ModuleSession Session { get; }

    public RecordingHost Host { get; } = new();

    public string Folder => _folder.Path;

    public string Vault => Path.Combine(Folder, "vault");

    /// <summary>Begins again on a new copy.</summary>
    public void Renew()
    {
        Close();
        _folder.Dispose();
        _folder = new TemporaryFolder();
        _sample.CopyTo(Vault);
        Session.Set("folder", Folder);
        Session.Set("vault", Vault);
        Host.Answer = "No";
        Connect();
    }

    public void Connect()
    {
        _ = Session.Do("$null = Connect-CredentialAuthority -Path $vault -Name main");
        Host.Clear();
    }

    public void Close() => _ = Session.Do("Get-CredentialAuthority * | Disconnect-CredentialAuthority");

    /// <summary>Everything that commands can change, as text: connections, records, policy, files, the environment and the location.</summary>
    public string State()
    {
        SessionResult records = Session.Do("""
            $PWD
            foreach ($open in @(Get-CredentialAuthority *)) {
                $open
                Get-ApiCredential -Authority $open.Name
                Get-ApiKey -Authority $open.Name
                Get-ProjectCredential -Authority $open.Name
                Get-ApiCredential -Authority $open.Name -Removed
                Get-ApiKey -Authority $open.Name -Removed
                Get-ProjectCredential -Authority $open.Name -Removed
                Get-ProjectCredential -Authority $open.Name | Get-ProjectCredentialAccess
                Get-CredentialProject -Authority $open.Name
                Get-CredentialRole -Authority $open.Name
                Get-CredentialEnvironment -Authority $open.Name
                Get-CredentialDeployment -Authority $open.Name
                Get-CredentialCluster -Authority $open.Name
                Get-CredentialPolicy -Authority $open.Name
                Get-CredentialRight -Authority $open.Name
                Get-CredentialConnection -Authority $open.Name
                Get-CredentialNotification -Authority $open.Name
            }
            """);
        IEnumerable<string> files = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Folder, path));
        IEnumerable<string> environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(entry => entry.Key.ToString()!.StartsWith("PSCREDENTIALS", StringComparison.Ordinal)).Select(entry => $"{entry.Key}={entry.Value}");
        return string.Join('\n', records.Output.Select(Describe).Concat(files.Order(StringComparer.Ordinal)).Concat(environment.Order(StringComparer.Ordinal)));
    }

    /// <summary>The text of a value, whatever it holds.</summary>
    public static string Text(object? value) => value switch
    {
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeSpan time => time.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        PSObject wrapped when wrapped.BaseObject is not PSCustomObject => Text(wrapped.BaseObject),
        IDictionary pairs => string.Join(';', pairs.Keys.Cast<object>().Select(key => $"{key}={pairs[key]}").Order(StringComparer.Ordinal)),
        IEnumerable<KeyValuePair<string, string>> pairs => string.Join(';', pairs.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal)),
        IEnumerable many and not string => string.Join(',', many.Cast<object>().Select(Text)),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? string.Empty,
    };

    public void Dispose() => _sample.Return(this);

    /// <summary>Closes the session.</summary>
    public void End()
    {
        Session.Dispose();
        _folder.Dispose();
    }

    // The last use is written behind, whenever that is.
    private static string Describe(PSObject item) =>
        string.Join(", ", item.Properties.Where(property => property is PSProperty && !property.Name.StartsWith("LastUsed", StringComparison.Ordinal))
            .Select(property => $"{property.Name}={Text(property.Value)}"));
}
