namespace PSCredentials.Vendors.Queries;

/// <summary>Finds the one record that a reference means among what a vendor listed.</summary>
internal static class RecordReference
{
    /// <summary>The one record that is meant.</summary>
    /// <param name="records">What was listed.</param>
    /// <param name="reference">Which one.</param>
    /// <param name="noun">What kind of record it is.</param>
    /// <param name="scope">Their namespace, workspace or project.</param>
    /// <exception cref="CredentialException">There is none, or there are several.</exception>
    public static T One<T>(this IEnumerable<T> records, CredentialReference reference, string noun, Func<T, string> scope)
        where T : ICredential
    {
        List<T> meant = [.. records.Where(new RecordFilter<T>().VisibleIn(reference.VisibleIn, scope).Matches).Where(Means<T>(reference, scope)).Take(2)];
        return meant switch
        {
            [var one] => one,
            [] => throw new CredentialException(CredentialErrors.NotFound, $"There is no {noun} '{reference}'."),
            _ => throw new CredentialException(CredentialErrors.AmbiguousName, $"The name '{reference}' means more than one {noun}."),
        };
    }

    private static Func<T, bool> Means<T>(CredentialReference reference, Func<T, string> scope)
        where T : ICredential
    {
        if (reference.Id is { } id)
        {
            return record => record.Id.Equals(id, StringComparison.OrdinalIgnoreCase);
        }

        string name = NameKey.OfGiven(reference.Name ?? string.Empty);
        string? place = reference.Scope is null ? null : NameKey.OfGiven(reference.Scope);
        return record => NameKey.Of(record.Name) == name && (place is null || NameKey.Of(scope(record)) == place);
    }
}
