using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.KubeSlice.Client;

/// <summary>The envelope of an answer as far as it says what became of the request, which is all there is of an error's.</summary>
internal sealed class Refusal : IWire<Refusal>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<Refusal> Json => KubeSliceClientJson.Default.Refusal;

    /// <summary>The status.</summary>
    public int? StatusCode { get; init; }

    /// <summary>What went wrong.</summary>
    public string? Message { get; init; }

    /// <summary>What went wrong, with its key; a text in some answers.</summary>
    public JsonElement? Error { get; init; }

    /// <summary>The authority's own text: its message, and that of the error where the two differ.</summary>
    public string? Text
    {
        get
        {
            string? detail = Error switch
            {
                { ValueKind: JsonValueKind.String } error => error.GetString(),
                { ValueKind: JsonValueKind.Object } error when error.TryGetProperty("message", out JsonElement message) && message.ValueKind == JsonValueKind.String => message.GetString(),
                _ => null,
            };
            return string.IsNullOrWhiteSpace(detail) || detail == Message ? Message : string.IsNullOrWhiteSpace(Message) ? detail : $"{Message}: {detail}";
        }
    }

    /// <summary>Whether an answer is in the contract's envelope, and not one of something in between.</summary>
    public static bool IsIn(RemoteAnswer answer) => answer.TryRead<Refusal>() is { StatusCode: not null } or { Error: not null };
}

/// <summary>The errors of contract 2.</summary>
internal sealed partial class KubeSliceErrors : IErrorReader
{
    /// <inheritdoc/>
    public CredentialException Read(RemoteAnswer answer)
    {
        string? text = answer.TryRead<Refusal>()?.Text;
        CredentialErrorDefinition? definition = answer.Status switch
        {
            HttpStatusCode.Unauthorized when text?.Contains(ErrorKeys.Expired, StringComparison.OrdinalIgnoreCase) == true => CredentialErrors.CredentialExpired,

            // Only the exchange goes without authentication; what it does not take for a key is none.
            HttpStatusCode.BadRequest when answer.Request.IsAnonymous => CredentialErrors.AuthenticationRequired,
            HttpStatusCode.Conflict => CredentialErrors.AlreadyExists,
            _ => null,
        };

        // A text that repeats a key would show it.
        return StatusErrors.Error(answer, definition, text is null ? null : Key().Replace(text, key => ApiKeyFormat.Mask(ApiKeyFormat.Hint(key.Value))));
    }

    [GeneratedRegex("[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
