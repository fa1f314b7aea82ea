using System.Security.Cryptography;
using PSCredentials.Pki;
using PSCredentials.Storage;

namespace PSCredentials.Authority;

/// <summary>The certificate authorities of the embedded authority.</summary>
internal sealed class CertificateAuthorityService(AuthorityContext authority) : ICertificateAuthorityService
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialAuthorityCertificate>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CredentialAuthorityCertificate>>(List());

    /// <inheritdoc/>
    public async Task<CredentialAuthorityCertificate> RollOverAsync(CertificateAuthorityRollOver request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        DateTimeOffset now = authority.Now();
        CertificateAuthorityMaker.Check(request.KeyAlgorithm, request.Source, now);
        IReadOnlyList<KnownCertificateAuthority> all = authority.CertificateAuthorities.Refresh();
        KnownCertificateAuthority before = CertificateAuthorities.CurrentOf(all);
        if (request.Replaces is { } serial && serial != before.Authority.SerialNumber)
        {
            throw ReplacedMeanwhile();
        }

        // The key is made outside the transaction: RSA takes seconds.
        using CertificateAuthority next = await Task.Run(
            () => CertificateAuthorityMaker.Make(
                request.KeyAlgorithm, before.Authority.KeyAlgorithm ?? KeyAlgorithm.Rsa4096, request.Source, authority.Id, all.Count + 1, now),
            cancellationToken);
        KnownCertificateAuthority? again = Recognize(all, next);
        byte[] secret = next.ExportSecret();
        try
        {
            byte[] sealedKey = authority.Keys.SealCertificateAuthorityKey(authority.Id, next.Certificate.Span, secret, next.KeyUri);
            await authority.ChangeAsync(
                CredentialAction.RollOver,
                (connection, target) => Replace(connection, target, before, next, again, sealedKey, now),
                cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }

        return List().First(certificate => certificate.SerialNumber == next.SerialNumber && certificate.Subject == next.Subject);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CredentialAuthorityCertificate>> DestroyEndedKeysAsync(CancellationToken cancellationToken)
    {
        List<long> destroyed = await authority.ChangeAsync(
            CredentialAction.DestroyKey, (connection, _) => EndedKeys.Destroy(authority, connection, authority.Now()), cancellationToken);
        return destroyed.Count == 0 ? [] : List(destroyed);
    }

    private int Replace(
        StoreConnection connection,
        AuditTarget target,
        KnownCertificateAuthority before,
        CertificateAuthority next,
        KnownCertificateAuthority? again,
        byte[] sealedKey,
        DateTimeOffset now)
    {
        target.Subject = AuditSubject.Of(authority);
        if (!CertificateAuthorityTable.IsCurrent(connection, before.Row))
        {
            throw ReplacedMeanwhile();
        }

        CertificateAuthorityTable.Retire(connection, now);
        byte[] certificate = next.Certificate.ToArray();
        byte[]? chain = CertificateAuthorityMaker.JoinChain(next);
        if (again is null)
        {
            CertificateAuthorityTable.Add(connection, certificate, chain, sealedKey, next.KeyUri, now);
        }
        else
        {
            CertificateAuthorityTable.TakeUp(connection, again.Row, certificate, chain, sealedKey, next.KeyUri, now);
        }

        EndedKeys.Destroy(authority, connection, now);
        authority.Store.MarkFactsChanged();
        authority.Audit(
            connection,
            CredentialAction.RollOver,
            target.Subject,
            $"{before.Authority.Subject} (serial {before.Authority.SerialNumber}) to {CertificateAuthorityMaker.Describe(next)} (serial {next.SerialNumber})");
        return 0;
    }

    // What was here before, and comes again with the same name and key, goes on where it stopped: its certificate may have been renewed.
    private static KnownCertificateAuthority? Recognize(IReadOnlyList<KnownCertificateAuthority> all, CertificateAuthority next)
    {
        const string Field = "CertificateAuthority";
        if (all.FirstOrDefault(known => known.Authority.KeyIdentifier.Span.SequenceEqual(next.KeyIdentifier.Span)) is not { } same)
        {
            return null;
        }

        if (!same.Authority.Name.Span.SequenceEqual(next.Name.Span) || !same.Authority.PublicKey.Span.SequenceEqual(next.PublicKey.Span))
        {
            throw CredentialException.Invalid(
                Field, $"bears the key identifier of '{same.Authority.Subject}', which is of this authority too; verifiers could not tell them apart.");
        }

        // The same again is of use for a key in a token: it may have got there from the vault, or the other way, or have another PIN.
        return same.IsCurrent && same.Authority.Certificate.Span.SequenceEqual(next.Certificate.Span) && same.Authority.KeyUri is null && next.KeyUri is null
            ? throw CredentialException.Invalid(Field, "is the current one already.")
            : same;
    }

    private static CredentialException ReplacedMeanwhile() =>
        new(CredentialErrors.InvalidState, "The certificate authority was replaced meanwhile, and is left as it is; Get-CredentialAuthorityCertificate shows it.");

    private List<CredentialAuthorityCertificate> List(List<long>? only = null)
    {
        IReadOnlyList<KnownCertificateAuthority> all = authority.CertificateAuthorities.Refresh();
        DateTimeOffset now = authority.Now();
        return authority.Store.Read(connection => connection.InSnapshot(snapshot => all
            .Where(known => only is null || only.Contains(known.Row))
            .OrderByDescending(known => known.Record.RetiredAt ?? DateTimeOffset.MaxValue)
            .Select(known => Describe(snapshot, known, now))
            .ToList()));
    }

    private CredentialAuthorityCertificate Describe(StoreConnection connection, KnownCertificateAuthority known, DateTimeOffset now)
    {
        DateTimeOffset? lastExpiry = CertificateAuthorityTable.LastExpiry(connection, known.Row);
        return new CredentialAuthorityCertificate
        {
            Subject = known.Authority.Subject,
            SerialNumber = known.Authority.SerialNumber,
            Fingerprint = known.Authority.Fingerprint,
            KeyIdentifier = Convert.ToHexString(known.Authority.KeyIdentifier.Span),
            IsCurrent = known.IsCurrent,
            KeyAlgorithm = known.Authority.KeyAlgorithm,
            KeyLocation = known.Record.KeyUri ?? (known.Authority.CanSign ? CredentialAuthorityCertificate.InVault : null),
            NotBefore = known.Authority.NotBefore,
            ExpiresAt = known.Authority.NotAfter,
            CurrentSince = known.Record.CurrentSince,
            RetiredAt = known.Record.RetiredAt,
            KeyDestroyedAt = known.Record.KeyDestroyedAt,
            ActiveCertificateCount = CertificateAuthorityTable.CountActive(connection, known.Row, now),
            LastCertificateExpiresAt = lastExpiry,
            IsNeeded = known.IsCurrent || EndedKeys.IsNeeded(lastExpiry, now),
            Pem = known.Authority.GetChainPem(),
            Authority = authority.Name,
        };
    }
}
