namespace PSCredentials.Vendors.KubeSlice.Client;

/// <summary>Rotates a key where the contract has no word for it: another key of the same name takes the place of the one there is, which is deleted once the other is there.</summary>
internal sealed class KeyRotation(KubeSliceApiKeys keys, string title, TimeProvider clock)
{
    // To stop halfway would leave two keys in force.
    private static readonly TimeSpan LongestHandOver = TimeSpan.FromMinutes(1);

    /// <summary>Rotates a key.</summary>
    /// <param name="listed">The key, and itself whole.</param>
    /// <param name="validUntil">The new last day; null keeps it.</param>
    /// <param name="cancellation">Gives up before the new key is made; what comes then is brought to its end.</param>
    /// <returns>The new key.</returns>
    /// <exception cref="CredentialException">Nothing has changed then, unless the message says otherwise.</exception>
    public async Task<IssuedApiKey> RunAsync((ApiKey Key, SecretText? Whole) listed, DateOnly? validUntil, CancellationToken cancellation)
    {
        SecretText old = listed.Whole ?? throw KubeSliceApiKeys.Masked(listed.Key);
        ApiKeyRequest request = Request(listed.Key, validUntil);
        IssuedApiKey successor = await IssueAsync(request, cancellation);
        using var handOver = new CancellationTokenSource(LongestHandOver, clock);
        try
        {
            await keys.DeleteAsync(old, handOver.Token);
            return successor;
        }
        catch (Exception error) when (error is CredentialException or OperationCanceledException)
        {
            // Only where the old one is surely there can the new one be taken away again.
            if (error is CredentialException refusal && IsRefusal(refusal) && await TryUndoAsync(successor, handOver.Token))
            {
                throw;
            }

            throw new CredentialException(
                CredentialErrors.OutcomeUnknown,
                $"The rotation of API key '{request.Name}' ended half done ({error.Message}): the new key has the id {successor.Id}, and the old one, of the id {listed.Key.Id}, may be there still.",
                error);
        }
    }

    private static bool IsRefusal(CredentialException error) =>
        error.Code is CredentialErrorCode.PermissionDenied or CredentialErrorCode.Unauthenticated or CredentialErrorCode.InvalidArgument or CredentialErrorCode.InvalidState;

    private static ApiKeyRequest Request(ApiKey key, DateOnly? validUntil) => new()
    {
        Name = key.Name,
        Workspace = key.Workspace,
        Role = key.Role,
        UserName = key.UserName,
        Description = key.Description,
        ValidUntil = validUntil ?? (key.State == CredentialState.Expired || key.ValidUntil == DateOnly.MaxValue ? null : key.ValidUntil),
    };

    private async Task<IssuedApiKey> IssueAsync(ApiKeyRequest request, CancellationToken cancellation)
    {
        try
        {
            return await keys.IssueAsync(request, keys.Check(request), cancellation);
        }
        catch (CredentialException error) when (error.Definition == CredentialErrors.AlreadyExists)
        {
            throw new CredentialException(
                CredentialErrors.NotSupported,
                $"{title} takes no second key of the name '{request.Name}' ({error.Message}), so that none can take its place safely: issue a key of another name, and remove this one when its holders have changed over.",
                error);
        }
    }

    private async Task<bool> TryUndoAsync(IssuedApiKey successor, CancellationToken cancellation)
    {
        try
        {
            await keys.DeleteAsync(new SecretText(successor.GetKey()), cancellation);
            return true;
        }
        catch (Exception error) when (error is CredentialException or OperationCanceledException)
        {
            return false;
        }
    }
}
