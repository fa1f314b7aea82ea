namespace PSCredentials.Tests.Removal;

/// <summary>What tests of removal and restoration do with a vault.</summary>
internal static class RemovalVault
{
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    private static readonly CancellationToken None = CancellationToken.None;

    public static CredentialReference Of(ICredential credential) => CredentialReference.ById(credential.Id);

    public static Task RemoveAsync(this SampleVault vault, ApiCredential credential) => vault.Credentials.RemoveAsync(Of(credential), None);

    public static Task<ApiCredential> RestoreAsync(this SampleVault vault, ApiCredential credential) => vault.Authority.RemovedApiCredentials.RestoreAsync(Of(credential), None);

    public static Task<CredentialPolicy> RetainAsync(this SampleVault vault, TimeSpan time) =>
        vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { RemovalRetention = time }, None);

    public static async Task<List<RemovedApiCredential>> RemovedAsync(this SampleVault vault, ApiCredentialQuery? query = null)
    {
        var list = new List<RemovedApiCredential>();
        await foreach (RemovedApiCredential removed in vault.Authority.RemovedApiCredentials.ListAsync(query ?? new ApiCredentialQuery(), None))
        {
            list.Add(removed);
        }

        return list;
    }
}
