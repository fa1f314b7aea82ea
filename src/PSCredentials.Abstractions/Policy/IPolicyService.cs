namespace PSCredentials;

/// <summary>The policy of an authority.</summary>
public interface IPolicyService
{
    /// <summary>Reads the policy.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The policy.</returns>
    Task<CredentialPolicy> GetAsync(CancellationToken cancellationToken);

    /// <summary>Changes the policy.</summary>
    /// <param name="change">What to change.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The policy as it now is.</returns>
    Task<CredentialPolicy> ChangeAsync(CredentialPolicyChange change, CancellationToken cancellationToken);
}
