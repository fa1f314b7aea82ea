using System.Collections;
using System.Management.Automation;
using System.Security;

namespace PSCredentials.Extension;

/// <summary>Secrets between what scripts hold and what the vault keeps. No error repeats a secret.</summary>
internal static class SecretObjects
{
    // As deep as the vault lets tables stand in tables, and one more, which it refuses; a table that holds itself has no end.
    private const int Deepest = 9;

    /// <summary>An object without what PowerShell wraps around it.</summary>
    internal static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    /// <summary>A secret as the vault keeps it.</summary>
    /// <exception cref="CredentialException">It is of a type that is no secret.</exception>
    internal static SecretValue ToValue(object? secret) => Value(secret, Deepest);

    /// <summary>A secret as scripts hold it.</summary>
    internal static object ToObject(SecretValue value) => value.Type switch
    {
        SecretValueType.ByteArray => value.GetBytes(),
        SecretValueType.String => value.GetText().Reveal(),
        SecretValueType.SecureString => value.GetText().ToSecureString(),
        SecretValueType.PSCredential => new PSCredential(value.GetUserName(), value.GetText().ToSecureString()),
        SecretValueType.Hashtable => Table(value.GetEntries()),
        _ => value.GetScalar(),
    };

    /// <summary>Metadata as the vault keeps it.</summary>
    /// <exception cref="CredentialException">A name is not a text.</exception>
    internal static IReadOnlyDictionary<string, object> ToMetadata(Hashtable? metadata)
    {
        var noted = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in metadata ?? [])
        {
            noted.Add(Name(entry.Key, "Metadata"), Bare(entry.Value)!);
        }

        return noted;
    }

    private static SecretValue Value(object? secret, int levels) => Bare(secret) switch
    {
        byte[] bytes => SecretValue.OfBytes(bytes),
        string text => SecretValue.OfText(new SecretText(text)),
        SecureString text => SecretValue.OfSecureText(new SecretText(text)),
        PSCredential { UserName: null or "" } => throw CredentialException.Invalid("Secret", "is a credential without a user name."),
        PSCredential credential => SecretValue.OfCredential(credential.UserName, new SecretText(credential.Password)),
        Hashtable table => SecretValue.OfTable(Entries(table, levels)),
        bool value when levels < Deepest => SecretValue.Of(value),
        int value when levels < Deepest => SecretValue.Of(value),
        long value when levels < Deepest => SecretValue.Of(value),
        double value when levels < Deepest => SecretValue.Of(value),
        DateTime value when levels < Deepest => SecretValue.Of(value),
        null => throw CredentialException.Invalid("Secret", levels < Deepest ? "holds a null." : "is null."),
        var other when levels < Deepest => throw CredentialException.Invalid(
            "Secret", $"holds a value of type {other.GetType().Name}; allowed are byte[], string, SecureString, PSCredential, Hashtable, bool, int, long, double and DateTime."),
        var other => throw CredentialException.Invalid("Secret", $"is of type {other.GetType().Name}; allowed are byte[], string, SecureString, PSCredential and Hashtable."),
    };

    private static List<KeyValuePair<string, SecretValue>> Entries(Hashtable table, int levels)
    {
        var entries = new List<KeyValuePair<string, SecretValue>>();
        if (levels == 0)
        {
            return entries;
        }

        foreach (DictionaryEntry entry in table)
        {
            entries.Add(new(Name(entry.Key, "Secret"), Value(entry.Value, levels - 1)));
        }

        return entries;
    }

    private static string Name(object key, string field) =>
        Bare(key) as string ?? throw CredentialException.Invalid(field, $"has a name of type {key.GetType().Name}; names have to be strings.");

    // PowerShell's own tables do not regard case, and such is what comes back, unless names differ in case alone.
    private static Hashtable Table(IReadOnlyDictionary<string, SecretValue> entries)
    {
        bool regardsCase = entries.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() < entries.Count;
        var table = new Hashtable(regardsCase ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach ((string name, SecretValue value) in entries)
        {
            table.Add(name, ToObject(value));
        }

        return table;
    }
}
