using System.Formats.Asn1;
using System.Security.Cryptography;
using PSCredentials.Pki;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Authority;

/// <summary>
/// The certificate authorities of a vault, the current one and those before it, as this session knows them: read again when the store has changed, so
/// that a roll-over of another process is noticed. What was loaded once is kept until the session ends, for a thread may be signing with it.
/// </summary>
internal sealed class CertificateAuthorities(Func<VaultStore> store, string vaultId, VaultKeys keys) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<CertificateAuthority> _loaded = [];
    private Known _known = new(-1, []);
    private bool _disposed;

    /// <summary>The one that issues.</summary>
    public KnownCertificateAuthority Current() => CurrentOf(All());

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<KnownCertificateAuthority> All()
    {
        long epoch = store().CurrentEpoch();
        Known known = Volatile.Read(ref _known);
        return known.Epoch == epoch ? known.Authorities : Read();
    }

    /// <summary>Reads them anew, whatever the epoch is: other processes are looked for only some times a second.</summary>
    public IReadOnlyList<KnownCertificateAuthority> Refresh() => Read();

    /// <summary>The one that a presented certificate names as its issuer, by the key's identifier.</summary>
    /// <returns>Null where there is none.</returns>
    public KnownCertificateAuthority? IssuerOf(PresentedCertificate certificate)
    {
        // Its issuer may have come by a roll-over of a moment ago in another process.
        ReadOnlySpan<byte> identifier = certificate.AuthorityKeyIdentifier.Span;
        return Find(Volatile.Read(ref _known).Authorities, identifier) ?? Find(Refresh(), identifier);
    }

    /// <summary>Says why a presented certificate is of none of them.</summary>
    /// <returns>A sentence about the first fault, by the one whose key or name it bears, else by the current one.</returns>
    public string DescribeRefusal(PresentedCertificate certificate)
    {
        IReadOnlyList<KnownCertificateAuthority> all = All();
        KnownCertificateAuthority closest = Find(all, certificate.AuthorityKeyIdentifier.Span)
            ?? all.LastOrDefault(known => known.Authority.Name.Span.SequenceEqual(certificate.Issuer.Span))
            ?? CurrentOf(all);
        return closest.Authority.DescribeRefusal(certificate);
    }

    /// <summary>The name of one.</summary>
    public string NameOf(long row) => (Find(Volatile.Read(ref _known).Authorities, row) ?? Find(Refresh(), row) ?? throw Missing()).Authority.Subject;

    /// <summary>The one that issues among these.</summary>
    public static KnownCertificateAuthority CurrentOf(IReadOnlyList<KnownCertificateAuthority> all) =>
        all.FirstOrDefault(known => known.IsCurrent) ?? throw Missing();

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _loaded.ForEach(authority => authority.Dispose());
            _loaded.Clear();
        }
    }

    private static CredentialException Missing() => new(CredentialErrors.StoreDamaged, "The vault is damaged: a certificate authority of it, or its key, is missing.");

    private static KnownCertificateAuthority? Find(IReadOnlyList<KnownCertificateAuthority> all, long row) => all.FirstOrDefault(known => known.Row == row);

    private static KnownCertificateAuthority? Find(IReadOnlyList<KnownCertificateAuthority> all, ReadOnlySpan<byte> identifier)
    {
        // A handful at most: going through them is faster than any table.
        foreach (KnownCertificateAuthority known in all)
        {
            if (known.Authority.KeyIdentifier.Span.SequenceEqual(identifier))
            {
                return known;
            }
        }

        return null;
    }

    private IReadOnlyList<KnownCertificateAuthority> Read()
    {
        // One at a time, so that none takes back what another has read later.
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(EmbeddedAuthority));
            long epoch = store().CurrentEpoch();
            var before = _known.Authorities.ToDictionary(known => known.Row);
            KnownCertificateAuthority[] authorities =
                [.. store().Read(CertificateAuthorityTable.All).Select(record => Know(record, before.GetValueOrDefault(record.Row)))];
            Volatile.Write(ref _known, new Known(epoch, authorities));
            return authorities;
        }
    }

    private KnownCertificateAuthority Know(CertificateAuthorityRecord record, KnownCertificateAuthority? before)
    {
        if (before is not null
            && before.Record.SealedKey.AsSpan().SequenceEqual(record.SealedKey)
            && before.Record.KeyUri == record.KeyUri
            && before.Record.Certificate.AsSpan().SequenceEqual(record.Certificate)
            && before.Record.Chain.AsSpan().SequenceEqual(record.Chain))
        {
            return new KnownCertificateAuthority(record, before.Authority);
        }

        if (record is { SealedKey: null, KeyDestroyedAt: null })
        {
            throw Missing();
        }

        byte[] secret = record.SealedKey is null ? [] : keys.OpenCertificateAuthorityKey(vaultId, record.Certificate, record.SealedKey, record.KeyUri);
        try
        {
            CertificateAuthority authority = record is { KeyUri: { } uri, SealedKey: not null }
                ? CertificateAuthority.Load(record.Certificate, uri, secret, Split(record.Chain))
                : CertificateAuthority.Load(record.Certificate, secret, Split(record.Chain));
            _loaded.Add(authority);
            return new KnownCertificateAuthority(record, authority);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static List<ReadOnlyMemory<byte>> Split(byte[]? chain)
    {
        var above = new List<ReadOnlyMemory<byte>>();
        for (ReadOnlyMemory<byte> rest = chain; !rest.IsEmpty; rest = rest[above[^1].Length..])
        {
            above.Add(new AsnReader(rest, AsnEncodingRules.DER).PeekEncodedValue());
        }

        return above;
    }

    // One object, so that no reader sees the epoch of one moment with what was read at another.
    private sealed record Known(long Epoch, KnownCertificateAuthority[] Authorities);
}
