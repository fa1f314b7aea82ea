namespace PSCredentials;

/// <summary>What a kept secret is, by the names of the module Microsoft.PowerShell.SecretManagement. The last five stand within a <see cref="Hashtable"/> alone.</summary>
public enum SecretValueType
{
    /// <summary>Bytes.</summary>
    ByteArray = 1,

    /// <summary>A text.</summary>
    String,

    /// <summary>A text that comes as a <see cref="System.Security.SecureString"/>.</summary>
    SecureString,

    /// <summary>A user name with a password.</summary>
    PSCredential,

    /// <summary>Values by name.</summary>
    Hashtable,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number of 32 bits.</summary>
    Int32,

    /// <summary>A whole number of 64 bits.</summary>
    Int64,

    /// <summary>A floating-point number.</summary>
    Double,

    /// <summary>A moment, with what it says of its zone.</summary>
    DateTime,
}
