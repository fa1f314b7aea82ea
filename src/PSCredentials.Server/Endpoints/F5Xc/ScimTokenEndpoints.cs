using PSCredentials.Vendors.F5Xc;

namespace PSCredentials.Server.Endpoints.F5Xc;

/// <summary>The SCIM token of a namespace: there is one at most that is not revoked.</summary>
internal static class ScimTokenEndpoints
{
    private static readonly CredentialCollection s_own = CredentialCollection.ScimTokens;

    /// <summary>Maps them.</summary>
    /// <param name="group">The namespace.</param>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/scim_token", CreateAsync);
        group.MapGet("/scim_token", GetAsync);
        group.MapPost("/revoke/scim_token", RevokeAsync);
    }

    private static async Task<IResult> CreateAsync(F5XcCall call) =>
        await ApiCredentialEndpoints.IssueAsync(call, (await call.ReadAsync<ScimTokenRequest>()).ToRequest(call.Namespace));

    private static async Task<IResult> GetAsync(F5XcCall call) => F5XcCall.Answer((await FindAsync(call)).ToGetResponse());

    private static async Task<IResult> RevokeAsync(F5XcCall call)
    {
        await call.ReadAsync<ScimTokenRequest>(needsNamespace: true);
        ApiCredential token = await FindAsync(call);
        await call.Credentials.RevokeAsync(CredentialReference.ById(token.Id), RevocationReason.Unspecified, call.Cancellation);
        return F5XcCall.Done();
    }

    private static async Task<ApiCredential> FindAsync(F5XcCall call)
    {
        ApiCredentialQuery query = s_own.In(call.Namespace) with { State = [CredentialState.Active, CredentialState.Disabled, CredentialState.Expired], First = 1 };
        return await call.Credentials.ListAsync(query, call.Cancellation).FirstOrDefaultAsync(call.Cancellation)
            ?? throw new CredentialException(CredentialErrors.NotFound, $"There is no SCIM token in namespace '{call.Namespace}'.");
    }
}
