using PSCredentials.Module.Session;

namespace PSCredentials.Module.Completion;

/// <summary>Offers the session's connections; where nothing is connected, the default authority, if it can be opened quietly.</summary>
public sealed class AuthorityCompleter : AuthorityValueCompleter
{
    internal override IAsyncEnumerable<Offer> FindAsync(ICredentialAuthority authority, CompletionRequest request, CancellationToken cancellationToken) =>
        request.Session.List()
            .Where(open => request.Word.Fits(open.Authority.Name))
            .Select(open => Describe(open, isCurrent: ReferenceEquals(open.Authority, authority)))
            .ToAsyncEnumerable();

    private static Offer Describe(SessionConnections.Connection open, bool isCurrent) =>
        new(open.Authority.Name, $"{open.Authority.Name}: {open.Location}{(isCurrent ? ", the current one" : string.Empty)}");
}
