namespace PSCredentials.Vendors.Queries;

/// <summary>What a query about API keys lets through, where the vendor has no filter of its own.</summary>
internal static class ApiKeyFilter
{
    /// <summary>The filter of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="CredentialException">A pattern is nothing that a name could match.</exception>
    public static RecordFilter<ApiKey> Of(ApiKeyQuery query, DateTimeOffset now) => new RecordFilter<ApiKey>()
        .Like(query.Name, key => key.Name)
        .Id(query.Id, query.IdPrefix)
        .Like(query.Workspace, key => key.Workspace)
        .VisibleIn(query.VisibleIn, key => key.Workspace)
        .In(query.Role, key => key.Role)
        .Like(query.UserName, key => key.UserName)
        .Labels(query.Label, key => key.Label)
        .Life(query.State, query.ExpiringBefore, query.ExpiredBefore, now);
}
