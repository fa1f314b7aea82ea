using System.Globalization;
using System.Text.Json;
using PSCredentials.Policy;

namespace PSCredentials.Secrets;

/// <summary>What secrets, their names and their metadata may look like. No refusal repeats what a secret holds.</summary>
internal static class SecretRules
{
    private const int MostMetadata = 64;
    private const int LongestMetadataName = 128;
    private const int DeepestTable = 8;
    private const int LargestSecret = 1024 * 1024;

    /// <summary>The name of a secret.</summary>
    public static string Name(string? name) => FieldRules.Name("Name", name, 1, FieldRules.LongestText);

    /// <summary>A secret as bytes.</summary>
    /// <exception cref="CredentialException">It is too large, nested too deeply, or can only stand within a table.</exception>
    public static byte[] Content(SecretValue value)
    {
        if (!value.IsWhole)
        {
            throw CredentialException.Invalid("Secret", $"is of type {value.Type}; allowed are byte[], string, SecureString, PSCredential and Hashtable.");
        }

        EnsureFlat(value, DeepestTable);
        byte[] content = SecretValueEncoding.Write(value);
        return content.Length <= LargestSecret
            ? content
            : throw CredentialException.Invalid("Secret", $"takes {content.Length} bytes; at most {LargestSecret} are allowed (a character takes two).");
    }

    /// <summary>Metadata as it is kept: JSON that says of each value what it is; null for none.</summary>
    /// <exception cref="CredentialException">A name or a value is not allowed.</exception>
    public static string? Metadata(IReadOnlyDictionary<string, object> metadata)
    {
        if (metadata.Count > MostMetadata)
        {
            throw CredentialException.Invalid("Metadata", $"has {metadata.Count} entries; at most {MostMetadata} are allowed.");
        }

        var kept = new SortedDictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object value) in metadata)
        {
            if (!kept.TryAdd(FieldRules.Name("Metadata", name, 1, LongestMetadataName), Kept(name, value)))
            {
                throw CredentialException.Invalid("Metadata", $"names '{name}' twice.");
            }
        }

        return kept.Count == 0 ? null : JsonSerializer.Serialize(kept);
    }

    /// <summary>Reads what <see cref="Metadata"/> wrote.</summary>
    /// <exception cref="CredentialException">It was changed by another hand.</exception>
    public static IReadOnlyDictionary<string, object> ReadMetadata(string secret, string? json)
    {
        var metadata = new SortedDictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        if (json is null)
        {
            return metadata;
        }

        try
        {
            foreach ((string name, string[] kept) in JsonSerializer.Deserialize<Dictionary<string, string[]>>(json)!)
            {
                metadata.Add(name, kept switch
                {
                    [nameof(String), var text] => text,
                    [nameof(Int32), var text] => int.Parse(text, CultureInfo.InvariantCulture),
                    [nameof(DateTime), var text] => DateTime.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
                    _ => throw new FormatException(),
                });
            }
        }
        catch (Exception exception) when (exception is JsonException or FormatException or OverflowException or ArgumentException or NullReferenceException)
        {
            throw new CredentialException(CredentialErrors.StoreDamaged, $"The vault is damaged: the metadata of secret '{secret}' cannot be read.", exception);
        }

        return metadata;
    }

    private static string[] Kept(string name, object value) => value switch
    {
        string text => [nameof(String), FieldRules.Text("Metadata", text)],
        int number => [nameof(Int32), number.ToString(CultureInfo.InvariantCulture)],
        DateTime moment => [nameof(DateTime), moment.ToString("O", CultureInfo.InvariantCulture)],
        _ => throw CredentialException.Invalid("Metadata", $"has a value for '{name}' that is {(value is null ? "null" : "of type " + value.GetType().Name)}; allowed are string, int and DateTime."),
    };

    private static void EnsureFlat(SecretValue value, int levels)
    {
        if (value.Type == SecretValueType.Hashtable)
        {
            if (levels == 0)
            {
                throw CredentialException.Invalid("Secret", $"has tables within tables, more than {DeepestTable} deep.");
            }

            foreach (SecretValue entry in value.GetEntries().Values)
            {
                EnsureFlat(entry, levels - 1);
            }
        }
    }
}
