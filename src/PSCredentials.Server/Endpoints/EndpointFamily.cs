using PSCredentials.Server.Errors;

namespace PSCredentials.Server.Endpoints;

/// <summary>A set of endpoints that belong together: one wire contract, or one part of the service's own API.</summary>
internal abstract class EndpointFamily
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<EndpointFamily> All { get; } =
    [
        new Apinizer.ApinizerFamily(),
        new F5Xc.F5XcFamily(),
        new Health.HealthFamily(),
        new KubeSlice.KubeSliceFamily(),
        new OpenApi.OpenApiFamily(),
        new Revocation.RevocationFamily(),
        new Service.ServiceFamily(),
        new Verification.VerificationFamily(),
    ];

    /// <summary>Registers what its endpoints need, its <see cref="ErrorFamily"/> among it where errors have a shape of their own.</summary>
    /// <param name="services">Where to.</param>
    public virtual void AddServices(IServiceCollection services)
    {
    }

    /// <summary>Maps its endpoints.</summary>
    /// <param name="routes">Where to.</param>
    public abstract void Map(IEndpointRouteBuilder routes);
}
