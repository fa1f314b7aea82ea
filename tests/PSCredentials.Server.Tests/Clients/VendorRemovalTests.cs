namespace PSCredentials.Server.Tests.Clients;

/// <summary>No vendor has a way back: that is said before anything is sent.</summary>
public sealed class VendorRemovalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RemoteProvider.F5Xc, "F5 Distributed Cloud")]
    [InlineData(RemoteProvider.KubeSlice, "KubeSlice Manager")]
    [InlineData(RemoteProvider.Apinizer, "Apinizer")]
    public async Task RestoringAndListingWhatWasRemovedIsNotSupported(RemoteProvider provider, string vendor)
    {
        await using ScriptedAuthority script = await ScriptedAuthority.StartAsync(_ => new ScriptedAnswer(500, "{}"));
        ICredentialAuthority authority = script.Client(provider, "a-token");
        CredentialReference any = CredentialReference.ByName("anything");
        foreach (Func<Task> call in new Func<Task>[]
        {
            () => authority.RemovedApiCredentials.RestoreAsync(any, Cancellation),
            () => authority.RemovedApiKeys.RestoreAsync(any, Cancellation),
            () => authority.RemovedProjectCredentials.RestoreAsync(any, Cancellation),
            () => authority.RemovedApiCredentials.GetAsync(any, Cancellation),
            () => authority.RemovedApiKeys.CountAsync(new ApiKeyQuery(), Cancellation),
            async () => await authority.RemovedProjectCredentials.ListAsync(new ProjectCredentialQuery(), Cancellation).ToListAsync(Cancellation),
        })
        {
            CredentialException error = await Assert.ThrowsAsync<CredentialException>(call);
            Assert.Equal((CredentialErrors.NotSupported, $"'vendor' ({vendor}) has no way to restore what was removed."), (error.Definition, error.Message));
        }

        Assert.Empty(script.Requests);
    }
}
