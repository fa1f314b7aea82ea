namespace PSCredentials.Tests.Issuing;

public sealed class ScimTokenTests
{
    private static readonly ApiCredentialRequest Request = new() { Type = CredentialType.ScimApiToken };

    [Fact]
    public async Task A_new_token_takes_the_place_of_the_old_one()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync(Request);
        Assert.True((await vault.VerifyAsync(old)).IsValid);
        vault.Clock.Advance(TimeSpan.FromMinutes(1));

        IssuedApiCredential fresh = await vault.IssueAsync(Request);
        ApiCredential superseded = await vault.GetAsync(old.Name);

        Assert.NotEqual(old.Name, fresh.Name);
        Assert.Equal((CredentialState.Revoked, RevocationReason.Superseded), (superseded.State, superseded.RevocationReason));
        Assert.Equal(vault.Clock.Now, superseded.RevokedAt);
        Assert.Equal(VerificationReason.Revoked, (await vault.VerifyAsync(old)).Reason);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
        List<CredentialEvent> events = await vault.EventsAsync(new CredentialEventQuery { SubjectId = [old.Id, fresh.Id] });
        Assert.Equal([CredentialAction.Create, CredentialAction.Revoke, CredentialAction.Create], events.Select(entry => entry.Action));
        Assert.Contains(fresh.Name, events[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_namespace_has_its_own()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential one = await vault.IssueAsync(Request with { Namespace = "namespace-1" });
        IssuedApiCredential two = await vault.IssueAsync(Request with { Namespace = "namespace-2" });
        IssuedApiCredential again = await vault.IssueAsync(Request with { Namespace = "NAMESPACE-1" });

        Assert.Equal(VerificationReason.Revoked, (await vault.VerifyAsync(one)).Reason);
        Assert.True((await vault.VerifyAsync(two)).IsValid);
        Assert.True((await vault.VerifyAsync(again)).IsValid);
    }

    [Fact]
    public async Task A_refused_one_leaves_the_old_one_in_force()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync(Request);
        await vault.IssueAsync("taken-name");

        await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.IssueAsync(Request with { Name = "Taken-Name" }));

        Assert.True((await vault.VerifyAsync(old)).IsValid);
        Assert.Equal(CredentialState.Active, (await vault.GetAsync(old.Name)).State);
        Assert.DoesNotContain(await vault.EventsAsync(), entry => entry.Action == CredentialAction.Revoke);
    }

    [Fact]
    public async Task Of_many_made_at_once_one_is_in_force()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ICredentialAuthority other = await vault.OpenAgainAsync();

        IssuedApiCredential[] issued = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(
            () => (i % 2 == 0 ? vault.Authority : other).ApiCredentials.CreateAsync(Request, CancellationToken.None))));

        var valid = new List<string>();
        foreach (IssuedApiCredential token in issued)
        {
            if ((await vault.VerifyAsync(token)).IsValid)
            {
                valid.Add(token.Id);
            }
        }

        ApiCredential inForce = Assert.Single(await vault.ListAsync(new ApiCredentialQuery { State = [CredentialState.Active] }));
        Assert.Equal([inForce.Id], valid);
        Assert.Equal(31, (await vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.Revoke] })).Count);
    }

    [Fact]
    public async Task It_is_rotated_but_not_renewed()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync(Request);
        CredentialReference reference = CredentialReference.ById(old.Id);

        await Refusal.OfAsync(
            CredentialErrors.NotRenewable, () => vault.Credentials.RenewAsync(reference, Expiry.Default, CancellationToken.None));
        IssuedApiCredential fresh = await vault.Credentials.RotateAsync(reference, new RotationRequest(), CancellationToken.None);

        Assert.StartsWith("psc_scim_", fresh.GetToken(), StringComparison.Ordinal);
        Assert.False((await vault.VerifyAsync(old)).IsValid);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }
}
