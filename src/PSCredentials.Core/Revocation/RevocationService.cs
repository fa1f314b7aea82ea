using System.Globalization;
using PSCredentials.Authority;
using PSCredentials.Pki;
using PSCredentials.Storage;

namespace PSCredentials.Revocation;

/// <summary>Revocation lists and status answers of the embedded authority.</summary>
internal sealed class RevocationService(AuthorityContext authority, OcspSigners signers, ServedLists served) : IRevocationService
{
    private static readonly TimeSpan FullValidity = TimeSpan.FromDays(7);
    private static readonly TimeSpan DeltaValidity = TimeSpan.FromDays(1);
    private static readonly TimeSpan LeastValidity = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostValidity = TimeSpan.FromDays(366);

    // A status is good for an hour, so that servers that staple answers need not ask at each handshake.
    private static readonly TimeSpan StatusValidity = TimeSpan.FromHours(1);

    // Clocks of two processes differ a little; to name an entry twice does no harm, to miss it does.
    private static readonly TimeSpan DeltaOverlap = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task<RevocationList> IssueListAsync(RevocationListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (await IssueAsync(request, cancellationToken)).List;
    }

    /// <inheritdoc/>
    public async Task<RevocationList> GetListAsync(string issuerKeyIdentifier, bool isDelta, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(issuerKeyIdentifier);
        KnownCertificateAuthority issuer = FindByKey(authority.CertificateAuthorities.All(), issuerKeyIdentifier)
            ?? FindByKey(authority.CertificateAuthorities.Refresh(), issuerKeyIdentifier)
            ?? throw new CredentialException(CredentialErrors.NotFound, $"There is no certificate authority whose key has the identifier '{issuerKeyIdentifier}'.");
        return await served.Of(issuer.Row, isDelta).GetAsync(
            authority.Now,
            list => SaysAll(issuer.Row, list),
            async () =>
            {
                if (isDelta && authority.Store.Read(connection => RevocationNumbers.Read(connection, issuer.Row)).LastFull == 0)
                {
                    await GetListAsync(issuerKeyIdentifier, isDelta: false, cancellationToken);
                }

                return await IssueAsync(new RevocationListRequest { Issuer = issuer.Authority.Fingerprint, IsDelta = isDelta }, cancellationToken);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Uri?> GetAddressAsync(CancellationToken cancellationToken) => Task.FromResult(authority.RevocationAddress());

    /// <inheritdoc/>
    public Task<Uri?> SetAddressAsync(Uri? address, CancellationToken cancellationToken)
    {
        Uri? kept = address is null ? null : RevocationAddress.Check(address);
        return authority.ChangeAsync(
            CredentialAction.ChangePolicy,
            (connection, _) =>
            {
                VaultTable.SetRevocationAddress(connection, kept);
                authority.Store.MarkFactsChanged();
                authority.Audit(
                    connection,
                    CredentialAction.ChangePolicy,
                    new(CredentialSubject.Policy, string.Empty, authority.Name, string.Empty),
                    kept is null ? "no revocation address" : $"revocation address {kept.AbsoluteUri}");
                return kept;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> AnswerStatusRequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken) =>
        Task.Run(() => new ReadOnlyMemory<byte>(Answer(request)), cancellationToken);

    private static KnownCertificateAuthority? FindByKey(IReadOnlyList<KnownCertificateAuthority> all, string keyIdentifier) =>
        all.FirstOrDefault(known => string.Equals(Convert.ToHexString(known.Authority.KeyIdentifier.Span), keyIdentifier, StringComparison.OrdinalIgnoreCase));

    // A certificate whose grace period ends is revoked without any change, so that the revocations themselves are compared.
    private bool SaysAll(long issuer, IssuedList list) => authority.Store.Read(connection => connection.InSnapshot(snapshot =>
    {
        RevocationNumbers numbers = RevocationNumbers.Read(snapshot, issuer);
        return list.List.BaseNumber is { } baseNumber
            ? baseNumber == numbers.LastFull && list.Names(ForDelta(snapshot, issuer, numbers, authority.Now()))
            : list.Names(RevokedCertificateTable.ForFullList(snapshot, issuer, authority.Now(), numbers.LastFullAt));
    }));

    private static List<RevokedCertificate> ForDelta(StoreConnection connection, long issuer, RevocationNumbers numbers, DateTimeOffset now) =>
        RevokedCertificateTable.ForDeltaList(connection, issuer, now, numbers.LastFullAt - DeltaOverlap);

    private async Task<IssuedList> IssueAsync(RevocationListRequest request, CancellationToken cancellationToken)
    {
        TimeSpan validity = request.Validity ?? (request.IsDelta ? DeltaValidity : FullValidity);
        if (validity < LeastValidity || validity > MostValidity)
        {
            throw CredentialException.Invalid("Validity", "has to be from one minute to 366 days.");
        }

        // A key that is out of reach is told before anybody waits for the store, and signs within the transaction: no number is used up for a list that nobody gets.
        Issuer(request.Issuer, authority.Now()).Authority.EnsureCanSign();
        return await authority.ChangeAsync(
            CredentialAction.IssueRevocationList,
            (connection, _) => Issue(connection, request, validity),
            cancellationToken);
    }

    // Both lists and answers are good until after the second they are made in, and no longer than the authority.
    private static bool HasEnded(KnownCertificateAuthority issuer, DateTimeOffset now) => Validity.Truncate(now) >= issuer.Authority.NotAfter;

    private IssuedList Issue(StoreConnection connection, RevocationListRequest request, TimeSpan validity)
    {
        (KnownCertificateAuthority known, RevocationNumbers numbers, DateTimeOffset now, List<RevokedCertificate> revoked) = Collect(connection, request);
        CertificateAuthority issuer = known.Authority;
        DateTimeOffset thisUpdate = Validity.Truncate(now);
        DateTimeOffset nextUpdate = Validity.Truncate(now + validity < issuer.NotAfter ? now + validity : issuer.NotAfter);
        long? baseNumber = request.IsDelta ? numbers.LastFull : null;
        var list = new RevocationList
        {
            Issuer = issuer.Subject,
            Number = numbers.Last,
            BaseNumber = baseNumber,
            ThisUpdate = thisUpdate,
            NextUpdate = nextUpdate,
            Count = revoked.Count,
            Der = issuer.IssueRevocationList(numbers.Last, baseNumber, thisUpdate, nextUpdate, revoked),
        };
        return new IssuedList(list, revoked);
    }

    private (KnownCertificateAuthority Issuer, RevocationNumbers Numbers, DateTimeOffset Now, List<RevokedCertificate> Revoked) Collect(
        StoreConnection connection, RevocationListRequest request)
    {
        bool isDelta = request.IsDelta;
        DateTimeOffset now = authority.Now();
        KnownCertificateAuthority issuer = Issuer(request.Issuer, now);
        if (HasEnded(issuer, now))
        {
            throw new CredentialException(
                CredentialErrors.CertificateAuthorityExpired,
                $"The certificate authority ended at {issuer.Authority.NotAfter.UtcDateTime:u}; nobody takes a list that it signs after that.");
        }

        RevocationNumbers before = RevocationNumbers.Read(connection, issuer.Row);
        if (isDelta && before.LastFull == 0)
        {
            throw new CredentialException(CredentialErrors.InvalidState, "There is no full revocation list yet that a delta list could add to; issue a full one first.");
        }

        List<RevokedCertificate> revoked = isDelta
            ? ForDelta(connection, issuer.Row, before, now)
            : RevokedCertificateTable.ForFullList(connection, issuer.Row, now, before.LastFullAt);
        RevocationNumbers numbers = isDelta
            ? before with { Last = before.Last + 1 }
            : new RevocationNumbers(before.Last + 1, before.Last + 1, now);
        numbers.Write(connection, issuer.Row);
        EndedKeys.Destroy(authority, connection, now, except: issuer.Row);
        authority.Audit(
            connection,
            CredentialAction.IssueRevocationList,
            AuditSubject.Of(authority),
            string.Create(
                CultureInfo.InvariantCulture,
                $"number {numbers.Last}{(isDelta ? $" on {numbers.LastFull}" : string.Empty)}; {revoked.Count} certificates{(issuer.IsCurrent ? string.Empty : $"; of {issuer.Authority.Subject}")}"));
        return (issuer, numbers, now, revoked);
    }

    // Within the transaction, and so read anew: the current one may have been replaced a moment ago.
    private KnownCertificateAuthority Issuer(string? identity, DateTimeOffset now)
    {
        IReadOnlyList<KnownCertificateAuthority> all = authority.CertificateAuthorities.Refresh();
        KnownCertificateAuthority issuer = identity is null
            ? CertificateAuthorities.CurrentOf(all)
            : all.FirstOrDefault(known => IsNamed(known.Authority, identity)) ?? throw new CredentialException(
                CredentialErrors.NotFound, $"There is no certificate authority with the serial number or fingerprint '{identity}'.");
        if (!issuer.Authority.CanSign)
        {
            throw new CredentialException(
                CredentialErrors.InvalidState, $"The private key of '{issuer.Authority.Subject}' was destroyed: every certificate of it has ended, and no list is needed.");
        }

        return issuer.Authority.NotAfter > now
            ? issuer
            : throw new CredentialException(
                CredentialErrors.CertificateAuthorityExpired,
                $"'{issuer.Authority.Subject}' ended at {issuer.Authority.NotAfter.UtcDateTime:u}, and with it every certificate of it; no list is needed.");
    }

    private static bool IsNamed(CertificateAuthority certificateAuthority, string identity) =>
        string.Equals(certificateAuthority.SerialNumber, identity, StringComparison.OrdinalIgnoreCase)
        || string.Equals(certificateAuthority.Fingerprint, identity, StringComparison.OrdinalIgnoreCase);

    private byte[] Answer(ReadOnlyMemory<byte> der)
    {
        if (!OcspRequest.TryRead(der, out OcspRequest? request))
        {
            return OcspResponse.Malformed;
        }

        DateTimeOffset now = authority.Now();
        try
        {
            List<KnownCertificateAuthority?> issuers = FindIssuers(request);
            List<KnownCertificateAuthority> named = [.. issuers.OfType<KnownCertificateAuthority>().DistinctBy(issuer => issuer.Row)];

            // An answer has one signature, by a key that the issuer of each certificate delegates to (RFC 6960, 4.2.2.2): it cannot be right for two issuers.
            KnownCertificateAuthority? one = named.Count switch
            {
                0 => authority.CertificateAuthorities.Current(),
                1 => named[0],
                _ => null,
            };
            if (one is null || !one.Authority.CanSign || HasEnded(one, now))
            {
                return OcspResponse.Unauthorized;
            }

            List<OcspStatus> statuses = authority.Store.Read(connection =>
                connection.InSnapshot(snapshot => request.Certificates.Zip(issuers, (certificate, issuer) => Status(snapshot, certificate, issuer, now)).ToList()));
            OcspSigner signer = signers.For(one, now);
            DateTimeOffset next = now + StatusValidity < signer.NotAfter ? now + StatusValidity : signer.NotAfter;
            return OcspResponse.Encode(statuses, request.Nonce, now, next, signer);
        }
        catch (CredentialException exception) when (exception.Code == CredentialErrorCode.Unavailable)
        {
            return OcspResponse.TryLater;
        }
    }

    private List<KnownCertificateAuthority?> FindIssuers(OcspRequest request)
    {
        List<KnownCertificateAuthority?> found = Find(authority.CertificateAuthorities.All());

        // One that is not known may have come by a roll-over of a moment ago in another process.
        return found.Contains(null) ? Find(authority.CertificateAuthorities.Refresh()) : found;

        List<KnownCertificateAuthority?> Find(IReadOnlyList<KnownCertificateAuthority> all) =>
            [.. request.Certificates.Select(certificate => all.FirstOrDefault(known => known.Authority.IsIssuerOf(certificate)))];
    }

    private static OcspStatus Status(StoreConnection connection, OcspCertificate certificate, KnownCertificateAuthority? issuer, DateTimeOffset now)
    {
        if (issuer is null)
        {
            return new OcspStatus(certificate, false, null);
        }

        (bool isKnown, RevokedCertificate? ended) = RevokedCertificateTable.Find(connection, issuer.Row, certificate.SerialNumber, now);
        return new OcspStatus(certificate, isKnown, ended);
    }
}
