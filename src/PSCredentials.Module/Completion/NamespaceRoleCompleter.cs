using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>
/// Offers roles as <c>namespace:role</c>: those that service credentials have, then the namespaces, then, behind a namespace, the roles that are
/// given in other ones.
/// </summary>
public sealed class NamespaceRoleCompleter : AuthorityValueCompleter
{
    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<PropertyValue> roles = await authority.ApiCredentials.ListValuesAsync(
            ApiCredentialProperty.NamespaceRole, new PropertyValueQuery(), cancellationToken);

        // A '*' means all namespaces here, and is no wildcard.
        string word = request.Word.Text;
        bool Begins(string role) => role.StartsWith(word, StringComparison.OrdinalIgnoreCase);
        foreach (PropertyValue role in roles.Where(role => Begins(role.Value)).Take(Most))
        {
            yield return new Offer(role.Value, $"{role.Value}: {Count(role.Count, "service credential")}");
        }

        int at = word.IndexOf(':', StringComparison.Ordinal);
        if (at > 0)
        {
            string space = word[..at];
            foreach (string name in roles.Select(role => NamespaceRole.Parse(role.Value).Role).Distinct(StringComparer.Ordinal))
            {
                if ($"{space}:{name}" is var role && Begins(role))
                {
                    yield return new Offer(role, $"Role {name}, which other namespaces have, in {space}");
                }
            }

            yield break;
        }

        var query = new PropertyValueQuery { Pattern = WildcardPattern.Escape(word) + "*", First = Most };
        foreach (PropertyValue space in await authority.ApiCredentials.ListValuesAsync(ApiCredentialProperty.Namespace, query, cancellationToken))
        {
            // What holds these, no role could be written for.
            if (space.Value.IndexOfAny([':', '/', ',', ';']) < 0)
            {
                yield return new Offer(space.Value + ":", $"Namespace {space.Value}; the role follows") { IsWhole = false };
            }
        }
    }
}
