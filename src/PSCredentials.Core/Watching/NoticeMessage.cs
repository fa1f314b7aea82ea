using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PSCredentials.Watching;

/// <summary>What one notice says. It holds no secret, and is the same each time it is sent.</summary>
/// <param name="Id">The message's identifier.</param>
/// <param name="Notification">The name of the notification.</param>
/// <param name="FoundAt">When the threshold was found to be reached.</param>
/// <param name="Expiry">The credential's end, with the threshold.</param>
internal sealed record NoticeMessage(string Id, string Notification, DateTimeOffset FoundAt, CredentialExpiry Expiry)
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The last day on which the credential works, in UTC.</summary>
    public string LastDay => Expiry.ExpiresAt.UtcDateTime.AddTicks(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The notice in the form of Standard Webhooks: type, timestamp and data.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteString("type", "credential.expiring");
            json.WriteString("timestamp", Moment(FoundAt));
            json.WriteStartObject("data");
            json.WriteString("messageId", Id);
            json.WriteString("notification", Notification);
            json.WriteString("authority", Expiry.Authority);
            json.WriteNumber("threshold", Expiry.Threshold!.Value);
            json.WriteString("lastDay", LastDay);
            json.WriteStartObject("credential");
            json.WriteString("family", Expiry.Family.ToString());
            json.WriteString("id", Expiry.Id);
            json.WriteString("name", Expiry.Name);
            json.WriteString("scope", Expiry.Scope);
            json.WriteString("type", Expiry.Type);
            json.WriteString("owner", Expiry.Owner);
            json.WriteString("expiresAt", Moment(Expiry.ExpiresAt));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
