using System.Net;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Apinizer.Client;

/// <summary>The errors of contract 3. It has few words for many things: the sentence says which.</summary>
internal sealed class ApinizerErrors : IErrorReader
{
    /// <inheritdoc/>
    public CredentialException Read(RemoteAnswer answer)
    {
        string? text = answer.TryRead<Refusal>()?.Text;
        return StatusErrors.Error(answer, Definition(answer.Status, text ?? string.Empty), text);
    }

    // The vendor's pages show the sentence about an unknown username with 400, the contract with 404.
    private static CredentialErrorDefinition? Definition(HttpStatusCode status, string text) => status switch
    {
        HttpStatusCode.Conflict => CredentialErrors.AlreadyExists,
        not (HttpStatusCode.BadRequest or HttpStatusCode.NotFound) => null,
        _ when ErrorWords.IsNoCredential(text) => CredentialErrors.NotFound,
        _ when text.StartsWith("Project(", StringComparison.Ordinal) && text.Contains("was not found", StringComparison.Ordinal) => CredentialErrors.NotFound,
        _ when text.Contains("already", StringComparison.OrdinalIgnoreCase) => CredentialErrors.AlreadyExists,
        _ when text.StartsWith("Password ", StringComparison.Ordinal) => CredentialErrors.PasswordNotAllowed,
        _ => null,
    };
}
