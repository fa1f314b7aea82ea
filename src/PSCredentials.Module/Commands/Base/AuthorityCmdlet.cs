using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>A command that goes to an authority: the one that is named, else the session's current one, else the default one, opened on first use.</summary>
public abstract class AuthorityCmdlet : SessionCmdlet
{
    private readonly Dictionary<(string Name, string? Location), ICredentialAuthority> _found = [];
    private ICredentialAuthority? _unnamed;

    private protected AuthorityCmdlet()
    {
    }

    /// <summary>
    /// The authority to work on: the name of a connection, or an object as Connect-CredentialAuthority and Get-CredentialAuthority return it.
    /// The session's current one by default; without any connection, the embedded authority in the folder that PSCREDENTIALS_HOME names, or in
    /// the user's data folder. It is taken from the pipeline's objects, so that what was read from an authority goes back to the same one.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AuthorityIdentity]
    [ArgumentCompleter(typeof(AuthorityCompleter))]
    public virtual AuthorityIdentity? Authority { get; set; }

    private protected override object? Subject => Authority?.Name;

    /// <summary>Where a record goes that names no authority.</summary>
    private protected virtual SessionConnections.Connection Unnamed() => SessionConnections.Here.Current ?? OpenDefault();

    /// <summary>The authority this record goes to.</summary>
    private protected ICredentialAuthority Target
    {
        get
        {
            if (Authority?.Live is { } live)
            {
                return live;
            }

            if (Authority is not { } named)
            {
                return _unnamed ??= Unnamed().Authority;
            }

            if (!_found.TryGetValue((named.Name, named.Location), out ICredentialAuthority? authority))
            {
                authority = Find(named).Authority;
                _found.Add((named.Name, named.Location), authority);
            }

            return authority;
        }
    }
}
