using System.Management.Automation;
using System.Runtime.CompilerServices;
using PSCredentials.Formatting;

namespace PSCredentials.Module.Completion;

/// <summary>
/// Offers credentials by the beginning of their name or id. What is inserted is what the parameter takes: an id for Id, a name for Name, and for
/// Identity the name unless several credentials bear it.
/// </summary>
/// <typeparam name="T">The member of the credential family.</typeparam>
public abstract class CredentialCompleter<T> : AuthorityValueCompleter
    where T : class, ICredential
{
    private protected CredentialCompleter()
    {
    }

    private protected abstract string Scope(T credential);

    private protected abstract string Facts(T credential);

    private protected abstract IAsyncEnumerable<T> ListAsync(
        ICredentialAuthority authority, CompletionRequest request, Search search, CancellationToken cancellationToken);

    /// <summary>What to list.</summary>
    /// <param name="Name">Patterns for the name.</param>
    /// <param name="IdPrefix">What the id begins with; null for any.</param>
    /// <param name="First">How many at most.</param>
    private protected sealed record Search(IReadOnlyList<string> Name, string? IdPrefix, int First);

    internal sealed override IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, CancellationToken cancellationToken) =>
        request.Parameter is "Id" or "SubjectId" || (request.Parameter == "Identity" && request.Writes("Id"))
            ? IdsAsync(authority, request, cancellationToken)
            : NamesAsync(authority, request, cancellationToken);

    // An id begins with hexadecimal digits, and so do some names.
    private static bool MayBeId(string text) => text.Length is > 0 and <= 36 && text.All(c => char.IsAsciiHexDigit(c) || c == '-');

    private async IAsyncEnumerable<Offer> IdsAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (T credential in ByIdAsync(authority, request, cancellationToken))
        {
            yield return new Offer(credential.Id, Describe(credential));
        }

        var search = new Search([request.Word.Pattern], null, Most);
        await foreach (T credential in ListAsync(authority, request, search, cancellationToken))
        {
            yield return new Offer(credential.Id, Describe(credential));
        }
    }

    private async IAsyncEnumerable<Offer> NamesAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, T> group in await ByNameAsync(authority, request, cancellationToken))
        {
            T[] bearers = [.. group];
            if (bearers.Length == 1)
            {
                yield return new Offer(bearers[0].Name, Describe(bearers[0]));
            }
            else if (request.TakesPattern)
            {
                string scopes = string.Join(", ", bearers.Select(Scope));
                yield return new Offer(bearers[0].Name, $"{bearers[0].Name}: {Count(bearers.Length, "credential")} of this name, in {scopes}");
            }
            else
            {
                foreach (T bearer in bearers)
                {
                    yield return new Offer(bearer.Id, Describe(bearer)) { Shown = $"{bearer.Name} ({Scope(bearer)})" };
                }
            }
        }

        await foreach (T credential in ByIdAsync(authority, request, cancellationToken))
        {
            yield return new Offer(request.TakesPattern ? credential.Name : credential.Id, Describe(credential)) { Shown = credential.Id };
        }
    }

    private async Task<IEnumerable<IGrouping<string, T>>> ByNameAsync(
        ICredentialAuthority authority, CompletionRequest request, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        await foreach (T credential in ListAsync(authority, request, new Search([request.Word.Pattern], null, Most), cancellationToken))
        {
            found.Add(credential);
        }

        string[] names = [.. found.Select(credential => credential.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (found.Count == Most)
        {
            // The list was cut short: another namespace behind the cut may have the same names.
            found.Clear();
            var search = new Search([.. names.Select(WildcardPattern.Escape)], null, 2 * Most);
            await foreach (T credential in ListAsync(authority, request, search, cancellationToken))
            {
                found.Add(credential);
            }
        }

        return found.GroupBy(credential => credential.Name, StringComparer.OrdinalIgnoreCase);
    }

    private IAsyncEnumerable<T> ByIdAsync(ICredentialAuthority authority, CompletionRequest request, CancellationToken cancellationToken) =>
        MayBeId(request.Word.Text)
            ? ListAsync(authority, request, new Search([], request.Word.Text, Most), cancellationToken)
            : AsyncEnumerable.Empty<T>();

    private string Describe(T credential)
    {
        string distance = CredentialFormat.Expiry(credential.ExpiresAt);
        string expiry = distance.EndsWith("ago", StringComparison.Ordinal) ? $"expired {distance}" : $"expires {distance}";
        string scope = Scope(credential);
        return $"{(scope.Length == 0 ? string.Empty : scope + "/")}{credential.Name}: {Facts(credential)}, {expiry}";
    }
}
