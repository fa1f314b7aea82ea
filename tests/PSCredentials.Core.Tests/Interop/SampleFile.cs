namespace PSCredentials.Tests.Interop;

/// <summary>A client certificate in a file.</summary>
/// <param name="Key">The kind of its key.</param>
/// <param name="Form">The form of the file.</param>
/// <param name="Path">Where the file is.</param>
/// <param name="Credential">What was issued.</param>
/// <param name="KeyPath">The private key alone, in PEM, for the forms that do not hold it.</param>
internal sealed record SampleFile(KeyAlgorithm Key, FileForm Form, string Path, IssuedApiCredential Credential, string KeyPath)
{
    public const string Password = "correct horse battery";

    public bool IsPkcs12 => Form is FileForm.Aes256 or FileForm.Legacy or FileForm.Pbmac1;

    public bool IsPem => Form is FileForm.Pem or FileForm.EncryptedPem;

    /// <summary>Where the private key is: in the file itself, or beside it.</summary>
    public string KeySource => IsPkcs12 || IsPem ? Path : KeyPath;
}
