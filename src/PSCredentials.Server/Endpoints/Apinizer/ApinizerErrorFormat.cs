using PSCredentials.Server.Authentication;
using PSCredentials.Server.Errors;
using PSCredentials.Vendors.Apinizer;

namespace PSCredentials.Server.Endpoints.Apinizer;

/// <summary>Errors in the form of contract 3.</summary>
internal sealed class ApinizerErrorFormat : IErrorFormat
{
    /// <summary>The one there is.</summary>
    public static ApinizerErrorFormat Instance { get; } = new();

    /// <inheritdoc/>
    public Task WriteAsync(HttpContext context, CredentialException exception)
    {
        (int status, string message) = (context.Response.StatusCode, exception.Message);
        if (status == StatusCodes.Status401Unauthorized)
        {
            message = ErrorWords.InvalidToken;
        }
        else if (exception.Definition == CredentialErrors.NotAuthorized && context.Features.Get<Caller>() is not null && ProjectPath.Project(context) is { } project)
        {
            // Who may not do something in a project is told what is told of one that is not there.
            (status, message) = (StatusCodes.Status404NotFound, ErrorWords.NoProject(project));
        }
        else if (exception.Code is CredentialErrorCode.AlreadyExists or CredentialErrorCode.InvalidState)
        {
            status = StatusCodes.Status400BadRequest;
        }

        return new WireResult<ErrorAnswer>(new ErrorAnswer(ErrorWords.Of(status), message), status).ExecuteAsync(context);
    }
}
