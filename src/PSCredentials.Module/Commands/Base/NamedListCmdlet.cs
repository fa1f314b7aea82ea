namespace PSCredentials.Commands;

/// <summary>A command that lists what an authority has few of, by name. A name without wildcards that is not found is an error.</summary>
/// <typeparam name="T">What it lists.</typeparam>
public abstract class NamedListCmdlet<T> : AuthorityCmdlet
    where T : class
{
    private protected NamedListCmdlet()
    {
    }

    /// <summary>What the command lists, for messages.</summary>
    private protected abstract string Noun { get; }

    /// <summary>The names and patterns that were given.</summary>
    private protected abstract IReadOnlyList<string>? Names { get; }

    private protected abstract string NameOf(T item);

    private protected abstract Task<IReadOnlyList<T>> ListAsync(ICredentialAuthority authority, CancellationToken cancellationToken);

    /// <summary>Whether the other parameters let a thing pass.</summary>
    private protected virtual bool IsWanted(T item) => true;

    /// <summary>What the other parameters narrow the list to, for messages; empty text for nothing.</summary>
    private protected virtual string Narrowed => string.Empty;

    /// <summary>Whether there is nothing to list, since there is not even a vault, which is not made for that.</summary>
    private protected virtual bool HasNothing => false;

    private protected sealed override void Process()
    {
        string[] names = NamePattern.Given(Names);
        T[] found = [.. All().Where(item => NamePattern.Match(names, NameOf(item)) && IsWanted(item))];
        WriteObject(found, enumerateCollection: true);
        foreach (string name in names.Where(name => !NamePattern.IsWild(name) && !found.Any(item => NamePattern.Matches(name, NameOf(item)))))
        {
            Attempt(name, () => throw new CredentialException(CredentialErrors.NotFound, $"No {Noun} '{name}' was found{Narrowed}."));
        }
    }

    private IReadOnlyList<T> All()
    {
        if (HasNothing)
        {
            return [];
        }

        ICredentialAuthority authority = Target;
        return Await(cancellation => ListAsync(authority, cancellation));
    }
}
