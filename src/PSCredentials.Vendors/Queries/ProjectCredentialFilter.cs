namespace PSCredentials.Vendors.Queries;

/// <summary>What a query about project credentials lets through, where the vendor has no filter of its own.</summary>
internal static class ProjectCredentialFilter
{
    /// <summary>The filter of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="CredentialException">A pattern is nothing that a name could match.</exception>
    public static RecordFilter<ProjectCredential> Of(ProjectCredentialQuery query, DateTimeOffset now) => new RecordFilter<ProjectCredential>()
        .Like(query.Username, credential => credential.Username)
        .Id(query.Id, query.IdPrefix)
        .Like(query.Project, credential => credential.Project)
        .VisibleIn(query.VisibleIn, credential => credential.Project)
        .Items(query.Role, credential => credential.Role)
        .Like(query.Email, credential => credential.Email)
        .Labels(query.Label, credential => credential.Label)
        .Life(query.State, query.ExpiringBefore, query.ExpiredBefore, now);
}
