namespace PSCredentials.Commands;

/// <summary>Where the certificate of an exec plugin comes from: what is kept of the last rotation, as long as that serves, and else a new rotation.</summary>
/// <param name="authority">The credential's authority.</param>
/// <param name="cache">Where the certificate is kept.</param>
/// <param name="clock">The time.</param>
internal sealed class ExecCredentialSource(ICredentialAuthority authority, ExecCredentialCache cache, TimeProvider clock)
{
    /// <summary>What there is to say of the last search or rotation; warnings, in whole sentences.</summary>
    internal List<string> Remarks { get; } = [];

    /// <summary>What is kept, where the authority accepts it and its renewal is not due.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The certificate and its key, or null where a rotation is due.</returns>
    internal async Task<ExecCredential?> FindAsync(ApiCredential credential, CancellationToken cancellationToken)
    {
        Remarks.Clear();
        if (cache.Read(credential.Id, out string? fault) is not { } kept)
        {
            if (fault is not null)
            {
                Remarks.Add($"What was kept does not count: {fault}. A new certificate takes its place.");
            }

            return null;
        }

        // From which address it will be presented is for the server to see.
        CredentialVerdict verdict = await authority.Verifier.VerifyCertificateAsync(kept.Certificate, address: null, cancellationToken);
        if (verdict.Reason is not (VerificationReason.Valid or VerificationReason.AddressNotAllowed)
            || verdict.Credential is not ApiCredential current || current.Id != credential.Id)
        {
            return null;
        }

        if (current.Fingerprint != kept.Fingerprint)
        {
            Remarks.Add($"Credential '{current.Name}' was rotated elsewhere, and is now rotated again; each holder needs a credential of its own.");
            return null;
        }

        // A life that is shorter than the policy's would be in the window from its beginning.
        TimeSpan life = kept.NotAfter - kept.NotBefore;
        UpdateWindow window = await WindowAsync(credential, life, cancellationToken);
        return window.IsOpen(current, clock.GetUtcNow()) ? null : kept;
    }

    /// <summary>Rotates, unless another has done so by the time it is this one's turn.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="gracePeriod">How long the certificate before it works on.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The certificate and its key.</returns>
    internal async Task<ExecCredential> RenewAsync(ApiCredential credential, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        using IDisposable turn = await cache.LockAsync(credential.Id, cancellationToken);
        if (await FindAsync(credential, cancellationToken) is { } kept)
        {
            return kept;
        }

        UpdateWindow window = await WindowAsync(credential, TimeSpan.MaxValue, cancellationToken);
        var request = new RotationRequest
        {
            GracePeriod = gracePeriod,
            Expiry = window.NewExpiry(credential, clock.GetUtcNow()),
            CertificateOnly = true,
        };
        var fresh = ExecCredential.Of(await authority.ApiCredentials.RotateAsync(CredentialReference.ById(credential.Id), request, cancellationToken));
        Keep(credential.Id, fresh);
        return fresh;
    }

    // The rotation is done: who cannot keep its answer can still use it.
    private void Keep(string id, ExecCredential fresh)
    {
        try
        {
            cache.Write(id, fresh);
        }
        catch (CredentialException error)
        {
            Remarks.Add($"{error.Message} The next call rotates again.");
        }
    }

    private async Task<UpdateWindow> WindowAsync(ApiCredential credential, TimeSpan most, CancellationToken cancellationToken)
    {
        TimeSpan lifetime = (await authority.Policy.GetAsync(cancellationToken)).GetLifetime(credential.Type.ToString()).DefaultLifetime;
        return UpdateWindow.Of(lifetime < most ? lifetime : most);
    }
}
