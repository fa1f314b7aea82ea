using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace PSCredentials.Server.Endpoints;

/// <summary>Reads JSON bodies: bounded, whole, and whatever content type they come with, as curl sends another one. No refusal quotes the body.</summary>
internal static class JsonBody
{
    /// <summary>The longest body, where nothing else is said.</summary>
    public const int MostOctets = 64 * 1024;

    /// <summary>Reads the body of a request.</summary>
    /// <typeparam name="T">What it stands for.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="mostOctets">The longest that is read.</param>
    /// <returns>What it stands for.</returns>
    /// <exception cref="CredentialException">It is missing, null or no UTF-8.</exception>
    /// <exception cref="JsonException">It is malformed.</exception>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, int mostOctets = MostOctets)
        where T : class
    {
        byte[] body = await ReadOctetsAsync(request, mostOctets);
        if (body.Length == 0)
        {
            throw CredentialException.Invalid("The body", "is missing; JSON is expected.");
        }

        ReadOnlySpan<byte> json = body;
        if (!Utf8.IsValid(json))
        {
            throw CredentialException.Invalid("The body", "is not UTF-8.");
        }

        // RFC 8259, 8.1: not to be written, and allowed to be read.
        json = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        return JsonSerializer.Deserialize(json, type) ?? throw CredentialException.Invalid("The body", "is null; an object is expected.");
    }

    private static async Task<byte[]> ReadOctetsAsync(HttpRequest request, int mostOctets)
    {
        if (request.ContentLength > mostOctets)
        {
            throw TooLarge();
        }

        PipeReader reader = request.BodyReader;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > mostOctets)
            {
                throw TooLarge();
            }

            if (read.IsCompleted)
            {
                byte[] body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static BadHttpRequestException TooLarge() => new("The body is too large.", StatusCodes.Status413PayloadTooLarge);
}
