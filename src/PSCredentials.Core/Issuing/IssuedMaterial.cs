namespace PSCredentials.Issuing;

/// <summary>A secret as it was made: what the holder gets, and what the store keeps of it.</summary>
/// <param name="Secret">What the holder gets, once.</param>
/// <param name="Hash">The keyed hash it is found by.</param>
/// <param name="NotBefore">When it begins to work, for certificates.</param>
/// <param name="SerialNumber">The certificate's serial number, upper-case hexadecimal.</param>
/// <param name="Fingerprint">The certificate's SHA-256 fingerprint, upper-case hexadecimal.</param>
internal sealed record IssuedMaterial(IssuedSecret Secret, byte[] Hash, DateTimeOffset? NotBefore, string? SerialNumber, string? Fingerprint);
