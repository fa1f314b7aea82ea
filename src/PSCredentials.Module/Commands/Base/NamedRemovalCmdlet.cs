using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>
/// A command that removes what others may depend on, by name. What is in use is refused unless it is forced, and ShouldProcess says what that touches.
/// </summary>
/// <typeparam name="T">What it removes.</typeparam>
public abstract class NamedRemovalCmdlet<T> : AuthorityCmdlet
    where T : class
{
    private protected NamedRemovalCmdlet()
    {
    }

    /// <summary>Goes on where it is in use; -WhatIf says what that touches.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected sealed override bool CountsRecords => false;

    /// <summary>What the command removes, for messages.</summary>
    private protected abstract string Noun { get; }

    /// <summary>The names and patterns that were given.</summary>
    private protected abstract IReadOnlyList<string> Names { get; }

    private protected abstract string NameOf(T item);

    private protected abstract Task<IReadOnlyList<T>> ListAsync(ICredentialAuthority authority, CancellationToken cancellationToken);

    /// <summary>Whether the other parameters let a thing pass.</summary>
    private protected virtual bool IsWanted(T item) => true;

    /// <summary>Whether a name may be a pattern that means several.</summary>
    private protected virtual bool TakesWildcards => true;

    /// <summary>The thing as ShouldProcess names it.</summary>
    private protected abstract string Describe(T item);

    /// <summary>What is touched with it, where it is in use; null where nothing is.</summary>
    private protected abstract Use? FindUse(T item);

    /// <summary>What is done where it is not in use, as ShouldProcess says it.</summary>
    private protected virtual string ActionText => "Remove for good";

    private protected abstract void Remove(T item);

    /// <summary>What depends on a thing.</summary>
    /// <param name="Fact">The use as a refusal says it, such as <c>has 3 credentials</c>.</param>
    /// <param name="Action">What is done with force, as ShouldProcess says it.</param>
    private protected sealed record Use(string Fact, string Action);

    private protected sealed override void Process()
    {
        foreach (string name in Names)
        {
            Attempt(name, () => Process(name));
        }
    }

    private void Process(string name)
    {
        if (!TakesWildcards)
        {
            NamePattern.RefuseWild(name, MyInvocation.MyCommand.Name);
        }

        ICredentialAuthority authority = Target;
        T[] found = [.. Await(cancellation => ListAsync(authority, cancellation)).Where(item => NamePattern.Matches(name, NameOf(item)) && IsWanted(item))];
        if (NamePattern.IsWild(name))
        {
            Array.ForEach(found, item => Attempt(item, () => Confirm(item)));
            return;
        }

        switch (found)
        {
            case []:
                throw new CredentialException(CredentialErrors.NotFound, $"No {Noun} '{name}' was found.");
            case [T item]:
                Confirm(item);
                break;
            default:
                throw new CredentialException(CredentialErrors.AmbiguousName, $"There are {found.Length} of the name '{name}': {string.Join(", ", found.Select(Describe))}.");
        }
    }

    private void Confirm(T item)
    {
        Use? use = FindUse(item);
        if (use is not null && !Force)
        {
            throw new CredentialException(CredentialErrors.InUse, $"{char.ToUpperInvariant(Noun[0])}{Noun[1..]} '{NameOf(item)}' {use.Fact}.");
        }

        if (ShouldProcess(Describe(item), use?.Action ?? ActionText))
        {
            Remove(item);
        }

        CountOne();
    }
}
