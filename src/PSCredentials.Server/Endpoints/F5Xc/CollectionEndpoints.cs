using PSCredentials.Vendors.F5Xc;

namespace PSCredentials.Server.Endpoints.F5Xc;

/// <summary>What is done in the same way with API credentials and with service credentials.</summary>
/// <param name="collection">Which ones.</param>
internal sealed class CollectionEndpoints(CredentialCollection collection)
{
    /// <summary>Moves the expiry of a token.</summary>
    /// <param name="call">The request.</param>
    /// <returns>The answer.</returns>
    public async Task<IResult> RenewAsync(F5XcCall call)
    {
        RenewRequest body = await call.ReadAsync<RenewRequest>(needsNamespace: true);
        Expiry expiry = Fields.Expiry(body.ExpirationDays);
        ApiCredential credential = collection.Renewable(await call.FindAsync(collection, Fields.Name(body.Name)));
        await call.Credentials.RenewAsync(CredentialReference.ById(credential.Id), expiry, call.Cancellation);
        return F5XcCall.Done();
    }

    /// <summary>Ends a credential for good.</summary>
    /// <param name="call">The request.</param>
    /// <returns>The answer.</returns>
    public async Task<IResult> RevokeAsync(F5XcCall call)
    {
        ApiCredential credential = await FindAsync(call);
        await call.Credentials.RevokeAsync(CredentialReference.ById(credential.Id), RevocationReason.Unspecified, call.Cancellation);
        return F5XcCall.Done();
    }

    /// <summary>Switches a credential off, or on again where it is off.</summary>
    /// <param name="call">The request.</param>
    /// <returns>The answer.</returns>
    public async Task<IResult> ActivateAsync(F5XcCall call)
    {
        ApiCredential credential = await FindAsync(call);
        var reference = CredentialReference.ById(credential.Id);
        _ = credential.DisabledAt is null
            ? await call.Credentials.DisableAsync(reference, call.Cancellation)
            : await call.Credentials.EnableAsync(reference, call.Cancellation);
        return F5XcCall.Done();
    }

    private async Task<ApiCredential> FindAsync(F5XcCall call)
    {
        NameRequest body = await call.ReadAsync<NameRequest>(needsNamespace: true);
        return await call.FindAsync(collection, Fields.Name(body.Name));
    }
}
