using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.HighLevelAPI.Factories;

namespace PSCredentials.Pki.Pkcs11;

/// <summary>Makes a key in a token, which it never leaves.</summary>
internal static class TokenKeyGenerator
{
    // The DER of the curves' object identifiers: 1.2.840.10045.3.1.7 and 1.3.132.0.34.
    private static readonly byte[] P256 = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
    private static readonly byte[] P384 = [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22];
    private static readonly byte[] PublicExponent = [0x01, 0x00, 0x01];

    /// <summary>Makes a key pair of the name that a URI gives.</summary>
    /// <param name="session">A session that may write.</param>
    /// <param name="uri">The key's name, and its identifier; one is drawn where it gives none.</param>
    /// <param name="algorithm">The kind of key.</param>
    public static void Generate(TokenSession session, Pkcs11Uri uri, KeyAlgorithm algorithm)
    {
        SigningAlgorithm.Require(algorithm);
        IObjectAttributeFactory attribute = Pkcs11Module.Attribute;
        List<IObjectAttribute> named = [attribute.Create(CKA.CKA_ID, uri.Id ?? RandomNumberGenerator.GetBytes(16))];
        if (uri.Object is not null)
        {
            named.Add(attribute.Create(CKA.CKA_LABEL, uri.Object));
        }

        List<IObjectAttribute> publicKey =
        [
            .. named,
            attribute.Create(CKA.CKA_TOKEN, true),
            attribute.Create(CKA.CKA_PRIVATE, false),
            attribute.Create(CKA.CKA_VERIFY, true),
            .. KindOf(algorithm, attribute),
        ];
        List<IObjectAttribute> privateKey =
        [
            .. named,
            attribute.Create(CKA.CKA_TOKEN, true),
            attribute.Create(CKA.CKA_PRIVATE, true),
            attribute.Create(CKA.CKA_SENSITIVE, true),
            attribute.Create(CKA.CKA_EXTRACTABLE, false),
            attribute.Create(CKA.CKA_SIGN, true),
        ];
        bool isCurve = algorithm is KeyAlgorithm.EcdsaP256 or KeyAlgorithm.EcdsaP384;
        using IMechanism mechanism =
            Pkcs11Module.Factories.MechanismFactory.Create(isCurve ? CKM.CKM_EC_KEY_PAIR_GEN : CKM.CKM_RSA_PKCS_KEY_PAIR_GEN);
        session.Session.GenerateKeyPair(mechanism, publicKey, privateKey, out _, out _);
    }

    private static IObjectAttribute[] KindOf(KeyAlgorithm algorithm, IObjectAttributeFactory attribute) => algorithm switch
    {
        KeyAlgorithm.EcdsaP256 => [attribute.Create(CKA.CKA_EC_PARAMS, P256)],
        KeyAlgorithm.EcdsaP384 => [attribute.Create(CKA.CKA_EC_PARAMS, P384)],
        _ =>
        [
            attribute.Create(CKA.CKA_MODULUS_BITS, algorithm switch { KeyAlgorithm.Rsa2048 => 2048UL, KeyAlgorithm.Rsa3072 => 3072UL, _ => 4096UL }),
            attribute.Create(CKA.CKA_PUBLIC_EXPONENT, PublicExponent),
        ],
    };
}
