using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PSCredentials.Tests.Profile;

/// <summary>Status answers (RFC 6960, 4.2, RFC 9654 and RFC 5019, 2.2).</summary>
internal static class StatusAnswerRules
{
    private static readonly int[] s_producedAt = [.. StatusAnswerView.DataPath, 1];
    private static readonly int[] s_status = [.. StatusAnswerView.FirstPath, 1];
    private static readonly int[] s_thisUpdate = [.. StatusAnswerView.FirstPath, 2];
    private static readonly int[] s_nextUpdate = [.. StatusAnswerView.FirstPath, 3];

    /// <summary>What holds for every answer.</summary>
    public static readonly IReadOnlyList<ProfileRule<StatusAnswerView>> OfAll =
    [
        new("RFC 6960 4.2.1", "the status is an ENUMERATED of 0 to 6 without 4", view => view.Status.Is(UniversalTagNumber.Enumerated) && view.Status.Content.Length == 1 && view.Status.Content.Span[0] is <= 6 and not 4)
        {
            Breaks = [view => DerEdit.At(view.Der, [0], _ => [0x0A, 0x01, 0x04]), view => DerEdit.At(view.Der, [0], _ => [0x02, 0x01, 0x01])],
        },
        new("RFC 6960 4.2.1 and 2.3", "there are response octets where it is successful, and not where it is not", view => view.Root.Children.Count == (view.IsSuccessful ? 2 : 1))
        {
            Breaks = [view => DerEdit.At(view.Der, [0], node => [0x0A, 0x01, node.HasContent([0]) ? (byte)1 : (byte)0])],
        },
    ];

    /// <summary>What holds for an answer that is one.</summary>
    public static readonly IReadOnlyList<ProfileRule<StatusAnswerView>> OfSuccess =
    [
        new("RFC 6960 4.2.1 and RFC 5019 2.2.1", "the type is id-pkix-ocsp-basic", view => view.Root[1].IsContext(0) && view.Root[1][0][0].ReadOid() == Oids.BasicResponse)
        {
            Breaks = [view => DerEdit.At(view.Der, [1, 0, 0], _ => [0x06, 0x02, 0x2A, 0x03])],
        },
        new("RFC 6960 4.2.1", "an answer is its data, the algorithm, the signature and a certificate", view => view.Basic.Children.Count == 4 && view.Basic[2].Is(UniversalTagNumber.BitString) && view.Basic[3].IsContext(0))
        {
            Breaks = [view => DerEdit.At(view.Der, [.. StatusAnswerView.BasicPath, 3], _ => []), view => DerEdit.AppendAt(view.Der, StatusAnswerView.BasicPath, [0x05, 0x00])],
        },
        new("RFC 6960 4.2.1 and X.690 11.5", "version 1 is left out: it is the default", view => !view.Data[0].IsContext(0))
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, StatusAnswerView.DataPath, data => [0xA0, 0x03, 0x02, 0x01, 0x00, .. data])],
        },
        new("RFC 6960 4.2.2.3", "the responder is named by the SHA-1 of its key, or by its name", view => view.Responder.IsContext(2)
            ? view.Responder[0].Is(UniversalTagNumber.OctetString) && view.Responder[0].HasContent(Sha1(view.Signer.PublicKey))
            : view.Responder.IsContext(1) && view.Responder[0].IsSameAs(view.Signer.Subject))
        {
            Breaks = [view => DerEdit.At(view.Der, [.. StatusAnswerView.DataPath, 0], _ => [0xA2, 0x16, 0x04, 0x14, .. new byte[20]])],
        },
        new("RFC 6960 4.2.2.2", "the responder's certificate comes directly from the authority asked about", view =>
            view.Signer.IssuerName.IsSameAs(view.Issuer.Subject) && view.Issuer.Signed(view.Signer.Tbs, view.Signer.Algorithm, view.Signer.Signature))
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, [.. StatusAnswerView.BasicPath, 3, 0, 0, 0, 1], serial => [1, .. serial[1..]])],
        },
        new("RFC 6960 4.2.2.2", "the responder's certificate lets it sign answers", view => view.Signer.Purposes.Contains(Oids.OcspSigning) && view.Signer.Usages[0])
        {
            Breaks = [view => DerEdit.At(view.Der, [.. StatusAnswerView.BasicPath, 3, 0, 0], _ => view.Signer.WithValue(Oids.ExtendedKeyUsage, 0x30, 0x00))],
        },
        new("RFC 6960 3.2", "the responder's key made the signature", view => view.Signer.Signed(view.Data, view.Basic[1], view.Basic[2]))
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, s_producedAt, _ => "20261201000000Z"u8.ToArray())],
        },
        new("RFC 6960 4.2.2.1 and 2.4", "times are GeneralizedTime in whole seconds", view => Times(view).All(time => time.Is(UniversalTagNumber.GeneralizedTime) && CertificateRules.IsWhole(time)))
        {
            Breaks = [view => DerEdit.At(view.Der, s_producedAt, _ => DerEdit.Value(0x17, "261201000000Z"u8.ToArray())), view => DerEdit.ContentAt(view.Der, s_thisUpdate, time => [.. time[..^1], (byte)'.', (byte)'5', (byte)'Z'])],
        },
        new("RFC 6960 2.4", "what is said was known when the answer was made, and is so until later", view => view.Singles.All(single =>
            single[2].ReadTime() <= view.ProducedAt.ReadTime() && NextUpdate(single) is { } next && next.ReadTime() > view.ProducedAt.ReadTime()))
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, s_thisUpdate, _ => "29991231235959Z"u8.ToArray()), view => DerEdit.ContentAt(view.Der, [.. s_nextUpdate, 0], _ => "20000101000000Z"u8.ToArray())],
        },
        new("RFC 5019 2.2.4", "each status has a next update", view => view.Singles.All(single => NextUpdate(single) is not null))
        {
            Breaks = [view => DerEdit.At(view.Der, s_nextUpdate, _ => [])],
        },
        new("RFC 6960 4.2.2.2 (as path validation needs it)", "the answer is made while its signer is valid, and not said to be good for longer", view =>
            view.ProducedAt.ReadTime() >= view.Signer.NotBefore.ReadTime() && view.Singles.All(single => NextUpdate(single)!.ReadTime() <= view.Signer.NotAfter.ReadTime()))
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, [.. s_nextUpdate, 0], _ => "29991231235959Z"u8.ToArray()), view => DerEdit.ContentAt(view.Der, s_producedAt, _ => "20000101000000Z"u8.ToArray())],
        },
        new("RFC 6960 4.2.2.3 and 3.2", "there is a status for each certificate asked about, named as it was asked", view =>
            view.Singles.Count == view.Asked.Count && view.Singles.Zip(view.Asked).All(pair => pair.First[0].IsSameAs(pair.Second)))
        {
            Breaks = [view => DerEdit.At(view.Der, StatusAnswerView.FirstPath, _ => []), view => DerEdit.ContentAt(view.Der, [.. StatusAnswerView.FirstPath, 0, 3], serial => [1, .. serial[1..]])],
        },
        new("RFC 6960 4.2.1", "a status is good [0], revoked [1] or unknown [2], and empty but for revoked", view => view.Singles.All(single =>
            (single[1].IsContext(0) || single[1].IsContext(2)) ? !single[1].Tag.IsConstructed && single[1].Content.IsEmpty : single[1].IsContext(1) && single[1].Tag.IsConstructed))
        {
            Breaks = [view => DerEdit.At(view.Der, s_status, _ => [0x83, 0x00]), view => DerEdit.At(view.Der, s_status, _ => [0x80, 0x01, 0x00])],
        },
        new("RFC 6960 4.2.1", "who is revoked has a time, not later than the answer", view => Revoked(view).All(status =>
            status[0].Is(UniversalTagNumber.GeneralizedTime) && CertificateRules.IsWhole(status[0]) && status[0].ReadTime() <= view.ProducedAt.ReadTime()))
        {
            Breaks = [view => WithRevoked(view, "29991231235959Z"), view => DerEdit.At(view.Der, s_status, _ => [0xA1, 0x00])],
        },
        new("RFC 6960 4.2.1 and RFC 5280 5.3.1", "a reason is one of 1 to 6, 9 and 10: what is unspecified is left out, and no list is there to remove from", view => Revoked(view).All(status =>
            status.Children.Count == 1 || (status.Children.Count == 2 && status[1].IsContext(0) && status[1][0].Is(UniversalTagNumber.Enumerated) && status[1][0].Content.Span[0] is >= 1 and <= 10 and not (7 or 8))))
        {
            Breaks =
            [
                view => WithRevoked(view, "20200101000000Z", [0xA0, 0x03, 0x0A, 0x01, 0x00]), view => WithRevoked(view, "20200101000000Z", [0xA0, 0x03, 0x0A, 0x01, 0x08]),
                view => WithRevoked(view, "20200101000000Z", [0xA0, 0x03, 0x02, 0x01, 0x01]),
            ],
        },
        new("RFC 6960 4.4.1 and RFC 9654 2.1", "a nonce is repeated octet by octet where one was asked with, and there is none otherwise", view =>
            view.AskedNonce is { } asked ? view.Nonce is { } nonce && nonce.Octets.IsSameAs(asked.Octets) : view.Nonce is null)
        {
            Breaks = [view => DerEdit.At(view.Der, StatusAnswerView.DataPath, data => DerEdit.Value(0x30, data.Children.Take(3).Select(part => part.Encoded.ToArray()).Append(
                DerEdit.Value(0xA1, DerEdit.Value(0x30, ExtensionView.Encode(Oids.Nonce, isCritical: false, 0x04, 0x01, 0x41)))).ToArray()))],
        },
        new("RFC 9654 2.1", "a nonce is an OCTET STRING of 1 to 128 octets and nothing more", view =>
            view.Nonce is not { } nonce || (nonce.Value.Is(UniversalTagNumber.OctetString) && nonce.Value.Content.Length is >= 1 and <= 128))
        {
            Breaks = [view => WithNonce(view, [0x04, 0x00]), view => WithNonce(view, [0x04, 0x81, 0x81, .. new byte[129]]), view => WithNonce(view, [0x04, 0x01, 0x41, 0x05, 0x00])],
        },
        new("RFC 6960 4.4", "no extension of an answer is critical, and each is there once", view =>
            view.Extensions.All(extension => extension.Critical is null) && view.Extensions.Select(extension => extension.Type).Distinct().Count() == view.Extensions.Count)
        {
            Breaks = [view => WithExtension(view, ExtensionView.Encode("1.2.3.4", isCritical: true, 0x05, 0x00))],
        },
        new("CA/B BR 7.1.3.2", "the signature is ECDSA or RSA PKCS#1 with SHA-256 or SHA-384", view => view.Basic[1][0].ReadOid() is Oids.EcdsaWithSha256 or Oids.EcdsaWithSha384 or Oids.Sha256WithRsa)
        {
            Breaks = [view => DerEdit.At(view.Der, [.. StatusAnswerView.BasicPath, 1, 0], _ => Convert.FromHexString("06072A8648CE3D0401"))],
        },
    ];

    private static DerNode? NextUpdate(DerNode single) => single.Children.Skip(3).FirstOrDefault(part => part.IsContext(0))?[0];

    private static IEnumerable<DerNode> Times(StatusAnswerView view) => view.Singles.SelectMany(single => new[] { single[2], NextUpdate(single)! }).Prepend(view.ProducedAt);

    private static IEnumerable<DerNode> Revoked(StatusAnswerView view) => view.Singles.Select(single => single[1]).Where(status => status.IsContext(1));

    private static byte[] WithRevoked(StatusAnswerView view, string time, params byte[] reason) =>
        DerEdit.At(view.Der, s_status, _ => DerEdit.Value(0xA1, DerEdit.Value(0x18, System.Text.Encoding.ASCII.GetBytes(time)), reason));

    private static byte[] WithNonce(StatusAnswerView view, byte[] value) => WithExtension(view, ExtensionView.Encode(Oids.Nonce, isCritical: false, value));

    // In the place of what extensions there are.
    private static byte[] WithExtension(StatusAnswerView view, byte[] extension) => DerEdit.At(view.Der, StatusAnswerView.DataPath, data => DerEdit.Value(
        0x30, [.. data.Children.Take(3).Select(part => part.Encoded.ToArray()), DerEdit.Value(0xA1, DerEdit.Value(0x30, extension))]));

#pragma warning disable CA5350 // RFC 6960, 4.2.1 fixes SHA-1 for naming keys.
    private static byte[] Sha1(byte[] key) => SHA1.HashData(key);
#pragma warning restore CA5350
}
