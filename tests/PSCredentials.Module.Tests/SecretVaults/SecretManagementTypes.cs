using System.Collections.ObjectModel;

#pragma warning disable IDE0130 // These stand for the types of another module, under the names that it gives them.
namespace Microsoft.PowerShell.SecretManagement;

/// <summary>The types of secrets, as the module Microsoft.PowerShell.SecretManagement has them.</summary>
public enum SecretType
{
    Unknown,
    ByteArray,
    String,
    SecureString,
    PSCredential,
    Hashtable,
}

/// <summary>What that module takes from Get-SecretInfo, with the constructor that the extension calls.</summary>
public sealed class SecretInformation(string name, SecretType type, string vaultName, ReadOnlyDictionary<string, object> metadata)
{
    public string Name { get; } = name;

    public SecretType Type { get; } = type;

    public string VaultName { get; } = vaultName;

    public ReadOnlyDictionary<string, object> Metadata { get; } = metadata;
}

/// <summary>What that module hands on as it is.</summary>
public sealed class PasswordRequiredException(string message) : InvalidOperationException(message);
