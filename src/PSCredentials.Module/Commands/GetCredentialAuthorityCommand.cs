using System.Management.Automation;
using PSCredentials.Module.Completion;
using PSCredentials.Module.Errors;
using PSCredentials.Module.Loading;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>
/// Lists the authorities that the session is connected to; without any connection, the default one, which it opens. To look for a name makes no vault.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CredentialAuthority")]
[OutputType(typeof(CredentialAuthorityInfo))]
public sealed class GetCredentialAuthorityCommand : SessionCmdlet
{
    /// <summary>Names; wildcards are allowed. A name without wildcards that is not found is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AuthorityCompleter))]
    public string[] Name { get; set; } = ["*"];

    private protected override void Process()
    {
        SessionConnections session = SessionConnections.Here;
        bool looksForName = MyInvocation.BoundParameters.ContainsKey(nameof(Name));
        if (session.Current is null && (!looksForName || AuthorityProvider.Instance.Exists(new AuthorityOptions())))
        {
            OpenDefault();
        }

        IReadOnlyList<SessionConnections.Connection> open = session.List();
        foreach (string name in Name)
        {
            Attempt(name, () => List(name, open));
        }
    }

    private void List(string name, IReadOnlyList<SessionConnections.Connection> open)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
        var found = open.Where(connection => pattern.IsMatch(connection.Authority.Name)).ToList();
        found.ForEach(Show);
        if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
        {
            throw NotConnected(name);
        }
    }

    // One that went away hides none of the others, and its name is what Disconnect-CredentialAuthority needs.
    private void Show(SessionConnections.Connection connection)
    {
        try
        {
            WriteObject(Describe(connection));
        }
        catch (CredentialException error)
        {
            WriteError(ErrorRecords.Create(error, connection.Authority.Name));
        }
    }
}
