using PSCredentials.Vendors.F5Xc;

namespace PSCredentials.Server.Endpoints.F5Xc;

/// <summary>Credentials that carry their owner's rights.</summary>
internal static class ApiCredentialEndpoints
{
    private static readonly CredentialCollection s_own = CredentialCollection.ApiCredentials;

    /// <summary>Maps them.</summary>
    /// <param name="group">The namespace.</param>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/api_credentials", CreateAsync);
        group.MapGet("/api_credentials", List);
        group.MapGet("/api_credentials/{name}", GetAsync);
    }

    /// <summary>Issues a credential. A cluster that nobody has registered is a fault of the request, not of its path.</summary>
    /// <param name="call">The request.</param>
    /// <param name="request">What to issue.</param>
    /// <returns>The answer, with the secret.</returns>
    public static async Task<IResult> IssueAsync(F5XcCall call, ApiCredentialRequest request)
    {
        try
        {
            return F5XcCall.Answer((await call.Credentials.CreateAsync(request, call.Cancellation)).ToCreateResponse());
        }
        catch (CredentialException exception) when (request.Target is not null && exception.Code == CredentialErrorCode.NotFound)
        {
            throw new CredentialException(CredentialErrors.ClusterRequired, $"{exception.Message} A kubeconfig points at a cluster that is registered with the authority.");
        }
    }

    private static async Task<IResult> CreateAsync(F5XcCall call) => await IssueAsync(call, (await call.ReadAsync<CreateRequest>()).ToRequest(call.Namespace));

    private static ItemStream<CredentialItem> List(F5XcCall call) => new(
        call.Credentials.ListAsync(s_own.In(call.Namespace), call.Cancellation).Select(ResponseMapping.ToItem), "items");

    private static async Task<IResult> GetAsync(F5XcCall call, string name) => F5XcCall.Answer((await call.FindAsync(s_own, name)).ToGetResponse());
}
