using PSCredentials.Vendors.F5Xc;

namespace PSCredentials.Server.Endpoints.F5Xc;

/// <summary>Credentials that are principals of their own.</summary>
internal static class ServiceCredentialEndpoints
{
    private static readonly CredentialCollection s_own = CredentialCollection.ServiceCredentials;

    /// <summary>Maps them.</summary>
    /// <param name="group">The namespace.</param>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/service_credentials", CreateAsync);
        group.MapGet("/service_credentials", List);
        group.MapGet("/service_credentials/{name}", GetAsync);
        group.MapPut("/service_credentials/{name}", ReplaceAsync);
    }

    private static async Task<IResult> CreateAsync(F5XcCall call) =>
        await ApiCredentialEndpoints.IssueAsync(call, (await call.ReadAsync<CreateServiceRequest>()).ToRequest(call.Namespace));

    private static ItemStream<ServiceCredentialItem> List(F5XcCall call) => new(
        call.Credentials.ListAsync(s_own.In(call.Namespace), call.Cancellation).Select(ResponseMapping.ToServiceItem),
        "items");

    private static async Task<IResult> GetAsync(F5XcCall call, string name) => F5XcCall.Answer((await call.FindAsync(s_own, name)).ToServiceItem());

    private static async Task<IResult> ReplaceAsync(F5XcCall call, string name)
    {
        ReplaceServiceRequest body = await call.ReadAsync<ReplaceServiceRequest>();
        if (!string.Equals(Fields.Name(body.Name), name, StringComparison.OrdinalIgnoreCase))
        {
            throw CredentialException.Invalid("name", "of the body is not that of the path.");
        }

        ApiCredentialChange change = body.ToChange();
        ApiCredential credential = await call.FindAsync(s_own, name);
        return F5XcCall.Answer((await call.Credentials.ChangeAsync(CredentialReference.ById(credential.Id), change, call.Cancellation)).ToReplaceResponse());
    }
}
