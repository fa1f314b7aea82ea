using System.Globalization;
using PSCredentials.Authority;
using PSCredentials.Pki;
using PSCredentials.Storage;

namespace PSCredentials.Revocation;

/// <summary>Revocation lists and status answers of the embedded authority.</summary>
internal sealed class RevocationService(AuthorityContext authority) : IRevocationService, IDisposable
{
    private static readonly TimeSpan FullValidity = TimeSpan.FromDays(7);
    private static readonly TimeSpan DeltaValidity = TimeSpan.FromDays(1);
    private static readonly TimeSpan LeastValidity = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostValidity = TimeSpan.FromDays(366);

    // A status is good for an hour, so that servers that staple answers need not ask at each handshake.
    private static readonly TimeSpan StatusValidity = TimeSpan.FromHours(1);
    private static readonly TimeSpan SignerLifetime = TimeSpan.FromDays(7);

    // Clocks of two processes differ a little; to name an entry twice does no harm, to miss it does.
    private static readonly TimeSpan DeltaOverlap = TimeSpan.FromMinutes(10);

    private readonly Lock _signerGate = new();
    private OcspSigner? _signer;

    /// <inheritdoc/>
    public async Task<RevocationList> IssueListAsync(RevocationListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        TimeSpan validity = request.Validity ?? (request.IsDelta ? DeltaValidity : FullValidity);
        if (validity < LeastValidity || validity > MostValidity)
        {
            throw CredentialException.Invalid("Validity", "has to be from one minute to 366 days.");
        }

        (RevocationNumbers numbers, DateTimeOffset now, List<RevokedCertificate> revoked) = await authority.ChangeAsync(
            CredentialAction.IssueRevocationList,
            (connection, _) => Collect(connection, request.IsDelta),
            cancellationToken);
        CertificateAuthority issuer = authority.CertificateAuthority;
        DateTimeOffset thisUpdate = Validity.Truncate(now);
        DateTimeOffset nextUpdate = Validity.Truncate(now + validity < issuer.NotAfter ? now + validity : issuer.NotAfter);
        long? baseNumber = request.IsDelta ? numbers.LastFull : null;
        return new RevocationList
        {
            Number = numbers.Last,
            BaseNumber = baseNumber,
            ThisUpdate = thisUpdate,
            NextUpdate = nextUpdate,
            Count = revoked.Count,
            Der = issuer.IssueRevocationList(numbers.Last, baseNumber, thisUpdate, nextUpdate, revoked),
        };
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> AnswerStatusRequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken) =>
        Task.Run(() => new ReadOnlyMemory<byte>(Answer(request)), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_signerGate)
        {
            _signer?.Dispose();
        }
    }

    // Both lists and answers are good until after the second they are made in, and no longer than the authority.
    private bool HasEnded(DateTimeOffset now) => Validity.Truncate(now) >= authority.CertificateAuthority.NotAfter;

    private (RevocationNumbers Numbers, DateTimeOffset Now, List<RevokedCertificate> Revoked) Collect(StoreConnection connection, bool isDelta)
    {
        RevocationNumbers before = RevocationNumbers.Read(connection);
        DateTimeOffset now = authority.Now();
        if (HasEnded(now))
        {
            throw new CredentialException(
                CredentialErrors.CertificateAuthorityExpired,
                $"The certificate authority ended at {authority.CertificateAuthority.NotAfter.UtcDateTime:u}; nobody takes a list that it signs after that.");
        }

        if (isDelta && before.LastFull == 0)
        {
            throw new CredentialException(CredentialErrors.InvalidState, "There is no full revocation list yet that a delta list could add to; issue a full one first.");
        }

        List<RevokedCertificate> revoked = isDelta
            ? RevokedCertificateTable.ForDeltaList(connection, now, before.LastFullAt - DeltaOverlap)
            : RevokedCertificateTable.ForFullList(connection, now, before.LastFullAt);
        RevocationNumbers numbers = isDelta
            ? before with { Last = before.Last + 1 }
            : new RevocationNumbers(before.Last + 1, before.Last + 1, now);
        numbers.Write(connection);
        authority.Audit(
            connection,
            CredentialAction.IssueRevocationList,
            new(CredentialSubject.Authority, authority.Id, authority.Name, string.Empty),
            string.Create(CultureInfo.InvariantCulture, $"number {numbers.Last}{(isDelta ? $" on {numbers.LastFull}" : string.Empty)}; {revoked.Count} certificates"));
        return (numbers, now, revoked);
    }

    private byte[] Answer(ReadOnlyMemory<byte> der)
    {
        if (!OcspRequest.TryRead(der, out OcspRequest? request))
        {
            return OcspResponse.Malformed;
        }

        DateTimeOffset now = authority.Now();
        if (HasEnded(now))
        {
            return OcspResponse.Unauthorized;
        }

        try
        {
            List<OcspStatus> statuses = authority.Store.Read(connection =>
                connection.InSnapshot(snapshot => request.Certificates.Select(certificate => Status(snapshot, certificate, now)).ToList()));
            OcspSigner signer = Signer(now);
            DateTimeOffset next = now + StatusValidity < signer.NotAfter ? now + StatusValidity : signer.NotAfter;
            return OcspResponse.Encode(statuses, request.Nonce, now, next, signer);
        }
        catch (CredentialException exception) when (exception.Code == CredentialErrorCode.Unavailable)
        {
            return OcspResponse.TryLater;
        }
    }

    private OcspStatus Status(StoreConnection connection, OcspCertificate certificate, DateTimeOffset now)
    {
        if (!authority.CertificateAuthority.IsIssuerOf(certificate))
        {
            return new OcspStatus(certificate, false, null);
        }

        (bool isKnown, RevokedCertificate? ended) = RevokedCertificateTable.Find(connection, certificate.SerialNumber, now);
        return new OcspStatus(certificate, isKnown, ended);
    }

    private OcspSigner Signer(DateTimeOffset now)
    {
        lock (_signerGate)
        {
            bool canLiveLonger = _signer?.NotAfter < authority.CertificateAuthority.NotAfter;
            if (_signer is null || (canLiveLonger && _signer.NotAfter - now < SignerLifetime / 2))
            {
                // Another thread may still sign with the old one; it is the collector's.
                _signer = authority.CertificateAuthority.CreateOcspSigner(now, SignerLifetime);
            }

            return _signer;
        }
    }
}
