using System.Security.Cryptography;

namespace PSCredentials.Tests;

/// <summary>Keys in tokens as users name them to a vault.</summary>
internal static class SoftHsmKeys
{
    /// <summary>Puts a key of a kind into a token.</summary>
    public static async Task<TokenKeySource> KeyAsync(this SoftHsm hsm, KeyAlgorithm algorithm, string token = SoftHsm.Token)
    {
        using AsymmetricAlgorithm key = algorithm switch
        {
            KeyAlgorithm.EcdsaP256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            KeyAlgorithm.EcdsaP384 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            _ => RSA.Create(2048),
        };
        return new TokenKeySource { Uri = await hsm.AddAsync(key, token), Pin = new SecretText(SoftHsm.Pin) };
    }
}
