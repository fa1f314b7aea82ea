using System.Management.Automation;
using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>
/// A command that lists members of the credential family. It streams, pages, and reports each name without wildcards, and each id, that was
/// not found.
/// </summary>
/// <typeparam name="T">The member of the family.</typeparam>
public abstract class CredentialListCmdlet<T> : AuthorityCmdlet
    where T : class, ICredential
{
    private DateTimeOffset _now;

    private protected CredentialListCmdlet()
    {
    }

    /// <summary>Only what is unexpired and expires within this time: a number of days, a TimeSpan, or text such as '12h'.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? ExpiringWithin { get; set; }

    /// <summary>Only what expired before this moment; local time where it names no zone.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? ExpiredBefore { get; set; }

    /// <summary>Which part of a list is wanted.</summary>
    /// <param name="Skip">How many to pass over.</param>
    /// <param name="First">How many at most; null for all.</param>
    private protected sealed record Page(long Skip, long? First);

    /// <summary>What the command lists, for messages.</summary>
    private protected abstract string Noun { get; }

    private protected abstract string[] Names { get; }

    private protected abstract string[] Ids { get; }

    private protected DateTimeOffset? ExpiringBefore => ExpiringWithin is { } time ? _now + time : null;

    /// <summary>The values of a parameter; an empty cell of a CSV file counts as not given.</summary>
    private protected static string[] Given(string[]? values) => values is null ? [] : [.. values.Where(value => !string.IsNullOrEmpty(value))];

    private protected abstract IAsyncEnumerable<T> ListAsync(ICredentialAuthority authority, Page page, CancellationToken cancellationToken);

    private protected abstract Task<long> CountAsync(ICredentialAuthority authority, CancellationToken cancellationToken);

    private protected virtual void Emit(T credential) => WriteObject(credential);

    private protected sealed override void Begin() => _now = Now;

    private protected sealed override void Process()
    {
        ICredentialAuthority authority = Target;
        PagingParameters paging = PagingParameters;
        if (paging.IncludeTotalCount)
        {
            long count = Await(cancellation => CountAsync(authority, cancellation));
            WriteObject(paging.NewTotalCount((ulong)count, 1.0));
        }

        bool whole = paging is { Skip: 0, First: ulong.MaxValue };
        var page = new Page((long)Math.Min(paging.Skip, long.MaxValue), paging.First > long.MaxValue ? null : (long)paging.First);
        var missing = new HashSet<string>(whole ? Literals() : [], StringComparer.OrdinalIgnoreCase);
        foreach (T credential in Stream(cancellation => ListAsync(authority, page, cancellation)))
        {
            missing.Remove(credential.Name);
            missing.Remove(credential.Id);
            Emit(credential);
        }

        foreach (string literal in Literals().Where(missing.Contains))
        {
            Attempt(literal, () => throw new CredentialException(CredentialErrors.NotFound, $"No {Noun} '{literal}' was found{Narrowed()}."));
        }
    }

    private IEnumerable<string> Literals() => Ids.Concat(Names.Where(name => !WildcardPattern.ContainsWildcardCharacters(name)));

    // A name that exists but is narrowed away by another parameter is not found either; the message has to let the user see that.
    private string Narrowed()
    {
        string[] filters = ["Type", "Namespace", "Workspace", "Project", "Role", "Owner", "UserName", "Email", "State", "Label", "ExpiringWithin", "ExpiredBefore", "Removed"];
        string[] given = [.. filters.Where(MyInvocation.BoundParameters.ContainsKey)];
        return given.Length == 0 ? string.Empty : $" with the given {string.Join(", ", given)}";
    }
}
