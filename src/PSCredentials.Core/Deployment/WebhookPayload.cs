using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PSCredentials.Deployment;

/// <summary>What a webhook is sent about a change: the facts after it, in the words of contract 3, and never a password or a hash.</summary>
internal static class WebhookPayload
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the body of a message.</summary>
    /// <param name="environment">The environment it is for.</param>
    /// <param name="credential">The credential after the change, or as it was before it was deleted.</param>
    /// <param name="action">What was done.</param>
    /// <param name="access">What it may use.</param>
    /// <param name="changedAt">When.</param>
    public static string Write(
        string environment, ProjectCredential credential, DeploymentAction action, IReadOnlyList<ProjectCredentialAccess> access, DateTimeOffset changedAt)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("action", action.ToString());
            json.WriteString("changedAt", Moment(changedAt));
            json.WriteString("project", credential.Project);
            json.WriteString("environment", environment);
            json.WriteString("username", credential.Username);
            json.WriteString("email", credential.Email);
            json.WriteString("fullName", credential.FullName);
            json.WriteString("description", credential.Description);
            WriteList(json, "roleNameList", credential.Role);
            json.WriteBoolean("enabled", credential.DisabledAt is null);
            WriteList(json, "ipList", credential.IPAddress);
            json.WriteString("expireDate", credential.ExpiresAt is { } expiry ? Moment(expiry) : null);
            json.WriteStartArray("credentialAccessList");
            foreach (ProjectCredentialAccess grant in access)
            {
                json.WriteStartObject();
                json.WriteString("name", grant.Name);
                json.WriteString("type", grant.Type == AccessTargetType.ApiProxyGroup ? "API_PROXY_GROUP" : "API_PROXY");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
