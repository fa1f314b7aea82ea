using System.Security;
using System.Text;

namespace PSCredentials.Module.Tests.Support;

/// <summary>Finds secrets where they must not be.</summary>
internal static class SecretSearch
{
    /// <summary>Every secret that an issued object gives out.</summary>
    public static IEnumerable<string> SecretsOf(PSObject issued)
    {
        foreach (string method in new[] { "GetToken", "GetPassword", "GetPrivateKeyPem", "GetKubeConfig", "GetKey" })
        {
            string? text = null;
            try
            {
                text = issued.Methods[method]?.Invoke() as string;
            }
            catch (MethodInvocationException)
            {
                // This type has no such secret.
            }

            foreach (string line in text?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
            {
                if (IsSecret(method, line))
                {
                    yield return line;
                }
            }
        }
    }

    /// <summary>Whether a line is a secret: of a PEM those between its frame, of a kubeconfig the key alone.</summary>
    public static bool IsSecret(string method, string line) => line.Length > 0 && method switch
    {
        "GetPrivateKeyPem" => !line.StartsWith("-----", StringComparison.Ordinal),
        "GetKubeConfig" => line.StartsWith("client-key-data", StringComparison.Ordinal),
        _ => true,
    };

    /// <summary>Every property that a view could show, by its text and the text of what it holds, and the serialized object.</summary>
    public static string Views(PSObject item) =>
        string.Join('\n', item.Properties.Select(property => $"{property.Name}={Safe(property)}").Append(item.ToString()).Append(PSSerializer.Serialize(item, 4)));

    private static string Safe(PSPropertyInfo property) => property.Value switch
    {
        SecureString => "SecureString",
        System.Collections.IEnumerable many and not string => string.Join(' ', many.Cast<object>()),
        { } value => value + "\n" + string.Join('\n', PSObject.AsPSObject(value).Properties.Select(inner => inner.IsGettable ? Text(inner) : string.Empty)),
        null => string.Empty,
    };

    private static string Text(PSPropertyInfo property)
    {
        try
        {
            return property.Value?.ToString() ?? string.Empty;
        }
        catch (GetValueException)
        {
            return string.Empty;
        }
    }

    /// <summary>Fails where a text holds a secret in any form in which serializers write it.</summary>
    public static void AssertNone(IEnumerable<string> secrets, string text, string where)
    {
        foreach (string secret in secrets)
        {
            foreach (string form in Forms(secret))
            {
                Assert.False(text.Contains(form, StringComparison.OrdinalIgnoreCase), $"{where}: a secret of {secret.Length} characters beginning {secret[..4]} is in the text as {form[..4]}…");
            }
        }
    }

    // CLIXML writes a SecureString on Unix as the hexadecimal of its UTF-16; what holds bytes becomes base64.
    private static string[] Forms(string secret) =>
    [
        secret, Convert.ToHexString(Encoding.Unicode.GetBytes(secret)), Convert.ToHexString(Encoding.UTF8.GetBytes(secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), Convert.ToBase64String(Encoding.Unicode.GetBytes(secret)),
    ];
}
