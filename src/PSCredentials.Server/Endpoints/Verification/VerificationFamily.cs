using PSCredentials.Server.Authentication;
using PSCredentials.Server.Errors;

namespace PSCredentials.Server.Endpoints.Verification;

/// <summary>The endpoints by which servers and proxies ask whether what was presented to them is good.</summary>
internal sealed class VerificationFamily : EndpointFamily
{
    /// <summary>Where proxies ask.</summary>
    public const string ForwardPath = "/auth";

    private const string IntrospectionPath = "/oauth2/introspect";

    /// <inheritdoc/>
    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<ForwardAuthentication>()
        .AddSingleton(new ErrorFamily(path => path.StartsWithSegments(IntrospectionPath), new OAuthErrorFormat()));

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/verify", PresentedVerification.VerifyAsync);
        routes.MapPost(IntrospectionPath, Introspection.IntrospectAsync).WithMetadata(new OAuthErrorFormat());
        routes.MapGet("/.well-known/jwks.json", KeySetAsync).WithMetadata(new OpenToAllAttribute());

        // Envoy puts the path that was asked for behind its own, and each proxy its own method.
        var forward = routes.ServiceProvider.GetRequiredService<ForwardAuthentication>();
        routes.Map(ForwardPath + "/{**path}", forward.DecideAsync).WithMetadata(new OpenToAllAttribute());
    }

    private static async Task<IResult> KeySetAsync(IServedAuthority authority, HttpResponse response, CancellationToken cancellationToken)
    {
        // Keys are announced long before they are missed: each signs for weeks.
        response.Headers.CacheControl = "public, max-age=300";
        return Results.Text(await authority.AccessTokens.GetKeySetAsync(cancellationToken), "application/jwk-set+json");
    }
}
