using PSCredentials.Server.Authentication;
using PSCredentials.Server.Errors;
using PSCredentials.Server.Limits;
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

    private static async Task<IResult> CreateAsync(Caller caller, Body<ApiKeyCreation> body, CancellationToken cancellationToken)
    {
        IssuedApiKey key = await caller.Authority.ApiKeys.CreateAsync(body.Value.ToRequest(), cancellationToken);
        return Answer(new PresentedApiKey { ApiKey = key.GetKey() });
    }

    private static IResult List(Caller caller, string? workspace, string? workspaceName, CancellationToken cancellationToken)
    {
        IAsyncEnumerable<ApiKey> keys = caller.Authority.ApiKeys.RevealAllAsync(ApiKeyList.Query(workspace, workspaceName), cancellationToken);
        return Answer(new ApiKeyList(keys.Select(ApiKeyItem.Of)));
    }

    private static async Task<IResult> RemoveAsync(Caller caller, Body<PresentedApiKey> body, CancellationToken cancellationToken)
    {
        await caller.Authority.ApiKeys.RemoveAsync(CredentialReference.ById(ApiKey.IdOf(body.Value.Required())), cancellationToken);
        return Answer<PresentedApiKey>(null);
    }

    private static async Task<IResult> ExchangeAsync(IServedAuthority authority, HttpContext context, Body<PresentedApiKey> body)
    {
        AccessTokenGrant grant = await authority.AccessTokens.GrantForApiKeyAsync(body.Value.Required(), CallerAuthenticator.Address(context), context.RequestAborted);
        return grant switch
        {
            { Token: { } token } => Answer(new GrantedToken { Token = token.Reveal() }),
            { Verdict: { Reason: VerificationReason.RateLimited, RetryAfter: { } wait } } => throw RetryHint.TooMany(context, wait, "This key is accepted no more often"),
            { Verdict.Reason: VerificationReason.Expired } => throw new CredentialException(CredentialErrors.CredentialExpired, ErrorKeys.Expired),
            _ => throw new CredentialException(CredentialErrors.AuthenticationRequired, ErrorKeys.Unauthenticated),
        };
    }

    private static IResult Answer<T>(T? data)
        where T : class => new WireResult<Envelope<T>>(Envelope<T>.Of(data));
}
