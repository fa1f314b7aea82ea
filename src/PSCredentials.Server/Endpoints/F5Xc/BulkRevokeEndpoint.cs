using Microsoft.AspNetCore.Http.Metadata;
using PSCredentials.Vendors.F5Xc;

namespace PSCredentials.Server.Endpoints.F5Xc;

/// <summary>Revokes many credentials of a collection. One that cannot be revoked is told among the failures, and the others are revoked all the same.</summary>
/// <param name="collection">Which ones.</param>
internal sealed class BulkRevokeEndpoint(CredentialCollection collection)
{
    /// <summary>Revokes what the body selects.</summary>
    /// <param name="call">The request.</param>
    /// <returns>The answer.</returns>
    public async Task<IResult> RevokeAsync(F5XcCall call)
    {
        BulkRevokeRequest body = await call.ReadAsync<BulkRevokeRequest>();
        var outcome = new Outcome();
        List<ApiCredential> credentials = (body.NameSelector, body.ExpiredSelector) switch
        {
            ({ } names, null) => await FindAsync(call, names.ToNames(), outcome),
            (null, { } expired) => await call.Credentials.ListAsync(expired.ToQuery(collection, call.Namespace), call.Cancellation).ToListAsync(call.Cancellation),
            _ => throw CredentialException.Invalid("The body", "needs one of name_selector and expired_selector."),
        };
        await RevokeAllAsync(call, credentials, outcome);
        return F5XcCall.Answer(outcome.ToResponse());
    }

    private async Task<List<ApiCredential>> FindAsync(F5XcCall call, IReadOnlyList<string> names, Outcome outcome)
    {
        var found = new List<ApiCredential>();
        foreach (string name in names)
        {
            try
            {
                found.Add(await call.FindAsync(collection, name));
            }
            catch (CredentialException exception) when (exception.Code is CredentialErrorCode.NotFound or CredentialErrorCode.InvalidArgument)
            {
                outcome.Fail(name, exception);
            }
        }

        return found;
    }

    private static async Task RevokeAllAsync(F5XcCall call, IReadOnlyList<ApiCredential> credentials, Outcome outcome)
    {
        IReadOnlyList<RevocationOutcome> ended = await call.Credentials.RevokeAllAsync(
            [.. credentials.Select(credential => CredentialReference.ById(credential.Id))], RevocationReason.Unspecified, stopAtRefusal: false, call.Cancellation);
        foreach ((ApiCredential credential, RevocationOutcome end) in credentials.Zip(ended))
        {
            // All are in one namespace: who may not revoke one of them may revoke none.
            if (end.Refusal is { Code: CredentialErrorCode.PermissionDenied } refusal)
            {
                throw refusal;
            }

            if (end.Refusal is { } fault)
            {
                outcome.Fail(credential.Name, fault);
            }
            else
            {
                outcome.Revoked.Add(credential.Name);
            }
        }
    }

    private sealed class Outcome
    {
        private readonly List<string> _failed = [];
        private readonly List<string> _faults = [];

        public List<string> Revoked { get; } = [];

        public void Fail(string name, CredentialException exception)
        {
            _failed.Add(name);
            _faults.Add(exception.Message);
        }

        public BulkRevokeResponse ToResponse() =>
            new() { CredentialsMarkedForDeletion = Revoked, CredentialsFailed = _failed, ErrorMessage = string.Join(' ', _faults) };
    }
}

/// <summary>Lets the names of a bulk revocation in: 200 of 1024 characters, each of which may be escaped.</summary>
internal sealed class BulkRevokeSize : IRequestSizeLimitMetadata
{
    /// <inheritdoc/>
    public long? MaxRequestBodySize => 2 * 1024 * 1024;
}
