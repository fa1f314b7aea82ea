using System.Globalization;
using System.Text.Json;

namespace PSCredentials;

/// <summary>
/// What is known of an audit trail at a moment: its last event then. Kept where the authority's machine cannot reach it, it proves later that the trail up to there is still the same.
/// Nothing in it is secret.
/// </summary>
public sealed record CredentialAuditAnchor
{
    private const int MacSize = 32;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>The authority's identifier.</summary>
    public required string AuthorityId { get; init; }

    /// <summary>The number of the last event.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the anchor was made.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What stands for all events up to that one: 64 hexadecimal digits.</summary>
    public required string Chain { get; init; }

    /// <summary>What shows that the anchor is as the authority made it: 64 hexadecimal digits.</summary>
    public required string Proof { get; init; }

    /// <summary>Reads an anchor from its text.</summary>
    /// <param name="text">What <see cref="ToText"/> wrote.</param>
    /// <returns>The anchor.</returns>
    /// <exception cref="CredentialException">It is no anchor.</exception>
    public static CredentialAuditAnchor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        CredentialAuditAnchor? anchor;
        try
        {
            anchor = JsonSerializer.Deserialize<CredentialAuditAnchor>(text, Form);
        }
        catch (JsonException error)
        {
            throw new CredentialException(
                CredentialErrors.InvalidArgument, "Anchor is not what Export-CredentialAuditAnchor writes: a JSON object with authorityId, sequence, time, chain and proof.", error);
        }

        return anchor switch
        {
            null => throw CredentialException.Invalid("Anchor", "is null; allowed is what Export-CredentialAuditAnchor writes."),
            { Sequence: < 1 } => throw CredentialException.Invalid("Anchor", $"has the sequence {anchor.Sequence.ToString(CultureInfo.InvariantCulture)}; allowed are numbers from 1 on."),
            _ when !IsMac(anchor.Chain) => throw CredentialException.Invalid("Anchor", "has a chain that is not of 64 hexadecimal digits."),
            _ when !IsMac(anchor.Proof) => throw CredentialException.Invalid("Anchor", "has a proof that is not of 64 hexadecimal digits."),
            _ => anchor,
        };
    }

    /// <summary>The anchor as one line of JSON.</summary>
    /// <returns>The line, without its end.</returns>
    public string ToText() => JsonSerializer.Serialize(this, Form);

    private static bool IsMac(string? text) => text is { Length: 2 * MacSize } && text.All(char.IsAsciiHexDigit);
}
