namespace PSCredentials.Server.Errors;

/// <summary>How a family of endpoints tells an error.</summary>
internal interface IErrorFormat
{
    /// <summary>Writes the body of an error.</summary>
    /// <param name="context">The request; the status is set already, and may be set anew.</param>
    /// <param name="exception">The error.</param>
    /// <returns>A task that completes when it is written.</returns>
    Task WriteAsync(HttpContext context, CredentialException exception);
}
