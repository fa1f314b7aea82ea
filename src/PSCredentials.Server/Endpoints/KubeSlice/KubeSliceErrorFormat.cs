using Microsoft.AspNetCore.WebUtilities;
using PSCredentials.Server.Authentication;
using PSCredentials.Server.Errors;
using PSCredentials.Vendors.KubeSlice;

namespace PSCredentials.Server.Endpoints.KubeSlice;

/// <summary>Errors in the envelope of contract 2.</summary>
internal sealed class KubeSliceErrorFormat : IErrorFormat
{
    /// <summary>The one there is.</summary>
    public static KubeSliceErrorFormat Instance { get; } = new();

    /// <inheritdoc/>
    public Task WriteAsync(HttpContext context, CredentialException exception)
    {
        int status = context.Response.StatusCode;
        string message = status == StatusCodes.Status401Unauthorized ? Unauthenticated(context, exception) : exception.Message;
        var body = new ErrorEnvelope(status, ReasonPhrases.GetReasonPhrase(status), message, null, new ErrorDetail(ErrorKeys.Of(status), message, null));
        return new WireResult<ErrorEnvelope>(body, status).ExecuteAsync(context);
    }

    // A client whose token has run out shall exchange its key anew: only the exchange says that it is the key which has expired.
    private static string Unauthenticated(HttpContext context, CredentialException exception)
    {
        bool isToken = context.GetEndpoint()?.Metadata.GetMetadata<OpenToAllAttribute>() is null && Presented.Read(context.Request).Kind == PresentedKind.AccessToken;
        return exception.Definition == CredentialErrors.CredentialExpired && !isToken ? ErrorKeys.Expired : ErrorKeys.Unauthenticated;
    }
}
