namespace PSCredentials.Server.Endpoints.Service;

/// <summary>The service's own API.</summary>
internal sealed class ServiceFamily : EndpointFamily
{
    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/v1");
        group.AddEndpointFilter(QueryValues.CheckAsync);
        group.AddEndpointFilter(Conditional.CheckAsync);
        ApiCredentialEndpoints.Map(group);
        ApiKeyEndpoints.Map(group);
        ProjectCredentialEndpoints.Map(group);
        ProjectEndpoints.Map(group);
        AuthorityEndpoints.Map(group);
        NotificationEndpoints.Map(group);
        RightEndpoints.Map(group);
    }
}
