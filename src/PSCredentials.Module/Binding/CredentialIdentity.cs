using System.ComponentModel;
using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>Which credential a command is about, as the user named it: by name, by id, or by an object. Two that mean the same are equal.</summary>
[TypeConverter(typeof(CredentialIdentityConverter))]
public sealed class CredentialIdentity
{
    private CredentialIdentity(object named, CredentialReference reference, ICredential? known)
    {
        Named = named;
        Reference = reference;
        Known = known;
    }

    /// <summary>What the user gave; errors carry it as their target.</summary>
    public object Named { get; }

    /// <summary>What the authority is asked for.</summary>
    public CredentialReference Reference { get; }

    /// <summary>The credential itself, where a live object was given.</summary>
    public ICredential? Known { get; }

    /// <summary>Whether text that looks like an id was given, which might be a name after all.</summary>
    internal bool MayBeName => Named is string && Reference.Id is not null;

    /// <summary>Whether it is a name with wildcards.</summary>
    internal bool IsWildcard => Named is string && Reference.Name is { } name && WildcardPattern.ContainsWildcardCharacters(name);

    /// <summary>Names by text: an id where it has the form of one, a name otherwise.</summary>
    /// <param name="text">A name or an id.</param>
    /// <returns>The identity.</returns>
    public static CredentialIdentity FromText(string text) =>
        new(text, IsId(text) ? CredentialReference.ById(text) : CredentialReference.ByName(text), null);

    /// <summary>Names by a live object.</summary>
    /// <param name="credential">The credential.</param>
    /// <returns>The identity.</returns>
    public static CredentialIdentity FromCredential(ICredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new CredentialIdentity(credential, CredentialReference.ById(credential.Id), credential);
    }

    /// <summary>What the user would recognize.</summary>
    /// <returns>The name or id.</returns>
    public override string ToString() => Reference.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CredentialIdentity other && Reference == other.Reference;

    /// <inheritdoc/>
    public override int GetHashCode() => Reference.GetHashCode();

    /// <summary>Names by the properties of a row, a selection, or a deserialized object.</summary>
    /// <param name="row">The object.</param>
    /// <param name="nameProperty">The property that holds the name.</param>
    /// <returns>The identity, or null where neither Id nor the name is there.</returns>
    internal static CredentialIdentity? FromProperties(PSObject row, string nameProperty)
    {
        string? id = Text(row, "Id");
        string? name = Text(row, nameProperty);
        if (id is not null && (name is null || IsId(id)))
        {
            return new CredentialIdentity(row, CredentialReference.ById(id), null);
        }

        string? scope = Text(row, "Namespace") ?? Text(row, "Workspace") ?? Text(row, "WorkspaceName") ?? Text(row, "Project");
        return name is null ? null : new CredentialIdentity(row, CredentialReference.ByName(name, scope), null);
    }

    // API credentials have a GUID, API keys the MD5 of the key in lower-case hexadecimal.
    private static bool IsId(string text) =>
        Guid.TryParseExact(text, "D", out _) || (text.Length == 32 && text.All(char.IsAsciiHexDigit) && !text.Any(char.IsAsciiLetterUpper));

    private static string? Text(PSObject row, string property) =>
        row.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
