namespace PSCredentials;

/// <summary>A secret as it was read.</summary>
/// <param name="Secret">What it is.</param>
/// <param name="Value">What it holds.</param>
public sealed record RevealedSecret(VaultSecret Secret, SecretValue Value);
