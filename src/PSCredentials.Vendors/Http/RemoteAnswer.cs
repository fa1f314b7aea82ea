using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PSCredentials.Vendors.Http;

/// <summary>What an authority answered, read to its end.</summary>
/// <param name="Request">The request.</param>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="MediaType">The type of the body without its parameters; null where there is none.</param>
/// <param name="Body">The body.</param>
/// <param name="MayHaveRunBefore">
/// Whether an earlier attempt may have been done, so that "not found" after a removal, or "revoked already" after a revocation, is the answer to our own doing.
/// </param>
internal sealed record RemoteAnswer(
    RemoteRequest Request, HttpStatusCode Status, HttpResponseHeaders Headers, string? MediaType, ReadOnlyMemory<byte> Body, bool MayHaveRunBefore)
{
    /// <summary>Whether the status is one of success.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>
    /// Whether it says success with something that cannot be what was answered: cut off, mixed up, or a page that somebody in between made. A change is often answered with nothing.
    /// </summary>
    public bool IsGarbled => IsSuccess && Request.IsJsonAnswered && (Body.IsEmpty ? Request.Method == HttpMethod.Get : !IsJson || !IsWellFormed());

    /// <summary>Reads the body.</summary>
    /// <exception cref="CredentialException">It is not what the contract says.</exception>
    public T Read<T>()
        where T : IWire<T>
    {
        if (!IsJson)
        {
            throw NotUnderstood($"a body of type '{MediaType ?? "none"}' and not JSON");
        }

        try
        {
            return JsonSerializer.Deserialize(Body.Span, T.Json) ?? throw NotUnderstood("null");
        }
        catch (Exception error) when (error is JsonException or FormatException or NotSupportedException or InvalidOperationException)
        {
            // The reader's message names the place alone; a value there may be a secret.
            throw NotUnderstood(error is JsonException { Path: { } path } ? $"JSON that its contract does not have, at {path}" : "JSON that its contract does not have");
        }
    }

    /// <summary>Reads a body that may not be there or be anything, such as one that a proxy made.</summary>
    /// <returns>The body, or null where it is not of the type.</returns>
    public T? TryRead<T>()
        where T : class, IWire<T>
    {
        try
        {
            return IsJson ? JsonSerializer.Deserialize(Body.Span, T.Json) : null;
        }
        catch (Exception error) when (error is JsonException or FormatException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The error about an answer that is not as the contract has it.</summary>
    /// <param name="what">What it is.</param>
    public CredentialException NotUnderstood(string what) =>
        new(CredentialErrors.AnswerNotUnderstood, $"{Request} was answered {(int)Status} with {what}.");

    /// <summary>Status and size; never the body.</summary>
    public override string ToString() => $"{(int)Status} ({Body.Length} bytes)";

    private bool IsWellFormed()
    {
        var reader = new Utf8JsonReader(Body.Span);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool IsJson => MediaType is not null && (MediaType.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || MediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
}
