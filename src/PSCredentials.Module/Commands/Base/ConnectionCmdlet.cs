using System.Management.Automation;
using System.Security;
using PSCredentials.Formatting;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;
using PSCredentials.Module.Loading;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>A command that makes an authority the session's current one.</summary>
public abstract class ConnectionCmdlet : SessionCmdlet
{
    // As long as certificates live by default: from then on they would be cut short.
    private static readonly TimeSpan CertificateAuthorityNotice = TimeSpan.FromDays(90);

    private protected ConnectionCmdlet()
    {
    }

    /// <summary>The vault's folder, taken literally. By default the one that PSCREDENTIALS_HOME names, then one in the user's data folder.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "Location")]
    public virtual string? Path { get; set; }

    /// <summary>The name the session calls it by; the one kept in the vault by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The passphrase, where the vault is, or shall be, sealed with one.</summary>
    [Parameter]
    [ChosenSecret]
    public virtual SecureString? Passphrase { get; set; }

    private protected override object? Subject => Path ?? Name;

    private protected AuthorityOptions VaultOptions => new()
    {
        Path = string.IsNullOrEmpty(Path) ? null
            : Path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || Path.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                ? throw CredentialException.Invalid("Path", $"'{Path}' is an address and no folder; Connect-CredentialAuthority takes it with -Provider and -Uri.")
            : FilePath.Resolve(this, Path),
        Name = string.IsNullOrEmpty(Name) ? null : Name,
        Passphrase = Passphrase is null ? null : new SecretText(Passphrase),
    };

    /// <summary>
    /// Connects an authority, and returns what it is. Vaults bear the same name unless they were given one: where no -Name says otherwise, a
    /// second one is called by its folder.
    /// </summary>
    private protected void Connect(SessionConnections.Connection connection, AuthorityOptions options)
    {
        SessionConnections session = SessionConnections.Here;
        if (session.IsTaken(connection.Authority.Name, connection.Location) && options.Name is null)
        {
            Await(_ => connection.CloseAsync().AsTask());
            string folder = System.IO.Path.GetFileName(connection.Location);
            connection = Open(options with { Path = connection.Location, Name = folder });
        }

        Enlist(connection);
    }

    /// <summary>Makes an open authority the current one, and returns what it is.</summary>
    private protected void Enlist(SessionConnections.Connection connection)
    {
        SessionConnections session = SessionConnections.Here;
        try
        {
            session.Connect(connection);
        }
        catch (CredentialException)
        {
            Await(_ => connection.CloseAsync().AsTask());
            throw;
        }

        CredentialAuthorityInfo info = Describe(connection);
        if (info.CertificateAuthorityExpiresAt is { } end && end - Now < CertificateAuthorityNotice)
        {
            WriteWarning(
                $"The certificate authority of '{info.Name}' ends {CredentialFormat.Time(end)}; no certificate or kubeconfig is issued past that. "
                + "Update-CredentialAuthorityCertificate puts a new one in its place.");
        }

        WriteObject(info);
    }

    /// <summary>Where the vault is or shall be, once it is clear that the name is free.</summary>
    private protected static string Locate(AuthorityOptions options)
    {
        string location = AuthorityProvider.Instance.ResolvePath(options);
        if (options.Name is { } name)
        {
            SessionConnections.Here.EnsureFree(name, location);
        }

        return location;
    }
}
