using System.Formats.Asn1;
using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;

namespace PSCredentials.Pki.Pkcs11;

/// <summary>
/// What a token signs, and what it answers: the hash is made here, for not every token makes it, and the answer is put into the form that certificates hold.
/// </summary>
internal static class TokenMechanism
{
    // A DigestInfo for SHA-256, up to the hash (RFC 8017, 9.2, note 1).
    private static readonly byte[] Sha256Info =
        [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

    /// <summary>The mechanism that signs for an algorithm.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <returns>The mechanism.</returns>
    public static CKM Of(SigningAlgorithm algorithm) => algorithm.IsEllipticCurve ? CKM.CKM_ECDSA : CKM.CKM_RSA_PKCS;

    /// <summary>What the token gets.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="data">What to sign.</param>
    /// <returns>A hash, for RSA with its name.</returns>
    public static byte[] Prepare(SigningAlgorithm algorithm, ReadOnlySpan<byte> data) =>
        !algorithm.IsEllipticCurve ? [.. Sha256Info, .. SHA256.HashData(data)]
        : algorithm.Hash == HashAlgorithmName.SHA384 ? SHA384.HashData(data)
        : SHA256.HashData(data);

    /// <summary>Puts what the token answered into the form of certificates: for ECDSA the two numbers in DER (RFC 3279, 2.2.3), for RSA as it is.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="answer">What the token answered.</param>
    /// <param name="destination">Where the signature goes.</param>
    /// <returns>The signature's length; 0 where the answer has a length that no signature has.</returns>
    public static int Finish(SigningAlgorithm algorithm, ReadOnlySpan<byte> answer, Span<byte> destination)
    {
        if (!algorithm.IsEllipticCurve)
        {
            return answer.Length == algorithm.MaximumSignatureLength && answer.TryCopyTo(destination) ? answer.Length : 0;
        }

        if (answer.Length == 0 || answer.Length % 2 != 0 || answer.Length > algorithm.MaximumSignatureLength - 8)
        {
            return 0;
        }

        AsnWriter writer = CertificateEncoding.RentWriter();
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Minimal(answer[..(answer.Length / 2)]));
            writer.WriteIntegerUnsigned(Minimal(answer[(answer.Length / 2)..]));
        }

        return writer.Encode(destination);
    }

    private static ReadOnlySpan<byte> Minimal(ReadOnlySpan<byte> number)
    {
        ReadOnlySpan<byte> trimmed = number.TrimStart((byte)0);
        return trimmed.IsEmpty ? number[..1] : trimmed;
    }
}
