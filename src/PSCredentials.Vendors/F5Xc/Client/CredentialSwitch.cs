namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>Switches credentials off and on. The contract toggles, so that it is asked only where it is known to lead where it shall.</summary>
/// <param name="authority">The authority.</param>
/// <param name="reader">Reads credentials.</param>
internal sealed class CredentialSwitch(F5XcAuthority authority, CredentialReader reader)
{
    /// <summary>Switches a credential off or on.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="toDisabled">Whether off.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ApiCredential> SetAsync(CredentialReference reference, bool toDisabled, CancellationToken cancellation)
    {
        ReadCredential credential = (await reader.FindAsync(reference, cancellation)).InForce();
        ApiCredential facts = credential.Facts;
        if (credential.Collection == CredentialCollection.ScimTokens)
        {
            throw authority.NotSupported("Switching a SCIM token", "revoke it, or make it anew.");
        }

        if (credential.IsDisabled is not { } isDisabled)
        {
            throw new CredentialException(
                CredentialErrors.InvalidState, $"Credential '{facts.Name}' has expired, and the authority does not tell whether it is switched off as well. Renew it first.");
        }

        if (isDisabled == toDisabled)
        {
            return facts;
        }

        try
        {
            await authority.DoAsync(F5XcRequests.Activate(credential.Collection, facts.Namespace, facts.Name), cancellation);
        }
        catch (CredentialException failure) when (failure.Code is CredentialErrorCode.Unavailable or CredentialErrorCode.Timeout or CredentialErrorCode.Internal)
        {
            // It may have been done. To ask again would undo it.
            if (!await IsDisabledAsync(credential, toDisabled, cancellation))
            {
                throw;
            }
        }

        return facts with { State = facts.State == CredentialState.Expired ? facts.State : toDisabled ? CredentialState.Disabled : CredentialState.Active };
    }

    private async Task<bool> IsDisabledAsync(ReadCredential credential, bool toDisabled, CancellationToken cancellation)
    {
        try
        {
            ReadCredential? now = await reader.ReadAsync(credential.Collection, credential.Facts.Namespace, credential.Facts.Name, cancellation);
            return now?.IsDisabled == toDisabled;
        }
        catch (CredentialException)
        {
            return false;
        }
    }
}
