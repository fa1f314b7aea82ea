using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

/// <summary>What API keys are, whichever authority has them.</summary>
public abstract class ApiKeyContract<TSubject>(TSubject subject) : ContractTest<TSubject>(subject), IClassFixture<TSubject>
    where TSubject : Subject
{
    private static readonly DateOnly s_later = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20);

    private IApiKeyService Service => Authority.ApiKeys;

    [Theory]
    [InlineData(ApiKeyRole.Owner, "kubeslice-rbac-rw-admin")]
    [InlineData(ApiKeyRole.Editor, "kubeslice-rbac-rw-slice-andromeda")]
    [InlineData(ApiKeyRole.Viewer, "kubeslice-rbac-ro-slice-andromeda")]
    public async Task EachRoleIsIssuedAndLetIn(ApiKeyRole role, string account)
    {
        IssuedApiKey issued = await CreateAsync("role-" + role, role == ApiKeyRole.Owner ? string.Empty : "andromeda", role);

        Assert.True(Guid.TryParseExact(issued.GetKey(), "D", out _));
        Assert.Equal(ApiKey.IdOf(issued.GetKey()), issued.Id);
        Assert.Equal(account, issued.ServiceAccountName);
        Assert.Equal(s_later, issued.ValidUntil);
        Assert.Equal(CredentialState.Active, issued.State);
        Assert.True(await Subject.AcceptsApiKeyAsync(issued.GetKey()));
    }

    [Fact]
    public async Task WhatIsIssuedIsReadBackMasked()
    {
        IssuedApiKey issued = await CreateAsync("read-back", change: request => request with { Description = "for templates", UserName = "ada" });
        ApiKey byName = await Service.GetAsync(CredentialReference.ByName(issued.Name), None);
        ApiKey inWorkspace = await Service.GetAsync(CredentialReference.ByName(issued.Name.ToUpperInvariant(), "andromeda"), None);
        ApiKey byId = await Service.GetAsync(CredentialReference.ById(issued.Id), None);

        Assert.All([byName, inWorkspace, byId], read =>
        {
            Assert.IsNotType<IssuedApiKey>(read);
            Assert.Equal(issued.Id, read.Id);
            Assert.Equal("for templates", read.Description);
            Assert.Equal("ada", read.UserName);
            Assert.Equal(ApiKeyRole.Editor, read.Role);
            Assert.Equal(s_later, read.ValidUntil);
            Assert.EndsWith(issued.GetKey()[^4..], read.MaskedKey, StringComparison.Ordinal);
            Assert.DoesNotContain(issued.GetKey()[..8], read.MaskedKey, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task WhatIsNotThereIsNotFound()
    {
        await FailsAsync(CredentialErrors.NotFound, () => Service.GetAsync(CredentialReference.ByName(Name("nobody")), None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.GetAsync(CredentialReference.ById(ApiKey.IdOf(Guid.NewGuid().ToString())), None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.RevealAsync(CredentialReference.ByName(Name("nobody")), None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.RotateAsync(CredentialReference.ByName(Name("nobody")), TimeSpan.Zero, null, None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.RemoveAsync(CredentialReference.ByName(Name("nobody")), None));
    }

    [Fact]
    public async Task AListFindsByEachFilterInOrderAndInPages()
    {
        IssuedApiKey alpha = await CreateAsync("alpha", "andromeda", ApiKeyRole.Viewer);
        IssuedApiKey beta = await CreateAsync("beta", "betelgeuse", change: request => request with { UserName = "grace" });
        IssuedApiKey gamma = await CreateAsync("gamma", "andromeda", change: request => request with { ValidUntil = s_later.AddDays(100) });
        IssuedApiKey owner = await CreateAsync("owner", string.Empty, ApiKeyRole.Owner);
        DateTimeOffset soon = TimeProvider.System.GetUtcNow().AddDays(50);

        await FindsAsync(new ApiKeyQuery(), alpha, beta, gamma, owner);
        await FindsAsync(new ApiKeyQuery { Name = [Prefix + "-[ab]*"] }, alpha, beta);
        await FindsAsync(new ApiKeyQuery { Name = [Name("GAMMA")] }, gamma);
        await FindsAsync(new ApiKeyQuery { Name = [Name("none-*")] });
        await FindsAsync(new ApiKeyQuery { Id = [alpha.Id, owner.Id] }, alpha, owner);
        await FindsAsync(new ApiKeyQuery { Workspace = ["andromeda"] }, alpha, gamma);
        await FindsAsync(new ApiKeyQuery { Workspace = ["ANDROMEDA"] }, alpha, gamma);
        await FindsAsync(new ApiKeyQuery { Workspace = ["*e*geuse"] }, beta);
        await FindsAsync(new ApiKeyQuery { Role = [ApiKeyRole.Owner, ApiKeyRole.Viewer] }, alpha, owner);
        await FindsAsync(new ApiKeyQuery { UserName = ["gra*"] }, beta);
        await FindsAsync(new ApiKeyQuery { State = [CredentialState.Active] }, alpha, beta, gamma, owner);
        await FindsAsync(new ApiKeyQuery { State = [CredentialState.Expired] });
        await FindsAsync(new ApiKeyQuery { ExpiringBefore = soon }, alpha, beta, owner);
        await DiffersAsync(
            Expectation.RightsDecideWhatIsSeen,
            () => FindsAsync(new ApiKeyQuery { VisibleIn = ["betelgeuse"] }),
            () => FindsAsync(new ApiKeyQuery { VisibleIn = ["betelgeuse"] }, beta));
        Assert.Equal([beta.Id], (await AllAsync(Service.ListAsync(new ApiKeyQuery { IdPrefix = beta.Id[..^1] }, None))).Select(found => found.Id));

        var query = new ApiKeyQuery { Name = [Prefix + "*"] };
        List<ApiKey> all = await AllAsync(Service.ListAsync(query, None));
        Assert.Equal(["owner", "alpha", "gamma", "beta"], all.Select(key => key.Name[(Prefix.Length + 1)..]));
        Assert.Equal(all.Skip(1).Take(2).Select(key => key.Id), (await AllAsync(Service.ListAsync(query with { Skip = 1, First = 2 }, None))).Select(key => key.Id));
        Assert.Equal(4, await Service.CountAsync(query with { First = 1 }, None));
        Assert.All(all, key => Assert.IsNotType<IssuedApiKey>(key));
    }

    [Fact]
    public async Task AKeyIsShownWholeOnRequestAlone()
    {
        IssuedApiKey issued = await CreateAsync("revealed");
        IssuedApiKey revealed = await Service.RevealAsync(CredentialReference.ByName(issued.Name), None);
        List<ApiKey> all = await AllAsync(Service.RevealAllAsync(new ApiKeyQuery { Name = [issued.Name] }, None));

        Assert.Equal(issued.GetKey(), revealed.GetKey());
        Assert.Equal(issued.GetKey(), Assert.IsType<IssuedApiKey>(Assert.Single(all)).GetKey());
        var elsewhere = new ApiKeyQuery { Name = [issued.Name], WholeIn = ["betelgeuse"] };
        await DiffersAsync(
            Expectation.RightsDecideWhatIsSeen,
            () => AllAsync(Service.RevealAllAsync(elsewhere, None)),
            async () => Assert.IsNotType<IssuedApiKey>(Assert.Single(await AllAsync(Service.RevealAllAsync(elsewhere, None)))));
    }

    [Fact]
    public async Task ANameInTwoWorkspacesIsAmbiguous()
    {
        await CreateAsync("both-places", "andromeda");
        IssuedApiKey other = await CreateAsync("both-places", "betelgeuse");

        await FailsAsync(CredentialErrors.AmbiguousName, () => Service.GetAsync(CredentialReference.ByName(Name("both-places")), None));
        await FailsAsync(CredentialErrors.AmbiguousName, () => Service.RemoveAsync(CredentialReference.ByName(Name("both-places")), None));
        Assert.Equal(other.Id, (await Service.GetAsync(CredentialReference.ByName(Name("both-places"), "betelgeuse"), None)).Id);
    }

    [Fact]
    public async Task ANameThatIsTakenIsRefused()
    {
        IssuedApiKey first = await CreateAsync("taken");
        if (Subject.Has(Expectation.NamesMayRepeat))
        {
            IssuedApiKey second = await CreateAsync("taken");
            Assert.NotEqual(first.Id, second.Id);
            await FailsAsync(CredentialErrors.AmbiguousName, () => Service.GetAsync(CredentialReference.ByName(Name("taken"), "andromeda"), None));
        }
        else
        {
            await FailsAsync(CredentialErrors.AlreadyExists, () => CreateAsync("taken"));
        }

        Assert.True(await Subject.AcceptsApiKeyAsync(first.GetKey()));
    }

    [Fact]
    public async Task WhatCannotBeAValueIsRefused()
    {
        await FailsAsync(CredentialErrors.InvalidArgument, () => CreateAsync("no-workspace", string.Empty));
        await FailsAsync(CredentialErrors.LifetimeNotAllowed, () => CreateAsync("past", change: request => request with { ValidUntil = new DateOnly(2020, 1, 1) }));
        await FailsAsync(CredentialErrors.InvalidArgument, () => CreateAsync("nameless", change: request => request with { Name = string.Empty }));
        Assert.Empty(await AllAsync(Service.ListAsync(new ApiKeyQuery { Name = [Prefix + "*"] }, None)));
    }

    [Fact]
    public async Task ALastDayHasADefault()
    {
        if (Subject.Has(Expectation.ValidUntilIsRequired))
        {
            int before = Subject.Sent;
            CredentialException error = await FailsAsync(CredentialErrors.InvalidArgument, () => CreateAsync("no-day", change: request => request with { ValidUntil = null }));
            Assert.StartsWith("ValidUntil ", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, Subject.Sent);
            return;
        }

        Assert.True((await CreateAsync("no-day", change: request => request with { ValidUntil = null })).ExpiresAt > TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public Task LabelsAreKept() => DiffersAsync(
        Expectation.NoLabels,
        () => CreateAsync("labelled", change: request => request with { Label = new Dictionary<string, string> { ["team"] = "pay" } }),
        async () =>
        {
            IssuedApiKey labelled = await CreateAsync("labelled", change: request => request with { Label = new Dictionary<string, string> { ["team"] = "pay" } });
            await FindsAsync(new ApiKeyQuery { Label = new Dictionary<string, string> { ["team"] = "*" } }, labelled);
        });

    [Fact]
    public Task AddressesAreKept() => DiffersAsync(
        Expectation.NoAddresses,
        () => CreateAsync("addressed", change: request => request with { IPAddress = ["10.0.0.0/8"] }),
        async () => Assert.Equal(["10.0.0.0/8"], (await CreateAsync("addressed", change: request => request with { IPAddress = ["10.0.0.0/8"] })).IPAddress));

    [Fact]
    public Task ATokenLivesAsLongAsAsked() => DiffersAsync(
        Expectation.NoTokenLifetime,
        () => CreateAsync("short-tokens", change: request => request with { TokenLifetime = TimeSpan.FromMinutes(2) }),
        async () => Assert.Equal(TimeSpan.FromMinutes(2), (await CreateAsync("short-tokens", change: request => request with { TokenLifetime = TimeSpan.FromMinutes(2) })).TokenLifetime));

    [Fact]
    public Task WhatIsIssuedToBeRecoverableIsReadAgain() => DiffersAsync(
        Expectation.SecretsAreKeptHere,
        () => CreateAsync("kept-here", change: request => request with { IsRecoverable = true }),
        async () =>
        {
            IssuedApiKey issued = await CreateAsync("kept-here", change: request => request with { IsRecoverable = true });
            VaultSecret kept = Assert.Single(await Authority.Secrets.ListAsync(["*" + issued.Name], None));
            Assert.Equal(issued.GetKey(), (await Authority.Secrets.RevealAsync(kept.Name, None))!.Value.GetText().Reveal());
        });

    [Fact]
    public Task ARequestThatCarriesAKeyIsDoneOnce()
    {
        var once = new IdempotentRequest(new SecretText(Guid.NewGuid().ToString()), new byte[32]);
        return DiffersAsync(
            Expectation.NoIdempotencyKeys,
            () => CreateAsync("once", change: request => request with { Idempotency = once }),
            async () => Assert.Equal(
                (await CreateAsync("once", change: request => request with { Idempotency = once })).GetKey(), (await CreateAsync("once", change: request => request with { Idempotency = once })).GetKey()));
    }

    [Fact]
    public async Task ALastDayIsMoved()
    {
        IssuedApiKey issued = await CreateAsync("renewed");
        await DiffersAsync(
            Expectation.NoRenewal,
            () => Service.RenewAsync(CredentialReference.ByName(issued.Name), s_later.AddDays(5), None),
            async () => Assert.Equal(s_later.AddDays(5), (await Service.RenewAsync(CredentialReference.ByName(issued.Name), s_later.AddDays(5), None)).ValidUntil));
        Assert.True(await Subject.AcceptsApiKeyAsync(issued.GetKey()));
    }

    [Fact]
    public async Task ARotationEndsTheOldKeyAtOnce()
    {
        IssuedApiKey old = await CreateAsync("rotated", change: request => request with { Description = "kept", UserName = "ada" });
        if (Subject.Has(Expectation.NoRotationOfUniqueNames))
        {
            await FailsAsync(CredentialErrors.NotSupported, () => Service.RotateAsync(CredentialReference.ByName(old.Name), TimeSpan.Zero, null, None));
            Assert.True(await Subject.AcceptsApiKeyAsync(old.GetKey()));
            await FindsAsync(new ApiKeyQuery(), old);
            return;
        }

        IssuedApiKey rotated = await Service.RotateAsync(CredentialReference.ByName(old.Name), TimeSpan.Zero, null, None);

        Assert.NotEqual(old.Id, rotated.Id);
        Assert.Equal((old.Name, old.Workspace, old.Role, old.ValidUntil, "kept", "ada"), (rotated.Name, rotated.Workspace, rotated.Role, rotated.ValidUntil, rotated.Description, rotated.UserName));
        Assert.True(await Subject.AcceptsApiKeyAsync(rotated.GetKey()));
        Assert.False(await Subject.AcceptsApiKeyAsync(old.GetKey()));
        Assert.Equal(rotated.Id, (await Service.GetAsync(CredentialReference.ByName(old.Name), None)).Id);
    }

    [Fact]
    public async Task AnOldKeyWorksOnForItsGracePeriod()
    {
        IssuedApiKey old = await CreateAsync("graceful");
        await DiffersAsync(
            Expectation.NoGracePeriod,
            () => Service.RotateAsync(CredentialReference.ByName(old.Name), TimeSpan.FromDays(1), null, None),
            async () => Assert.True(await Subject.AcceptsApiKeyAsync((await Service.RotateAsync(CredentialReference.ByName(old.Name), TimeSpan.FromDays(1), null, None)).GetKey())));
        Assert.True(await Subject.AcceptsApiKeyAsync(old.GetKey()));
    }

    [Fact]
    public async Task ItIsSwitchedOffAndOnAndTwiceIsAsOnce()
    {
        IssuedApiKey issued = await CreateAsync("switched");
        CredentialReference reference = CredentialReference.ByName(issued.Name);
        await DiffersAsync(Expectation.NoSwitching, () => Service.EnableAsync(reference, None), () => Service.EnableAsync(reference, None));
        await DiffersAsync(
            Expectation.NoSwitching,
            () => Service.DisableAsync(reference, None),
            async () =>
            {
                Assert.Equal(CredentialState.Disabled, (await Service.DisableAsync(reference, None)).State);
                Assert.Equal(CredentialState.Disabled, (await Service.DisableAsync(reference, None)).State);
                Assert.False(await Subject.AcceptsApiKeyAsync(issued.GetKey()));
                await FindsAsync(new ApiKeyQuery { State = [CredentialState.Disabled] }, issued);
                Assert.Equal(CredentialState.Active, (await Service.EnableAsync(reference, None)).State);
            });
        Assert.True(await Subject.AcceptsApiKeyAsync(issued.GetKey()));
    }

    [Fact]
    public async Task AConditionIsHeld()
    {
        IssuedApiKey issued = await CreateAsync("conditional");
        CredentialReference stale = CredentialReference.ById(issued.Id) with { ModifiedAt = issued.ModifiedAt.AddHours(-1) };
        await DiffersAsync(
            Expectation.NoConditions,
            () => Service.RemoveAsync(stale, None),
            () => FailsAsync(CredentialErrors.ModifiedMeanwhile, () => Service.RemoveAsync(stale, None)));
        Assert.True(await Subject.AcceptsApiKeyAsync(issued.GetKey()));
    }

    [Fact]
    public async Task WhatIsRemovedCanBeRestored()
    {
        IssuedApiKey made = await CreateAsync("restored");
        CredentialReference reference = CredentialReference.ByName(made.Name);
        await Service.RemoveAsync(reference, None);
        await DiffersAsync(
            Expectation.NoWayBack,
            () => Authority.RemovedApiKeys.RestoreAsync(reference, None),
            async () =>
            {
                Assert.Equal(made.Id, (await Authority.RemovedApiKeys.GetAsync(reference, None)).Id);
                Assert.Single(await AllAsync(Authority.RemovedApiKeys.ListAsync(new ApiKeyQuery { Name = [Prefix + "*"] }, None)));
                Assert.Equal(made.Id, (await Authority.RemovedApiKeys.RestoreAsync(reference, None)).Id);
                Assert.True(await Subject.AcceptsApiKeyAsync(made.GetKey()));
                await FailsAsync(CredentialErrors.NotFound, () => Authority.RemovedApiKeys.RestoreAsync(reference, None));
                Assert.Empty(await AllAsync(Authority.RemovedApiKeys.ListAsync(new ApiKeyQuery { Name = [Prefix + "*"] }, None)));

                // Another one of the name keeps it out; it is there still.
                await Service.RemoveAsync(reference, None);
                await CreateAsync("restored");
                await FailsAsync(CredentialErrors.AlreadyExists, () => Authority.RemovedApiKeys.RestoreAsync(CredentialReference.ById(made.Id), None));
                Assert.Single(await AllAsync(Authority.RemovedApiKeys.ListAsync(new ApiKeyQuery { Name = [Prefix + "*"] }, None)));
            });
    }

    [Fact]
    public async Task WhatIsRemovedIsGone()
    {
        IssuedApiKey issued = await CreateAsync("removed");
        await Service.RemoveAsync(CredentialReference.ByName(issued.Name), None);

        Assert.False(await Subject.AcceptsApiKeyAsync(issued.GetKey()));
        await FailsAsync(CredentialErrors.NotFound, () => Service.RemoveAsync(CredentialReference.ByName(issued.Name), None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.RemoveAsync(CredentialReference.ById(issued.Id), None));
    }

    [Fact]
    public async Task AMomentIsKnown()
    {
        IssuedApiKey issued = await CreateAsync("dated");
        ApiKey read = await Service.GetAsync(CredentialReference.ByName(issued.Name), None);
        Assert.InRange(issued.CreatedAt, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(1));
        Assert.Equal(Subject.Has(Expectation.NoMomentsOfChange) ? default : issued.CreatedAt, read.CreatedAt);
    }

    [Fact]
    public async Task AKeyIsInNoLineOfTheNarration()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var keys = new List<string>();
        using (RequestNarration.Begin(lines.Enqueue))
        {
            IssuedApiKey issued = await CreateAsync("narrated");
            keys.Add(issued.GetKey());
            keys.Add((await Service.RevealAsync(CredentialReference.ById(issued.Id), None)).GetKey());
            await Service.RemoveAsync(CredentialReference.ByName(issued.Name), None);
        }

        Assert.Equal(Subject.Proxy is null, lines.IsEmpty);
        Assert.All(lines, line => Assert.All(keys, key => Assert.DoesNotContain(key, line, StringComparison.OrdinalIgnoreCase)));
    }

    private Task<IssuedApiKey> CreateAsync(
        string name, string workspace = "andromeda", ApiKeyRole role = ApiKeyRole.Editor, Func<ApiKeyRequest, ApiKeyRequest>? change = null)
    {
        var request = new ApiKeyRequest { Name = Name(name), Workspace = workspace, Role = role, ValidUntil = s_later };
        return Service.CreateAsync(change?.Invoke(request) ?? request, None);
    }

    private async Task FindsAsync(ApiKeyQuery query, params IReadOnlyList<ApiKey> expected)
    {
        List<ApiKey> found = await AllAsync(Service.ListAsync(query, None));
        Assert.Equal(
            expected.Select(key => key.Id).Order(StringComparer.Ordinal),
            found.Where(key => key.Name.StartsWith(Prefix, StringComparison.Ordinal)).Select(key => key.Id).Order(StringComparer.Ordinal));
    }
}
