using System.Text.Json.Serialization;
using PSCredentials.Server.Authentication;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>The service's own API.</summary>
internal sealed class ServiceFamily : EndpointFamily
{
    /// <inheritdoc/>
    public override void AddServices(IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ServiceJson.Default));

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/v1");
        group.MapGet("/whoami", (Caller caller) => new WhoAmI(caller.Name, caller.Verdict.Principal!.Kind.ToString()));
    }
}

/// <summary>Who the presented credential is.</summary>
internal sealed record WhoAmI(string Name, string Kind);

[JsonSerializable(typeof(WhoAmI))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ServiceJson : JsonSerializerContext;
