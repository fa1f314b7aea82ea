using PSCredentials.Server.Authentication;
using PSCredentials.Server.Errors;

namespace PSCredentials.Server.Endpoints.Apinizer;

/// <summary>Contract 3: the credentials of Apinizer's projects. Its paths end in a slash, and are served without it as well.</summary>
internal sealed class ApinizerFamily : EndpointFamily
{
    private const string Root = "/apiops";
    private const string Token = "/auth/token";

    /// <inheritdoc/>
    public override void AddServices(IServiceCollection services) =>
        services.AddSingleton(new ErrorFamily(path => path.StartsWithSegments(Root) || path.StartsWithSegments(Token), ApinizerErrorFormat.Instance));

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder credentials = routes.MapGroup($"{Root}/projects/{{project}}/credentials").WithMetadata(ApinizerErrorFormat.Instance);
        CredentialEndpoints.Map(credentials);
        AccessEndpoints.Map(credentials);

        // The contract gives it the base of the others, and names it without.
        foreach (string path in (string[])[Root + Token, Token])
        {
            routes.MapPost(path, TokenEndpoint.GrantAsync).WithMetadata(TokenErrorFormat.Instance, new OpenToAllAttribute());
        }
    }
}
