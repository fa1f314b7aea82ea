namespace PSCredentials.Module.Completion;

/// <summary>Offers labels of project credentials.</summary>
public sealed class ProjectCredentialLabelCompleter : LabelCompleter
{
    private protected override string Noun => "project credential";

    private protected override Task<IReadOnlyList<PropertyValue>> NamesAsync(
        ICredentialAuthority authority, PropertyValueQuery query, CancellationToken cancellationToken) =>
        authority.ProjectCredentials.ListValuesAsync(ProjectCredentialProperty.LabelName, query, cancellationToken);

    private protected override Task<IReadOnlyList<PropertyValue>> ValuesAsync(
        ICredentialAuthority authority, PropertyValueQuery query, CancellationToken cancellationToken) =>
        authority.ProjectCredentials.ListValuesAsync(ProjectCredentialProperty.LabelValue, query, cancellationToken);
}
