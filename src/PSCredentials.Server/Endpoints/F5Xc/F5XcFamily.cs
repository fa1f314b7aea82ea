using PSCredentials.Server.Errors;
using PSCredentials.Vendors.F5Xc;

namespace PSCredentials.Server.Endpoints.F5Xc;

/// <summary>Contract 1: API credentials and service credentials as F5 Distributed Cloud has them.</summary>
internal sealed class F5XcFamily : EndpointFamily
{
    private const string Base = "/api/web";

    // What the vendor's documents put in front of every path, with any value in its places.
    private const string LongPrefix = "/api/v1/{domain}/{environment}/{region}/namespaces/{ns}";
    private const int LongPrefixSegments = 7;

    private readonly F5XcErrorFormat _errors = new();

    /// <inheritdoc/>
    public override void AddServices(IServiceCollection services) => services.AddSingleton(new ErrorFamily(Owns, _errors));

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        foreach (string prefix in (string[])[Base, LongPrefix + Base])
        {
            RouteGroupBuilder all = routes.MapGroup(prefix).WithMetadata(_errors);
            all.MapGet("/custom/namespaces/{namespace}/whoami", WhoAmIEndpoint.GetAsync);
            RouteGroupBuilder group = all.MapGroup("/namespaces/{namespace}");
            MapCollection(group, CredentialCollection.ApiCredentials);
            MapCollection(group, CredentialCollection.ServiceCredentials);
            ApiCredentialEndpoints.Map(group);
            ServiceCredentialEndpoints.Map(group);
            ScimTokenEndpoints.Map(group);
        }
    }

    private static void MapCollection(RouteGroupBuilder group, CredentialCollection collection)
    {
        var endpoints = new CollectionEndpoints(collection);
        group.MapPost($"/renew/{collection.Segment}", endpoints.RenewAsync);
        group.MapPost($"/revoke/{collection.Segment}", endpoints.RevokeAsync);
        group.MapPost($"/activate/{collection.Segment}", endpoints.ActivateAsync);
        group.MapPost($"/bulk_revoke/{collection.Segment}", new BulkRevokeEndpoint(collection).RevokeAsync).WithMetadata(new BulkRevokeSize());
    }

    private static bool Owns(PathString path)
    {
        if (path.StartsWithSegments(Base, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        string[] segments = (path.Value ?? string.Empty).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase)
            && segments.Length > LongPrefixSegments + 1
            && segments[5].Equals("namespaces", StringComparison.OrdinalIgnoreCase)
            && new PathString("/" + string.Join('/', segments[LongPrefixSegments..])).StartsWithSegments(Base, StringComparison.OrdinalIgnoreCase);
    }
}
