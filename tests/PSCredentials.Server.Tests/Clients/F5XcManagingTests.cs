namespace PSCredentials.Server.Tests.Clients;

/// <summary>What the client of contract 1 does with credentials that are there.</summary>
public sealed class F5XcManagingTests(F5XcTenant tenant) : IClassFixture<F5XcTenant>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IApiCredentialService Remote => tenant.Remote.ApiCredentials;

    private IApiCredentialService Behind => tenant.Behind.ApiCredentials;

    [Fact]
    public async Task ListsFiltersOrdersAndPages()
    {
        const string space = "list-space";
        foreach ((string name, CredentialType type) in ((string, CredentialType)[])
            [("zeta-token", CredentialType.ApiToken), ("Alpha-token", CredentialType.ServiceApiToken), ("beta-token", CredentialType.ApiToken), ("gamma-item", CredentialType.ServiceApiToken)])
        {
            await Behind.CreateAsync(new ApiCredentialRequest { Name = name, Namespace = space, Type = type, Owner = "ada", Expiry = Expiry.In(TimeSpan.FromDays(name.Length)) }, Cancellation);
        }

        await Behind.DisableAsync(CredentialReference.ByName("beta-token", space), Cancellation);
        var all = new ApiCredentialQuery { Namespace = [space] };

        Assert.Equal(["Alpha-token", "beta-token", "gamma-item", "zeta-token"], await NamesAsync(all));
        Assert.Equal(["Alpha-token", "beta-token", "zeta-token"], await NamesAsync(all with { Name = ["*TOKEN"] }));
        Assert.Equal(["beta-token", "gamma-item"], await NamesAsync(all with { Skip = 1, First = 2 }));
        Assert.Equal(["Alpha-token", "gamma-item"], await NamesAsync(all with { Type = [CredentialType.ServiceApiToken] }));
        Assert.Equal(["beta-token"], await NamesAsync(all with { State = [CredentialState.Disabled] }));
        Assert.Equal(["Alpha-token", "gamma-item", "zeta-token"], await NamesAsync(all with { State = [CredentialState.Active] }));
        Assert.Empty(await NamesAsync(all with { Owner = ["bob"] }));
        Assert.Equal(4, (await NamesAsync(all with { Owner = ["a?a"] })).Length);
        Assert.Equal(["beta-token", "gamma-item", "zeta-token"], await NamesAsync(all with { ExpiringBefore = DateTimeOffset.UtcNow.AddDays(10.5) }));
        Assert.Equal(["Alpha-token"], await NamesAsync(all with { Name = ["alpha-TOKEN", "not-there"] }));
        ApiCredential one = await Remote.GetAsync(CredentialReference.ByName("gamma-item", space), Cancellation);
        Assert.Equal(["gamma-item"], await NamesAsync(all with { Id = [one.Id] }));
        Assert.Equal(["gamma-item"], await NamesAsync(all with { IdPrefix = one.Id[..^1].ToUpperInvariant() }));
        Assert.Empty(await NamesAsync(all with { VisibleIn = ["another-space"] }));
        Assert.Equal(4, (await NamesAsync(new ApiCredentialQuery { VisibleIn = [space] })).Length);
        Assert.Equal(3, await Remote.CountAsync(all with { Name = ["*-token"], Skip = 1, First = 1 }, Cancellation));
        Assert.DoesNotContain("beta-token", await NamesAsync(new ApiCredentialQuery()));
        Assert.Equal(
            [new PropertyValue("ada", 4)],
            await Remote.ListValuesAsync(ApiCredentialProperty.Owner, new PropertyValueQuery { VisibleIn = [space] }, Cancellation));
    }

    [Fact]
    public async Task FindsByIdAndByName()
    {
        ApiCredential made = await MakeAsync(CredentialType.ServiceApiToken);
        await using ICredentialAuthority other = await tenant.ConnectAsync(tenant.Options());

        Assert.Equal(made.Name, (await other.ApiCredentials.GetAsync(CredentialReference.ById(made.Id), Cancellation)).Name);
        Assert.Equal(made.Id, (await other.ApiCredentials.GetAsync(CredentialReference.ByName(made.Name), Cancellation)).Id);
        Assert.Equal(
            [made.Id],
            await other.ApiCredentials.ListAsync(new ApiCredentialQuery { Id = [made.Id, Guid.NewGuid().ToString()] }, Cancellation).Select(credential => credential.Id).ToListAsync(Cancellation));
        Assert.Equal("NotFound", await ErrorIdAsync(() => other.ApiCredentials.GetAsync(CredentialReference.ByName("not-there-at-all"), Cancellation)));
        Assert.Equal("NotFound", await ErrorIdAsync(() => other.ApiCredentials.GetAsync(CredentialReference.ById(Guid.NewGuid().ToString()), Cancellation)));
        Assert.Equal("NotFound", await ErrorIdAsync(() => other.ApiCredentials.GetAsync(CredentialReference.ById(made.Id) with { VisibleIn = ["another-space"] }, Cancellation)));
    }

    [Theory]
    [InlineData(CredentialType.ApiToken)]
    [InlineData(CredentialType.ServiceApiToken)]
    public async Task ATokenIsRenewed(CredentialType type)
    {
        ApiCredential made = await MakeAsync(type);

        ApiCredential renewed = await Remote.RenewAsync(CredentialReference.ById(made.Id), Expiry.In(TimeSpan.FromDays(20)), Cancellation);

        Assert.Equal((await Behind.GetAsync(CredentialReference.ById(made.Id), Cancellation)).ExpiresAt, renewed.ExpiresAt);
        Assert.InRange(renewed.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromDays(19.9), TimeSpan.FromDays(20));
        Assert.Equal("LifetimeNotAllowed", await ErrorIdAsync(() => Remote.RenewAsync(CredentialReference.ById(made.Id), Expiry.Default, Cancellation)));
    }

    [Fact]
    public async Task WhatIsNoTokenIsNotRenewed()
    {
        ApiCredential made = await MakeAsync(CredentialType.ApiCertificate);
        Assert.Equal("NotRenewable", await ErrorIdAsync(() => Remote.RenewAsync(CredentialReference.ById(made.Id), Expiry.In(TimeSpan.FromDays(20)), Cancellation)));
    }

    [Theory]
    [InlineData(CredentialType.ApiToken)]
    [InlineData(CredentialType.ServiceApiToken)]
    public async Task SwitchingTwiceChangesNothing(CredentialType type)
    {
        var reference = CredentialReference.ById((await MakeAsync(type)).Id);

        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(CredentialState.Disabled, (await Remote.DisableAsync(reference, Cancellation)).State);
            Assert.Equal(CredentialState.Disabled, (await Behind.GetAsync(reference, Cancellation)).State);
        }

        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(CredentialState.Active, (await Remote.EnableAsync(reference, Cancellation)).State);
            Assert.Equal(CredentialState.Active, (await Behind.GetAsync(reference, Cancellation)).State);
        }
    }

    [Theory]
    [InlineData(CredentialType.ApiToken)]
    [InlineData(CredentialType.ServiceApiToken)]
    public async Task WhatIsRevokedStaysSo(CredentialType type)
    {
        ApiCredential made = await MakeAsync(type);
        var reference = CredentialReference.ByName(made.Name);

        ApiCredential revoked = await Remote.RevokeAsync(reference, RevocationReason.Unspecified, Cancellation);

        Assert.Equal((made.Id, CredentialState.Revoked), (revoked.Id, revoked.State));
        Assert.Equal(CredentialState.Revoked, (await Behind.GetAsync(reference, Cancellation)).State);
        Assert.Equal("AlreadyRevoked", await ErrorIdAsync(() => Remote.RevokeAsync(reference, RevocationReason.Unspecified, Cancellation)));
        Assert.Equal("AlreadyRevoked", await ErrorIdAsync(() => Remote.RenewAsync(reference, Expiry.In(TimeSpan.FromDays(2)), Cancellation)));
        Assert.Equal("AlreadyRevoked", await ErrorIdAsync(() => Remote.EnableAsync(reference, Cancellation)));
        await Remote.RemoveAsync(reference, Cancellation);
        Assert.Equal("NotFound", await ErrorIdAsync(() => Remote.RemoveAsync(CredentialReference.ByName("not-there-at-all"), Cancellation)));
    }

    [Fact]
    public async Task ManyAreRevokedInTheirOrder()
    {
        var made = new List<ApiCredential>();
        for (int i = 0; i < 405; i++)
        {
            made.Add(await Behind.CreateAsync(
                new ApiCredentialRequest { Name = $"{F5XcTenant.NewName()}", Owner = "ada", Type = i % 2 == 0 ? CredentialType.ApiToken : CredentialType.ServiceApiToken }, Cancellation));
        }

        await Behind.RevokeAsync(CredentialReference.ById(made[7].Id), RevocationReason.Unspecified, Cancellation);
        CredentialReference[] references =
        [
            .. made.Select((credential, i) => i % 3 == 0 ? CredentialReference.ByName(credential.Name) : CredentialReference.ById(credential.Id)),
            CredentialReference.ByName("not-there-at-all"),
            CredentialReference.ByName(made[0].Name),
        ];
        var sent = new List<string>();
        IReadOnlyList<RevocationOutcome> outcomes;
        using (RequestNarration.Begin(line => sent.Add(line)))
        {
            outcomes = await Remote.RevokeAllAsync(references, RevocationReason.Unspecified, stopAtRefusal: false, Cancellation);
        }

        Assert.Equal(references, outcomes.Select(outcome => outcome.Reference));
        Assert.Equal([7, 405, 406], outcomes.Index().Where(outcome => outcome.Item.Refusal is not null).Select(outcome => outcome.Index));
        Assert.Equal(["AlreadyRevoked", "NotFound", "AlreadyRevoked"], outcomes.Select(outcome => outcome.Refusal?.ErrorId).OfType<string>());
        Assert.All(outcomes.Where(outcome => outcome.Refusal is null), outcome => Assert.Equal(CredentialState.Revoked, outcome.Credential!.State));
        Assert.Equal(made[..405].Where((_, i) => i != 7).Select(credential => credential.Id), outcomes.Select(outcome => outcome.Credential?.Id).OfType<string>());
        Assert.Equal(4, sent.Count(line => line.Contains("bulk_revoke", StringComparison.Ordinal)));
        foreach (ApiCredential credential in made)
        {
            Assert.Equal(CredentialState.Revoked, (await Behind.GetAsync(CredentialReference.ById(credential.Id), Cancellation)).State);
        }
    }

    [Fact]
    public async Task NothingIsTouchedBehindTheFirstRefusalWhereThatIsAsked()
    {
        ApiCredential first = await MakeAsync(CredentialType.ApiToken);
        ApiCredential last = await MakeAsync(CredentialType.ApiToken);
        CredentialReference[] references = [CredentialReference.ById(first.Id), CredentialReference.ByName("not-there-at-all"), CredentialReference.ById(last.Id)];

        IReadOnlyList<RevocationOutcome> outcomes = await Remote.RevokeAllAsync(references, RevocationReason.Unspecified, stopAtRefusal: true, Cancellation);

        Assert.Equal([null, "NotFound"], outcomes.Select(outcome => outcome.Refusal?.ErrorId));
        Assert.Equal(CredentialState.Active, (await Behind.GetAsync(references[2], Cancellation)).State);
    }

    [Fact]
    public async Task RolesAndGroupsAreReplacedEachAlone()
    {
        var reference = CredentialReference.ById((await MakeAsync(CredentialType.ServiceApiToken)).Id);

        await Remote.ChangeAsync(reference, new ApiCredentialChange { NamespaceRole = [new("team-space", "Viewer")] }, Cancellation);
        ApiCredential changed = await Remote.ChangeAsync(reference, new ApiCredentialChange { UserGroup = ["builders"] }, Cancellation);

        ApiCredential there = await Behind.GetAsync(reference, Cancellation);
        Assert.Equal([new NamespaceRole("team-space", "Viewer")], there.NamespaceRole);
        Assert.Equal(["builders"], there.UserGroup);
        Assert.Equal((there.NamespaceRole.ToString(), there.UserGroup.ToString()), (changed.NamespaceRole.ToString(), changed.UserGroup.ToString()));
        Assert.Equal("InvalidArgument", await ErrorIdAsync(async () => await Remote.ChangeAsync(
            CredentialReference.ById((await MakeAsync(CredentialType.ApiToken)).Id), new ApiCredentialChange { UserGroup = ["builders"] }, Cancellation)));
    }

    [Theory]
    [InlineData(CredentialType.ApiToken)]
    [InlineData(CredentialType.ServiceApiToken)]
    [InlineData(CredentialType.ApiCertificate)]
    [InlineData(CredentialType.KubeConfig)]
    public async Task ARotationMakesASuccessorAndEndsTheOldOne(CredentialType type)
    {
        ApiCredential old = await MakeAsync(type, "owner");

        IssuedApiCredential issued = await Remote.RotateAsync(
            CredentialReference.ById(old.Id), new RotationRequest { Password = type.IsCertificate() ? BundlePassword.Generate : null }, Cancellation);

        Assert.NotEqual(old.Id, issued.Id);
        Assert.StartsWith(old.Name + "-", issued.Name, StringComparison.Ordinal);
        Assert.Equal((type, old.Namespace), (issued.Type, issued.Namespace));
        Assert.InRange(issued.ExpiresAt, old.ExpiresAt.AddDays(-1), old.ExpiresAt.AddMinutes(1));
        Assert.Equal(old.NamespaceRole, issued.NamespaceRole);
        Assert.Equal(CredentialState.Revoked, (await Behind.GetAsync(CredentialReference.ById(old.Id), Cancellation)).State);
        Assert.Equal(CredentialState.Active, (await Behind.GetAsync(CredentialReference.ById(issued.Id), Cancellation)).State);

        IssuedApiCredential next = await Remote.RotateAsync(
            CredentialReference.ById(issued.Id), new RotationRequest { Password = type.IsCertificate() ? BundlePassword.Generate : null }, Cancellation);
        Assert.Equal(issued.Name.Length, next.Name.Length);
    }

    [Fact]
    public async Task AGracePeriodOfATokenIsItsNewExpiry()
    {
        ApiCredential old = await MakeAsync(CredentialType.ApiToken, "owner");

        IssuedApiCredential issued = await Remote.RotateAsync(CredentialReference.ById(old.Id), new RotationRequest { GracePeriod = TimeSpan.FromDays(2) }, Cancellation);

        ApiCredential there = await Behind.GetAsync(CredentialReference.ById(old.Id), Cancellation);
        Assert.Equal(CredentialState.Active, there.State);
        Assert.InRange(there.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromDays(1.9), TimeSpan.FromDays(2));
        Assert.InRange(issued.GracePeriodEndsAt!.Value, there.ExpiresAt.AddMinutes(-1), there.ExpiresAt.AddMinutes(1));
    }

    [Theory]
    [InlineData(CredentialType.ApiCertificate, 2, "NotSupported")]
    [InlineData(CredentialType.ApiToken, 0.5, "LifetimeNotAllowed")]
    public async Task AGracePeriodThatCannotBeIsRefusedBeforeAnythingIsMade(CredentialType type, double days, string errorId)
    {
        ApiCredential old = await MakeAsync(type, "owner");
        long before = await Behind.CountAsync(new ApiCredentialQuery(), Cancellation);

        Assert.Equal(errorId, await ErrorIdAsync(() => Remote.RotateAsync(
            CredentialReference.ById(old.Id),
            new RotationRequest { GracePeriod = TimeSpan.FromDays(days), Password = type.IsCertificate() ? BundlePassword.Generate : null },
            Cancellation)));

        Assert.Equal(before, await Behind.CountAsync(new ApiCredentialQuery(), Cancellation));
    }

    [Fact]
    public async Task ASuccessorGetsNoMoreThanTheOldOneHad()
    {
        ApiCredential ofAnother = await MakeAsync(CredentialType.ApiToken);
        ApiCredential service = await MakeAsync(CredentialType.ServiceApiToken);
        await Behind.DisableAsync(CredentialReference.ById(service.Id), Cancellation);
        long before = await Behind.CountAsync(new ApiCredentialQuery(), Cancellation);

        Assert.Equal("NotSupported", await ErrorIdAsync(() => Remote.RotateAsync(CredentialReference.ById(ofAnother.Id), new RotationRequest(), Cancellation)));
        Assert.Equal("InvalidState", await ErrorIdAsync(() => Remote.RotateAsync(CredentialReference.ById(service.Id), new RotationRequest(), Cancellation)));

        Assert.Equal(before, await Behind.CountAsync(new ApiCredentialQuery(), Cancellation));
    }

    [Fact]
    public async Task ASystemForProvisioningGetsANewTokenWithoutAGracePeriod()
    {
        IssuedApiCredential old = await Remote.CreateAsync(new ApiCredentialRequest { Type = CredentialType.ScimApiToken, Namespace = "scim-rotation" }, Cancellation);
        var reference = CredentialReference.ById(old.Id);

        Assert.Equal("NotSupported", await ErrorIdAsync(() => Remote.RotateAsync(reference, new RotationRequest { GracePeriod = TimeSpan.FromDays(1000) }, Cancellation)));
        IssuedApiCredential issued = await Remote.RotateAsync(reference, new RotationRequest(), Cancellation);

        Assert.Equal(CredentialState.Revoked, (await Behind.GetAsync(reference, Cancellation)).State);
        Assert.Equal(CredentialState.Active, (await Behind.GetAsync(CredentialReference.ById(issued.Id), Cancellation)).State);
    }

    private static async Task<string> ErrorIdAsync(Func<Task> work) => (await Assert.ThrowsAsync<CredentialException>(work)).ErrorId;

    private async Task<string[]> NamesAsync(ApiCredentialQuery query) => [.. await Remote.ListAsync(query, Cancellation).Select(credential => credential.Name).ToListAsync(Cancellation)];

    private async Task<ApiCredential> MakeAsync(CredentialType type, string owner = "ada") => await Behind.CreateAsync(
        new ApiCredentialRequest
        {
            Name = F5XcTenant.NewName(),
            Type = type,
            Owner = owner,
            Expiry = Expiry.In(TimeSpan.FromDays(10)),
            Password = type.IsCertificate() ? BundlePassword.Generate : null,
            Target = type.IsKubeConfig() ? new KubeConfigTarget { ClusterName = [F5XcTenant.Cluster] } : null,
            NamespaceRole = type.IsService() ? [new("first-space", "Editor")] : [],
        },
        Cancellation);
}
