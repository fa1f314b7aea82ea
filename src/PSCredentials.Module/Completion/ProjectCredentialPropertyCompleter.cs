using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers the values that project credentials have in the property of the parameter's name.</summary>
public sealed class ProjectCredentialPropertyCompleter : AuthorityValueCompleter
{
    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new PropertyValueQuery { Pattern = request.Word.Pattern, First = Most };
        ProjectCredentialProperty property = Enum.Parse<ProjectCredentialProperty>(request.Parameter);
        foreach (PropertyValue value in await authority.ProjectCredentials.ListValuesAsync(property, query, cancellationToken))
        {
            yield return new Offer(value.Value, $"{value.Value}: {Count(value.Count, "credential")}");
        }
    }
}
