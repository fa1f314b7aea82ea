namespace PSCredentials.Module.Completion;

/// <summary>Offers labels of API credentials.</summary>
public sealed class ApiCredentialLabelCompleter : LabelCompleter
{
    private protected override string Noun => "API credential";

    private protected override Task<IReadOnlyList<PropertyValue>> NamesAsync(
        ICredentialAuthority authority, PropertyValueQuery query, CancellationToken cancellationToken) =>
        authority.ApiCredentials.ListValuesAsync(ApiCredentialProperty.LabelName, query, cancellationToken);

    private protected override Task<IReadOnlyList<PropertyValue>> ValuesAsync(
        ICredentialAuthority authority, PropertyValueQuery query, CancellationToken cancellationToken) =>
        authority.ApiCredentials.ListValuesAsync(ApiCredentialProperty.LabelValue, query, cancellationToken);
}
