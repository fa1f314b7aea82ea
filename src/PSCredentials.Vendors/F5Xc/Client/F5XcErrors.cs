using System.Net;
using System.Text.Json;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>The errors of contract 1. What a conflict is follows from what was asked, never from the text.</summary>
internal sealed class F5XcErrors : IErrorReader
{
    // What stands between the namespace and the name of a collection where it is not a creation that is asked for.
    private static readonly string[] s_actions = ["renew", "revoke", "activate", "bulk_revoke"];
    private const int ActionSegment = 4;

    private const int LongestText = 1000;

    /// <inheritdoc/>
    public CredentialException Read(RemoteAnswer answer) =>
        StatusErrors.Error(answer, answer.Status == HttpStatusCode.Conflict ? Conflict(answer.Request) : null, Text(answer));

    private static CredentialErrorDefinition Conflict(RemoteRequest request) =>
        request.Method != HttpMethod.Post ? CredentialErrors.InvalidState
        : s_actions.Contains(request.Path.Split('/').ElementAtOrDefault(ActionSegment)) ? CredentialErrors.AlreadyRevoked
        : CredentialErrors.AlreadyExists;

    // The contract has an object with a message; the vendor's documents say a text alone, and what is in front of the vendor answers as it likes.
    private static string? Text(RemoteAnswer answer)
    {
        string? text = null;
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            text = json.RootElement.ValueKind switch
            {
                JsonValueKind.String => json.RootElement.GetString(),
                JsonValueKind.Object when json.RootElement.TryGetProperty("message", out JsonElement message) && message.ValueKind == JsonValueKind.String => message.GetString(),
                _ => null,
            };
        }
        catch (JsonException) when (answer.MediaType == "text/plain")
        {
            text = System.Text.Encoding.UTF8.GetString(answer.Body.Span);
        }
        catch (JsonException)
        {
            // A page for browsers says nothing to anybody here.
        }

        return text?.Length > LongestText ? text[..LongestText] : text;
    }
}
