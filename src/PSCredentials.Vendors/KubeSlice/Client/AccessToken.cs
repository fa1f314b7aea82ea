using System.Buffers.Text;
using System.Text.Json;

namespace PSCredentials.Vendors.KubeSlice.Client;

/// <summary>A token that a key was exchanged for (a JWT, RFC 7519). A class, since a record would show it as text.</summary>
internal sealed class AccessToken
{
    // What the contract gives a token by default.
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromSeconds(900);
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(1);

    private AccessToken(string text, DateTimeOffset renewAt)
    {
        Text = text;
        RenewAt = renewAt;
    }

    /// <summary>The token.</summary>
    public string Text { get; }

    /// <summary>From when on another one is asked for: a while before it ends.</summary>
    public DateTimeOffset RenewAt { get; }

    /// <summary>Reads a token that was granted just now.</summary>
    /// <param name="text">The token.</param>
    /// <param name="now">The present.</param>
    public static AccessToken Of(string text, DateTimeOffset now)
    {
        TimeSpan lifetime = Lifetime(text, now) ?? DefaultLifetime;
        TimeSpan margin = lifetime / 5 < LongestMargin ? lifetime / 5 : LongestMargin;
        return new AccessToken(text, now + lifetime - margin);
    }

    /// <summary>Whether what the user presents is a token already: three parts, of which the first is a JSON object in base64url (RFC 7515).</summary>
    /// <param name="presented">What is presented.</param>
    public static bool IsToken(string presented) => presented.Split('.') is [var header, { Length: > 0 }, _] && Part(header) is not null;

    // By the authority's clock alone where it says when it granted the token, so that a clock that is wrong here changes nothing.
    private static TimeSpan? Lifetime(string text, DateTimeOffset now)
    {
        if (text.Split('.') is not [_, var payload, _] || Part(payload) is not { } claims || Seconds(claims, "exp") is not { } end)
        {
            return null;
        }

        double seconds = end - (Seconds(claims, "iat") ?? now.ToUnixTimeMilliseconds() / 1000d);
        return seconds > 0 && seconds < TimeSpan.MaxValue.TotalSeconds / 2 && now < DateTimeOffset.MaxValue - TimeSpan.FromSeconds(seconds) ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double? Seconds(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out JsonElement claim) && claim.ValueKind == JsonValueKind.Number && claim.TryGetDouble(out double seconds) ? seconds : null;

    private static JsonElement? Part(string base64)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(Base64Url.DecodeFromChars(base64));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return null;
        }
    }
}
