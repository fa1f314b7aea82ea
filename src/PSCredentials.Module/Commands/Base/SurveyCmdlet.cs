using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;
using PSCredentials.Module.Errors;
using PSCredentials.Module.Reporting;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>A command that reads all families of several authorities before it says anything.</summary>
public abstract class SurveyCmdlet : SessionCmdlet
{
    private readonly List<ICredentialAuthority> _authorities = [];

    private protected SurveyCmdlet()
    {
    }

    /// <summary>The authorities: names of connections, or objects as Get-CredentialAuthority returns them. The current one by default.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AuthorityIdentityList]
    [ArgumentCompleter(typeof(AuthorityCompleter))]
    public AuthorityIdentity[]? Authority { get; set; }

    private protected override bool CountsRecords => false;

    /// <summary>The authorities that were named, each once.</summary>
    private protected IReadOnlyList<ICredentialAuthority> Authorities => _authorities;

    private protected override void Process()
    {
        if (Authority is null)
        {
            Add((SessionConnections.Here.Current ?? OpenDefault()).Authority);
        }

        foreach (AuthorityIdentity named in Authority ?? [])
        {
            Attempt(named.Name, () => Add(named.Live ?? Find(named).Authority));
        }
    }

    /// <summary>Reads one family. One that an authority has not is passed over; one that could not be read is an error, and nothing of it is kept.</summary>
    private protected FamilyReading Read<T, TEntry>(
        ICredentialAuthority authority, CredentialFamily family, Func<CancellationToken, IAsyncEnumerable<T>> list, Func<T, TEntry?> describe, List<TEntry> entries)
        where TEntry : class
    {
        int before = entries.Count;
        try
        {
            foreach (T credential in Stream(list))
            {
                if (describe(credential) is { } entry)
                {
                    entries.Add(entry);
                }

                CountOne();
            }

            return new FamilyReading(family, entries.Count - before);
        }
        catch (CredentialException error) when (!ErrorRecords.IsTerminating(error))
        {
            entries.RemoveRange(before, entries.Count - before);
            bool isExpected = error.Code == CredentialErrorCode.NotSupported;
            if (!isExpected)
            {
                WriteError(ErrorRecords.Create(error, authority.Name));
            }

            return new FamilyReading(family, 0, error.Message, isExpected);
        }
    }

    private void Add(ICredentialAuthority authority)
    {
        if (!_authorities.Contains(authority))
        {
            _authorities.Add(authority);
        }
    }
}
