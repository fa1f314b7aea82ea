using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers users and groups: those that have rights and, to grant some, the owners of credentials or the groups of service credentials.</summary>
public sealed class PrincipalCompleter : AuthorityValueCompleter
{
    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool areGroups = request.Bound?.Contains("Group") == true;
        bool grants = request.Command.StartsWith("Grant-", StringComparison.OrdinalIgnoreCase);
        IEnumerable<CredentialRight> rights = (await authority.Rights.ListAsync(cancellationToken))
            .Where(right => request.Word.Fits(right.Principal) && (right.IsGroup == areGroups || (!areGroups && !grants)));
        foreach (IGrouping<string, CredentialRight> principal in rights.GroupBy(right => right.Principal, StringComparer.OrdinalIgnoreCase).Take(Most))
        {
            yield return new Offer(principal.Key, $"{principal.Key}: {Count(principal.Count(), "right")}");
        }

        if (!grants)
        {
            yield break;
        }

        var query = new PropertyValueQuery { Pattern = request.Word.Pattern, First = Most };
        ApiCredentialProperty property = areGroups ? ApiCredentialProperty.UserGroup : ApiCredentialProperty.Owner;
        foreach (PropertyValue value in await authority.ApiCredentials.ListValuesAsync(property, query, cancellationToken))
        {
            yield return new Offer(value.Value, $"{value.Value}: no right, {Count(value.Count, "API credential")}");
        }
    }
}
