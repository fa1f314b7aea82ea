namespace PSCredentials.Module.Completion;

/// <summary>Offers labels of API keys.</summary>
public sealed class ApiKeyLabelCompleter : LabelCompleter
{
    private protected override string Noun => "API key";

    private protected override Task<IReadOnlyList<PropertyValue>> NamesAsync(
        ICredentialAuthority authority, PropertyValueQuery query, CancellationToken cancellationToken) =>
        authority.ApiKeys.ListValuesAsync(ApiKeyProperty.LabelName, query, cancellationToken);

    private protected override Task<IReadOnlyList<PropertyValue>> ValuesAsync(
        ICredentialAuthority authority, PropertyValueQuery query, CancellationToken cancellationToken) =>
        authority.ApiKeys.ListValuesAsync(ApiKeyProperty.LabelValue, query, cancellationToken);
}
