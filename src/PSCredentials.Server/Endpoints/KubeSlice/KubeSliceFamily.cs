using System.Text.Json.Serialization.Metadata;
using PSCredentials.Server.Authentication;
using PSCredentials.Server.Errors;
using PSCredentials.Vendors.KubeSlice;

namespace PSCredentials.Server.Endpoints.KubeSlice;

/// <summary>Contract 2: the API keys of KubeSlice Manager.</summary>
internal sealed class KubeSliceFamily : EndpointFamily
{
    private const string Keys = "/api/v1/api-key";
    private const string Exchange = "/api/v1/auth";

    /// <inheritdoc/>
    public override void AddServices(IServiceCollection services) =>
        services.AddSingleton(new ErrorFamily(path => path.StartsWithSegments(Keys) || path.StartsWithSegments(Exchange), KubeSliceErrorFormat.Instance));

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(string.Empty).WithMetadata(KubeSliceErrorFormat.Instance);
        group.MapPost(Keys, CreateAsync);
        group.MapGet($"{Keys}/list", List);
        group.MapDelete(Keys, RemoveAsync);
        group.MapPost(Exchange, ExchangeAsync).WithMetadata(new OpenToAllAttribute());
    }

    private static async Task<IResult> CreateAsync(Caller caller, HttpRequest request)
    {
        ApiKeyCreation body = await JsonBody.ReadAsync(request, KubeSliceJson.Default.ApiKeyCreation);
        IssuedApiKey key = await caller.Authority.ApiKeys.CreateAsync(body.ToRequest(), request.HttpContext.RequestAborted);
        return Answer(request, new PresentedApiKey { ApiKey = key.GetKey() }, KubeSliceJson.Default.EnvelopePresentedApiKey);
    }

    private static IResult List(Caller caller, HttpRequest request, string? workspace, string? workspaceName)
    {
        IAsyncEnumerable<ApiKey> keys = caller.Authority.ApiKeys.RevealAllAsync(ApiKeyList.Query(workspace, workspaceName), request.HttpContext.RequestAborted);
        return Answer(request, new ApiKeyList(keys.Select(ApiKeyItem.Of)), KubeSliceJson.Default.EnvelopeApiKeyList);
    }

    private static async Task<IResult> RemoveAsync(Caller caller, HttpRequest request)
    {
        PresentedApiKey body = await JsonBody.ReadAsync(request, KubeSliceJson.Default.PresentedApiKey);
        await caller.Authority.ApiKeys.RemoveAsync(CredentialReference.ById(ApiKey.IdOf(body.Required())), request.HttpContext.RequestAborted);
        return Answer(request, null, KubeSliceJson.Default.EnvelopePresentedApiKey);
    }

    private static async Task<IResult> ExchangeAsync(IServedAuthority authority, HttpRequest request)
    {
        PresentedApiKey body = await JsonBody.ReadAsync(request, KubeSliceJson.Default.PresentedApiKey);
        HttpContext context = request.HttpContext;
        AccessTokenGrant grant = await authority.AccessTokens.GrantForApiKeyAsync(body.Required(), CallerAuthenticator.Address(context), context.RequestAborted);
        return grant switch
        {
            { Token: { } token } => Answer(request, new GrantedToken { Token = token.Reveal() }, KubeSliceJson.Default.EnvelopeGrantedToken),
            { Verdict.Reason: VerificationReason.Expired } => throw new CredentialException(CredentialErrors.CredentialExpired, ErrorKeys.Expired),
            _ => throw new CredentialException(CredentialErrors.AuthenticationRequired, ErrorKeys.Unauthenticated),
        };
    }

    private static IResult Answer<T>(HttpRequest request, T? data, JsonTypeInfo<Envelope<T>> type)
        where T : class
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(Envelope<T>.Of(data), type);
    }
}
