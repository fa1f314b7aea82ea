using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

/// <summary>What becomes of API credentials, whichever authority has them: renewal, rotation, switching, ending.</summary>
public abstract class ApiCredentialChangeContract<TSubject>(TSubject subject) : ApiCredentialTest<TSubject>(subject), IClassFixture<TSubject>
    where TSubject : Subject
{
    [Fact]
    public async Task ATokenIsRenewedWithTheSameSecret()
    {
        IssuedApiCredential issued = await CreateAsync("renewed", change: request => request with { Expiry = Expiry.In(TimeSpan.FromDays(2)) });
        ApiCredential renewed = await Service.RenewAsync(CredentialReference.ByName(issued.Name), Expiry.In(TimeSpan.FromDays(30)), None);

        Assert.Equal(issued.Id, renewed.Id);
        Assert.InRange(renewed.ExpiresAt - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(29.9), TimeSpan.FromDays(30.01));
        Assert.True(await Subject.AcceptsTokenAsync(issued.GetToken()));
        if (Subject.Has(Expectation.RenewalNeedsDays))
        {
            await FailsAsync(CredentialErrors.LifetimeNotAllowed, () => Service.RenewAsync(CredentialReference.ByName(issued.Name), Expiry.Default, None));
        }
        else
        {
            Assert.True((await Service.RenewAsync(CredentialReference.ByName(issued.Name), Expiry.Default, None)).ExpiresAt > issued.CreatedAt);
        }
    }

    [Fact]
    public async Task ACertificateIsNotRenewed()
    {
        IssuedApiCredential issued = await CreateAsync("not-renewed", CredentialType.ApiCertificate);
        await FailsAsync(CredentialErrors.NotRenewable, () => Service.RenewAsync(CredentialReference.ByName(issued.Name), Expiry.In(TimeSpan.FromDays(5)), None));
    }

    [Theory]
    [InlineData(CredentialType.ApiToken)]
    [InlineData(CredentialType.ServiceApiToken)]
    [InlineData(CredentialType.ApiCertificate)]
    public async Task ARotationEndsTheOldSecretAtOnce(CredentialType type)
    {
        IssuedApiCredential old = await CreateAsync("rotated-" + type, type, request => request with { UserGroup = type.IsService() ? ["group-a"] : [] });
        IssuedApiCredential rotated = await Service.RotateAsync(CredentialReference.ByName(old.Name), new RotationRequest { Password = Request("x", type).Password }, None);

        Assert.Equal(type, rotated.Type);
        Assert.Equal(old.UserGroup, rotated.UserGroup);
        Assert.Equal(!Subject.Has(Expectation.RotationMakesSuccessor), old.Id == rotated.Id);
        Assert.StartsWith(Name("rotated-"), rotated.Name, StringComparison.Ordinal);
        Assert.True(await IsAcceptedAsync(rotated));
        Assert.False(await IsAcceptedAsync(old));
        Assert.InRange(rotated.ExpiresAt, old.ExpiresAt.AddDays(-1).AddMinutes(-1), old.ExpiresAt.AddMinutes(1));
    }

    [Fact]
    public async Task AnOldTokenWorksOnForItsGracePeriod()
    {
        IssuedApiCredential old = await CreateAsync("graceful", change: request => request with { Expiry = Expiry.In(TimeSpan.FromDays(20)) });
        IssuedApiCredential rotated = await Service.RotateAsync(CredentialReference.ByName(old.Name), new RotationRequest { GracePeriod = TimeSpan.FromDays(2) }, None);

        Assert.NotEqual(old.GetToken(), rotated.GetToken());
        Assert.True(await Subject.AcceptsTokenAsync(old.GetToken()));
        Assert.True(await Subject.AcceptsTokenAsync(rotated.GetToken()));
        Assert.InRange(rotated.GracePeriodEndsAt!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(1.9), TimeSpan.FromDays(2.01));
    }

    [Fact]
    public async Task AnOldCertificateWorksOnForItsGracePeriod()
    {
        IssuedApiCredential old = await CreateAsync("graceful-bundle", CredentialType.ApiCertificate);
        var rotation = new RotationRequest { GracePeriod = TimeSpan.FromDays(2), Password = Request("x", CredentialType.ApiCertificate).Password };
        if (Subject.Has(Expectation.GraceForTokensAlone))
        {
            // What it is has to be read before that can be known; nothing is changed.
            await FailsAsync(CredentialErrors.NotSupported, () => Service.RotateAsync(CredentialReference.ByName(old.Name), rotation, None));
            Assert.Single(await AllAsync(Service.ListAsync(new ApiCredentialQuery { Name = [Prefix + "*"] }, None)));
        }
        else
        {
            Assert.True(await IsAcceptedAsync(await Service.RotateAsync(CredentialReference.ByName(old.Name), rotation, None)));
        }

        Assert.True(await IsAcceptedAsync(old));
    }

    [Fact]
    public async Task ItIsSwitchedOffAndOnAndTwiceIsAsOnce()
    {
        IssuedApiCredential issued = await CreateAsync("switched");
        CredentialReference reference = CredentialReference.ByName(issued.Name);
        Assert.Equal(CredentialState.Disabled, (await Service.DisableAsync(reference, None)).State);
        Assert.Equal(CredentialState.Disabled, (await Service.DisableAsync(reference, None)).State);
        Assert.Equal(CredentialState.Disabled, (await Service.GetAsync(reference, None)).State);
        Assert.False(await Subject.AcceptsTokenAsync(issued.GetToken()));
        Assert.Equal(CredentialState.Active, (await Service.EnableAsync(reference, None)).State);
        Assert.Equal(CredentialState.Active, (await Service.EnableAsync(reference, None)).State);
        Assert.True(await Subject.AcceptsTokenAsync(issued.GetToken()));
    }

    [Fact]
    public async Task WhatIsRevokedIsOverForGood()
    {
        IssuedApiCredential issued = await CreateAsync("revoked");
        CredentialReference reference = CredentialReference.ByName(issued.Name);
        ApiCredential revoked = await Service.RevokeAsync(reference, RevocationReason.Unspecified, None);

        Assert.Equal(CredentialState.Revoked, revoked.State);
        Assert.NotNull(revoked.RevokedAt);
        Assert.False(await Subject.AcceptsTokenAsync(issued.GetToken()));
        CredentialErrorDefinition after = Subject.Has(Expectation.RevokedAreGone) ? CredentialErrors.NotFound : CredentialErrors.AlreadyRevoked;
        await FailsAsync(after, () => Service.RevokeAsync(reference, RevocationReason.Unspecified, None));
        await FailsAsync(after, () => Service.RenewAsync(reference, Expiry.In(TimeSpan.FromDays(3)), None));
        await FailsAsync(after, () => Service.EnableAsync(reference, None));
        await FailsAsync(after, () => Service.RotateAsync(reference, new RotationRequest(), None));
    }

    [Fact]
    public async Task AReasonIsKept()
    {
        IssuedApiCredential issued = await CreateAsync("reasoned");
        await DiffersAsync(
            Expectation.NoRevocationReasons,
            () => Service.RevokeAsync(CredentialReference.ByName(issued.Name), RevocationReason.KeyCompromise, None),
            async () => Assert.Equal(RevocationReason.KeyCompromise, (await Service.RevokeAsync(CredentialReference.ByName(issued.Name), RevocationReason.KeyCompromise, None)).RevocationReason));
    }

    [Fact]
    public async Task AConditionIsHeld()
    {
        IssuedApiCredential issued = await CreateAsync("conditional");
        CredentialReference stale = CredentialReference.ById(issued.Id) with { ModifiedAt = issued.ModifiedAt.AddHours(-1) };
        await DiffersAsync(
            Expectation.NoConditions,
            () => Service.DisableAsync(stale, None),
            () => FailsAsync(CredentialErrors.ModifiedMeanwhile, () => Service.DisableAsync(stale, None)));
        Assert.True(await Subject.AcceptsTokenAsync(issued.GetToken()));
    }

    [Fact]
    public async Task ManyAreRevokedAndOneRefusedUndoesNoOther()
    {
        const int Many = 450;
        IReadOnlyList<string> names = await ManyAsync(Many);
        CredentialReference[] references = [.. names.Take(300).Select(name => CredentialReference.ByName(name)), CredentialReference.ByName(Name("nobody")), .. names.Skip(300).Select(name => CredentialReference.ByName(name))];
        IReadOnlyList<RevocationOutcome> outcomes = await Service.RevokeAllAsync(references, RevocationReason.Unspecified, stopAtRefusal: false, None);

        Assert.Equal(references, outcomes.Select(outcome => outcome.Reference));
        Assert.Equal(CredentialErrors.NotFound, Assert.Single(outcomes, outcome => outcome.Refusal is not null).Refusal!.Definition);
        Assert.Equal(Many, outcomes.Count(outcome => outcome.Credential?.State == CredentialState.Revoked));
        Assert.Empty(await AllAsync(Service.ListAsync(new ApiCredentialQuery { Name = [Prefix + "*"], State = [CredentialState.Active, CredentialState.Disabled] }, None)));
    }

    [Fact]
    public async Task TheFirstRefusalStopsWhereThatIsAskedFor()
    {
        IssuedApiCredential first = await CreateAsync("stops-first"), last = await CreateAsync("stops-last");
        CredentialReference[] references = [CredentialReference.ByName(first.Name), CredentialReference.ByName(Name("nobody")), CredentialReference.ByName(last.Name)];
        IReadOnlyList<RevocationOutcome> outcomes = await Service.RevokeAllAsync(references, RevocationReason.Unspecified, stopAtRefusal: true, None);

        Assert.Equal(2, outcomes.Count);
        Assert.NotNull(outcomes[0].Credential);
        Assert.Equal(CredentialErrors.NotFound, outcomes[1].Refusal!.Definition);
        Assert.True(await Subject.AcceptsTokenAsync(last.GetToken()));
    }

    [Fact]
    public async Task RolesAndGroupsOfAServiceCredentialChange()
    {
        IssuedApiCredential issued = await CreateAsync("regrouped", CredentialType.ServiceApiToken, request => request with
        {
            NamespaceRole = [new NamespaceRole("payments", "editor")], UserGroup = ["group-a"],
        });
        CredentialReference reference = CredentialReference.ByName(issued.Name);
        await Service.ChangeAsync(reference, new ApiCredentialChange { UserGroup = ["group-b", "group-c"] }, None);
        ApiCredential changed = await Service.GetAsync(reference, None);

        Assert.Equal(["group-b", "group-c"], changed.UserGroup.Order(StringComparer.Ordinal));
        Assert.Equal(["payments:editor"], changed.NamespaceRole.Select(role => role.ToString()));
        Assert.True(await Subject.AcceptsTokenAsync(issued.GetToken()));
    }

    [Fact]
    public async Task WhatIsRemovedCanBeRestored()
    {
        IssuedApiCredential made = await CreateAsync("restored");
        CredentialReference reference = CredentialReference.ByName(made.Name);
        await Service.RemoveAsync(reference, None);
        await DiffersAsync(
            Expectation.NoWayBack,
            () => Authority.RemovedApiCredentials.RestoreAsync(reference, None),
            async () =>
            {
                Assert.Equal(made.Id, (await Authority.RemovedApiCredentials.GetAsync(reference, None)).Id);
                Assert.Single(await AllAsync(Authority.RemovedApiCredentials.ListAsync(new ApiCredentialQuery { Name = [Prefix + "*"] }, None)));
                Assert.Equal(made.Id, (await Authority.RemovedApiCredentials.RestoreAsync(reference, None)).Id);
                Assert.True(await Subject.AcceptsTokenAsync(made.GetToken()));
                await FailsAsync(CredentialErrors.NotFound, () => Authority.RemovedApiCredentials.RestoreAsync(reference, None));
                Assert.Empty(await AllAsync(Authority.RemovedApiCredentials.ListAsync(new ApiCredentialQuery { Name = [Prefix + "*"] }, None)));

                // Another one of the name keeps it out; it is there still.
                await Service.RemoveAsync(reference, None);
                await CreateAsync("restored");
                await FailsAsync(CredentialErrors.AlreadyExists, () => Authority.RemovedApiCredentials.RestoreAsync(CredentialReference.ById(made.Id), None));
                Assert.Single(await AllAsync(Authority.RemovedApiCredentials.ListAsync(new ApiCredentialQuery { Name = [Prefix + "*"] }, None)));
            });
    }

    [Fact]
    public async Task WhatIsRemovedIsGone()
    {
        IssuedApiCredential issued = await CreateAsync("removed");
        CredentialReference reference = CredentialReference.ByName(issued.Name);
        await Service.RemoveAsync(reference, None);

        Assert.False(await Subject.AcceptsTokenAsync(issued.GetToken()));
        if (Subject.Has(Expectation.RemoveIsRevoke) && !Subject.Has(Expectation.RevokedAreGone))
        {
            // It stays until the vendor takes it away; to remove it once more is no error.
            Assert.Equal(CredentialState.Revoked, (await Service.GetAsync(reference, None)).State);
            await Service.RemoveAsync(reference, None);
            return;
        }

        await FailsAsync(CredentialErrors.NotFound, () => Service.RemoveAsync(reference, None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.GetAsync(reference, None));
    }

    private async Task<IReadOnlyList<string>> ManyAsync(int count)
    {
        // What goes wrong on the way spares a second try only where one request comes after the other.
        var names = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Subject.Proxy is null ? 16 : 1 }, async (i, _) => names[i] = (await CreateAsync($"many-{i:000}")).Name);
        return names;
    }
}
