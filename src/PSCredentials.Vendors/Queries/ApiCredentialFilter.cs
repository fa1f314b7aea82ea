namespace PSCredentials.Vendors.Queries;

/// <summary>What a query about API credentials lets through, where the vendor has no filter of its own.</summary>
internal static class ApiCredentialFilter
{
    /// <summary>The filter of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="CredentialException">A pattern is nothing that a name could match.</exception>
    public static RecordFilter<ApiCredential> Of(ApiCredentialQuery query, DateTimeOffset now) => new RecordFilter<ApiCredential>()
        .Like(query.Name, credential => credential.Name)
        .Id(query.Id, query.IdPrefix)
        .Like(query.Namespace, credential => credential.Namespace)
        .VisibleIn(query.VisibleIn, credential => credential.Namespace)
        .In(query.Type, credential => credential.Type)
        .Like(query.Owner, credential => credential.Owner)
        .Labels(query.Label, credential => credential.Label)
        .Life(query.State, query.ExpiringBefore, query.ExpiredBefore, now);
}
