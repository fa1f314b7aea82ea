using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>
/// A command that does something to credentials that exist. The way is the same for all: find what was named, ask ShouldProcess with the
/// found one's own name, act, and go on to the next one whatever came of it.
/// </summary>
/// <typeparam name="T">The member of the credential family.</typeparam>
public abstract class IdentityCmdlet<T> : AuthorityCmdlet
    where T : class, ICredential
{
    private protected IdentityCmdlet()
    {
    }

    /// <summary>What is done, as ShouldProcess says it.</summary>
    private protected abstract string ActionText { get; }

    private protected abstract CredentialIdentity[] Identities { get; }

    private protected sealed override bool CountsRecords => false;

    private protected abstract string? Scope { get; }

    /// <summary>Whether a name may stand for several credentials.</summary>
    private protected virtual bool TakesWildcards => false;

    /// <summary>Whether the command only reads, so that there is nothing to ask ShouldProcess for.</summary>
    private protected virtual bool OnlyReads => false;

    /// <summary>Whether a live object is taken as it was read; a command that decides by its facts reads them anew.</summary>
    private protected virtual bool TakesObjectsAsRead => true;

    private protected abstract Task<T> FindAsync(ICredentialAuthority authority, CredentialReference reference, CancellationToken cancellationToken);

    private protected abstract IAsyncEnumerable<T> MatchAsync(ICredentialAuthority authority, string name, string? scope, CancellationToken cancellationToken);

    private protected abstract string Describe(T credential);

    private protected abstract void Apply(T credential);

    /// <summary>Whether there is something to do. A command that may run every day has nothing to do on most of them, and says so itself.</summary>
    private protected virtual bool IsDue(T credential) => true;

    /// <summary>Whether the command helped itself where something failed, so that it is no error.</summary>
    private protected virtual bool TakesOver(CredentialIdentity identity, CredentialException error) => false;

    /// <summary>Whether the command works beside the pipeline, and counts what it has done itself.</summary>
    private protected virtual bool CountsWhenFinished => false;

    /// <summary>What the user named the present credential by; errors carry it as their target.</summary>
    private protected object Named { get; private set; } = string.Empty;

    /// <summary>Lets all that is under way come out, so that an error does not come before what was named before it.</summary>
    private protected virtual void Settle()
    {
    }

    private protected sealed override void Process()
    {
        foreach (CredentialIdentity identity in Identities)
        {
            Named = identity.Named;
            Attempt(identity.Named, () =>
            {
                try
                {
                    Process(identity);
                }
                catch (CredentialException error)
                {
                    Settle();
                    if (!TakesOver(identity, error))
                    {
                        throw;
                    }
                }
            });
        }
    }

    private void Process(CredentialIdentity identity)
    {
        if (!identity.IsWildcard)
        {
            Confirm(TakesObjectsAsRead && identity.Known is T known ? known : Resolve(identity));
            return;
        }

        if (!TakesWildcards)
        {
            throw new CredentialException(
                CredentialErrors.WildcardNotAllowed,
                $"Identity '{identity}' has wildcards, which {MyInvocation.MyCommand.Name} does not take; allowed are names, ids and objects.");
        }

        ICredentialAuthority authority = Target;
        foreach (T match in Stream(cancellation => MatchAsync(authority, identity.Reference.Name!, Scope, cancellation)))
        {
            Attempt(match, () => Confirm(match));
        }
    }

    private void Confirm(T credential)
    {
        if (IsDue(credential) && (OnlyReads || ShouldProcess(Describe(credential), ActionText)))
        {
            Apply(credential);
        }

        if (!CountsWhenFinished)
        {
            CountOne();
        }
    }

    private T Resolve(CredentialIdentity identity)
    {
        CredentialReference reference = identity.Reference.Name is null || identity.Reference.Scope is not null
            ? identity.Reference
            : identity.Reference with { Scope = Scope };
        ICredentialAuthority authority = Target;
        try
        {
            return Await(cancellation => FindAsync(authority, reference, cancellation));
        }
        catch (CredentialException error) when (error.Definition == CredentialErrors.NotFound && identity.MayBeName)
        {
            return Await(cancellation => FindAsync(authority, CredentialReference.ByName(reference.Id!, Scope), cancellation));
        }
    }
}
