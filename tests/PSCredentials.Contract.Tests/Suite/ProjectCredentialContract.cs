using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

/// <summary>What project credentials are, whichever authority has them.</summary>
public abstract class ProjectCredentialContract<TSubject>(TSubject subject) : ContractTest<TSubject>(subject), IClassFixture<TSubject>
    where TSubject : Subject
{
    private const string Payments = Subjects.Subject.Project;
    private const string Orders = Subjects.Subject.OtherProject;
    private const string FirstPassword = "Secure-Password-123!";

    private IProjectCredentialService Service => Authority.ProjectCredentials;

    [Fact]
    public async Task ItIsMadeWithThePasswordGiven()
    {
        ProjectCredential made = await CreateAsync("given", change: request => request with
        {
            Description = "API user", Role = ["API_USER", "DEVELOPER"], IPAddress = ["192.168.1.100", "10.0.0.0/8"], ExpiresAt = new DateTimeOffset(2099, 12, 31, 23, 59, 59, 125, TimeSpan.Zero),
        });
        ProjectCredential read = await Service.GetAsync(Reference("given"), None);

        Assert.IsNotType<IssuedProjectCredential>(made);
        Assert.True(made.DeploymentResult!.Success);
        Assert.All([made, read], one =>
        {
            Assert.Equal(Name("given"), one.Username);
            Assert.Equal(Payments, one.Project);
            Assert.Equal(CredentialState.Active, one.State);
            Assert.Equal("john.doe@example.com", one.Email);
            Assert.Equal("John Doe", one.FullName);
            Assert.Equal("API user", one.Description);
            Assert.Equal(["API_USER", "DEVELOPER"], one.Role.Order(StringComparer.Ordinal));
            Assert.Equal(["10.0.0.0/8", "192.168.1.100"], one.IPAddress.Order(StringComparer.Ordinal));
            Assert.Equal(new DateTimeOffset(2099, 12, 31, 23, 59, 59, 125, TimeSpan.Zero), one.ExpiresAt);
            Assert.Equal(Authority.Name, one.Authority);
        });
        Assert.Null(read.DeploymentResult);
    }

    [Fact]
    public async Task ItIsMadeWithAPasswordThatIsMade()
    {
        var issued = Assert.IsType<IssuedProjectCredential>(await CreateAsync("made", change: request => request with { Password = null }));
        Assert.True(await Subject.AcceptsPasswordAsync(issued.Username, issued.GetPassword()));
        Assert.False(await Subject.AcceptsPasswordAsync(issued.Username, FirstPassword));
    }

    [Fact]
    public async Task ItIsReadById()
    {
        ProjectCredential made = await CreateAsync("by id+plus");
        Assert.NotEmpty(made.Id);
        Assert.Equal(made.Username, (await Service.GetAsync(CredentialReference.ById(made.Id), None)).Username);
    }

    [Fact]
    public async Task WhatIsNotThereIsNotFound()
    {
        CredentialException error = await FailsAsync(CredentialErrors.NotFound, () => Service.GetAsync(Reference("nobody"), None));
        Assert.Contains(Name("nobody"), error.Message, StringComparison.Ordinal);
        await FailsAsync(CredentialErrors.NotFound, () => Service.RemoveAsync(Reference("nobody"), None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.ChangeAsync(Reference("nobody"), new ProjectCredentialChange { Password = new SecretText("Another-Password-1") }, None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.ListAccessAsync(Reference("nobody"), None));
        await FailsAsync(CredentialErrors.NotFound, () => CreateAsync("nowhere", "No-Such-Project"));
    }

    [Fact]
    public async Task AListFindsByEachFilterInOrderAndInPages()
    {
        ProjectCredential alpha = await CreateAsync("alpha", change: request => request with { Role = ["API_USER"], ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(5) });
        ProjectCredential beta = await CreateAsync("beta", Orders, request => request with { Email = "grace@example.com" });
        ProjectCredential gamma = await CreateAsync("gamma", change: request => request with { IsDisabled = true });
        ProjectCredential delta = await CreateAsync("delta", change: request => request with { ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(-5) });
        var both = new ProjectCredentialQuery { Project = [Payments, Orders] };
        DateTimeOffset soon = TimeProvider.System.GetUtcNow().AddDays(10);

        await FindsAsync(both, alpha, beta, gamma, delta);
        await FindsAsync(both with { Project = [Orders] }, beta);
        await FindsAsync(both with { Project = [Orders], Username = [Prefix + "-[ab]*"] }, beta);
        await FindsAsync(both with { Username = [Prefix.ToUpperInvariant() + "-*"] }, alpha, beta, gamma, delta);
        await FindsAsync(both with { Username = [alpha.Username] }, alpha);
        await FindsAsync(both with { Username = [Name("none-*")] });
        await FindsAsync(both with { Id = [gamma.Id] }, gamma);
        await FindsAsync(both with { Role = ["api_*"] }, alpha);
        await FindsAsync(both with { Email = ["grace@*"] }, beta);
        await FindsAsync(both with { State = [CredentialState.Disabled] }, gamma);
        await FindsAsync(both with { State = [CredentialState.Expired] }, delta);
        await FindsAsync(both with { State = [CredentialState.Active] }, alpha, beta);
        await FindsAsync(both with { ExpiringBefore = soon }, alpha);
        await FindsAsync(both with { ExpiredBefore = soon }, delta);
        await DiffersAsync(
            Expectation.RightsDecideWhatIsSeen, () => FindsAsync(both with { VisibleIn = [Orders] }), () => FindsAsync(both with { VisibleIn = [Orders] }, beta));

        ProjectCredentialQuery mine = both with { Username = [Prefix + "*"] };
        List<ProjectCredential> all = await AllAsync(Service.ListAsync(mine, None));
        Assert.Equal([beta.Username, alpha.Username, delta.Username, gamma.Username], all.Select(one => one.Username));
        Assert.Equal(all.Skip(1).Take(2).Select(one => one.Username), (await AllAsync(Service.ListAsync(mine with { Skip = 1, First = 2 }, None))).Select(one => one.Username));
        Assert.Equal(4, await Service.CountAsync(mine with { First = 1 }, None));
    }

    [Fact]
    public async Task AllProjectsAreLookedInto()
    {
        await CreateAsync("anywhere", Orders);
        if (Subject.Has(Expectation.ProjectIsNamed))
        {
            int before = Subject.Sent;
            CredentialException error = await FailsAsync(CredentialErrors.InvalidArgument, () => AllAsync(Service.ListAsync(new ProjectCredentialQuery { Username = [Name("anywhere")] }, None)));
            await FailsAsync(CredentialErrors.InvalidArgument, () => Service.GetAsync(CredentialReference.ByName(Name("anywhere")), None));
            Assert.StartsWith("Project ", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, Subject.Sent);
            return;
        }

        await FindsAsync(new ProjectCredentialQuery { Username = [Name("anywhere")] }, await Service.GetAsync(CredentialReference.ByName(Name("anywhere")), None));
    }

    [Fact]
    public async Task AUsernameIsThereOnceInAllProjects()
    {
        await CreateAsync("taken");
        CredentialException error = await FailsAsync(CredentialErrors.AlreadyExists, () => CreateAsync("taken", Orders));
        Assert.Equal("There is already a credential has this name!", error.Message);
    }

    [Fact]
    public async Task WhatCannotBeAValueIsRefused()
    {
        CredentialException error = await FailsAsync(CredentialErrors.InvalidArgument, () => CreateAsync("x", change: request => request with { Username = string.Empty }));
        Assert.Equal("Credential username can not be empty!", error.Message);
        error = await FailsAsync(CredentialErrors.InvalidArgument, () => CreateAsync("no-full-name", change: request => request with { FullName = string.Empty }));
        Assert.Equal("Credential full name can not be empty!", error.Message);
        error = await FailsAsync(CredentialErrors.InvalidArgument, () => CreateAsync("no-email", change: request => request with { Email = string.Empty }));
        Assert.Equal("Credential email can not be empty!", error.Message);
        await FailsAsync(CredentialErrors.InvalidArgument, () => CreateAsync("bad-email", change: request => request with { Email = "nobody" }));
        error = await FailsAsync(CredentialErrors.InvalidArgument, () => CreateAsync("bad-role", change: request => request with { Role = ["NO_SUCH_ROLE"] }));
        Assert.Contains("NO_SUCH_ROLE", error.Message, StringComparison.Ordinal);
        error = await FailsAsync(CredentialErrors.InvalidArgument, () => CreateAsync("bad-address", change: request => request with { IPAddress = ["10.0.0.0/99"] }));
        Assert.Contains("10.0.0.0/99", error.Message, StringComparison.Ordinal);
        Assert.Empty(await AllAsync(Service.ListAsync(new ProjectCredentialQuery { Project = [Payments], Username = [Prefix + "*"] }, None)));
    }

    [Fact]
    public async Task APasswordChangesAndNothingElse()
    {
        ProjectCredential made = await CreateAsync("changed", change: request => request with { Description = "stays", Role = ["API_USER"] });
        await Service.ChangeAsync(Reference("changed"), new ProjectCredentialChange { Password = new SecretText("Another-Password-1") }, None);
        var generated = Assert.IsType<IssuedProjectCredential>(await Service.ChangeAsync(Reference("changed"), new ProjectCredentialChange { GeneratePassword = true }, None));
        ProjectCredential read = await Service.GetAsync(Reference("changed"), None);

        Assert.True(await Subject.AcceptsPasswordAsync(made.Username, generated.GetPassword()));
        Assert.False(await Subject.AcceptsPasswordAsync(made.Username, "Another-Password-1"));
        Assert.False(await Subject.AcceptsPasswordAsync(made.Username, FirstPassword));
        Assert.Equal(("stays", "API_USER"), (read.Description, Assert.Single(read.Role)));
    }

    [Fact]
    public async Task AnOldPasswordWorksOnForItsGracePeriod()
    {
        ProjectCredential made = await CreateAsync("graceful");
        var change = new ProjectCredentialChange { Password = new SecretText("Another-Password-1"), GracePeriod = TimeSpan.FromHours(1) };
        await DiffersAsync(Expectation.NoGracePeriod, () => Service.ChangeAsync(Reference("graceful"), change, None), () => Service.ChangeAsync(Reference("graceful"), change, None));
        Assert.True(await Subject.AcceptsPasswordAsync(made.Username, FirstPassword));
    }

    [Fact]
    public async Task FactsChangeWithoutAPassword()
    {
        ProjectCredential made = await CreateAsync("edited", change: request => request with { Description = "before" });
        var change = new ProjectCredentialChange { Description = "after", Role = ["DEVELOPER"], IsEnabled = false };
        await DiffersAsync(
            Expectation.FactsNeedPassword,
            () => Service.ChangeAsync(Reference("edited"), change, None),
            async () =>
            {
                ProjectCredential changed = await Service.ChangeAsync(Reference("edited"), change, None);
                Assert.Equal(CredentialState.Disabled, changed.State);
                Assert.False(await Subject.AcceptsPasswordAsync(made.Username, FirstPassword));
            });

        // With the password everybody changes them.
        ProjectCredential whole = await Service.ChangeAsync(Reference("edited"), change with { Password = new SecretText("Another-Password-1"), Description = "at last", IsEnabled = true }, None);
        ProjectCredential read = await Service.GetAsync(Reference("edited"), None);
        Assert.All([whole, read], one => Assert.Equal(("at last", "DEVELOPER", CredentialState.Active, made.Email, made.FullName), (one.Description, one.Role[0], one.State, one.Email, one.FullName)));
        Assert.True(await Subject.AcceptsPasswordAsync(made.Username, "Another-Password-1"));
    }

    [Fact]
    public Task LabelsAreKept() => DiffersAsync(
        Expectation.NoLabels,
        () => CreateAsync("labelled", change: request => request with { Label = new Dictionary<string, string> { ["team"] = "pay" } }),
        async () =>
        {
            ProjectCredential labelled = await CreateAsync("labelled", change: request => request with { Label = new Dictionary<string, string> { ["team"] = "pay" } });
            await FindsAsync(new ProjectCredentialQuery { Label = new Dictionary<string, string> { ["team"] = "*" } }, labelled);
        });

    [Fact]
    public Task APasswordToBeRecoverableIsReadAgain() => DiffersAsync(
        Expectation.SecretsAreKeptHere,
        () => CreateAsync("kept-here", change: request => request with { IsRecoverable = true }),
        async () =>
        {
            ProjectCredential made = await CreateAsync("kept-here", change: request => request with { IsRecoverable = true });
            SecretValue kept = (await Authority.Secrets.RevealAsync(made.Username, None))!.Value;
            Assert.Equal(made.Username, kept.GetUserName());
            Assert.True(await Subject.AcceptsPasswordAsync(made.Username, kept.GetText().Reveal()));
        });

    [Fact]
    public Task ARequestThatCarriesAKeyIsDoneOnce()
    {
        var once = new IdempotentRequest(new SecretText(Guid.NewGuid().ToString()), new byte[32]);
        return DiffersAsync(
            Expectation.NoIdempotencyKeys,
            () => CreateAsync("once", change: request => request with { Idempotency = once }),
            async () => Assert.Equal(
                (await CreateAsync("once", change: request => request with { Idempotency = once })).Id, (await CreateAsync("once", change: request => request with { Idempotency = once })).Id));
    }

    [Fact]
    public async Task AConditionIsHeld()
    {
        ProjectCredential made = await CreateAsync("conditional");
        CredentialReference stale = CredentialReference.ById(made.Id) with { ModifiedAt = made.ModifiedAt.AddHours(-1) };
        await DiffersAsync(
            Expectation.NoConditions,
            () => Service.RemoveAsync(stale, None),
            () => FailsAsync(CredentialErrors.ModifiedMeanwhile, () => Service.RemoveAsync(stale, None)));
        Assert.True(await Subject.AcceptsPasswordAsync(made.Username, FirstPassword));
    }

    [Fact]
    public async Task AccessIsGrantedOnceAndTakenAsOftenAsOneLikes()
    {
        await CreateAsync("access");
        AccessTarget[] targets = [new("orders-proxy"), new("all-proxies", AccessTargetType.ApiProxyGroup)];
        IReadOnlyList<ProjectCredentialAccess> granted = await Service.GrantAccessAsync(Reference("access"), targets, None);
        await FailsAsync(CredentialErrors.AlreadyExists, () => Service.GrantAccessAsync(Reference("access"), [new("other-proxy"), targets[0]], None));
        IReadOnlyList<ProjectCredentialAccess> listed = await Service.ListAccessAsync(Reference("access"), None);
        await Service.RevokeAccessAsync(Reference("access"), [targets[0]], None);
        DeploymentResult again = await Service.RevokeAccessAsync(Reference("access"), [targets[0]], None);

        Assert.Equal(2, granted.Count);
        Assert.Equal([("orders-proxy", AccessTargetType.ApiProxy), ("all-proxies", AccessTargetType.ApiProxyGroup)], listed.Select(one => (one.Name, one.Type)));
        Assert.True(again.Success);
        Assert.Equal("all-proxies", Assert.Single(await Service.ListAccessAsync(Reference("access"), None)).Name);
        await Service.RevokeAccessAsync(Reference("access"), [], None);
        Assert.Empty(await Service.ListAccessAsync(Reference("access"), None));
    }

    [Fact]
    public async Task WhatIsRemovedCanBeRestored()
    {
        ProjectCredential made = await CreateAsync("restored");
        CredentialReference reference = Reference("restored");
        await Service.RemoveAsync(reference, None);
        await DiffersAsync(
            Expectation.NoWayBack,
            () => Authority.RemovedProjectCredentials.RestoreAsync(reference, None),
            async () =>
            {
                Assert.Equal(made.Id, (await Authority.RemovedProjectCredentials.GetAsync(reference, None)).Id);
                Assert.Single(await AllAsync(Authority.RemovedProjectCredentials.ListAsync(new ProjectCredentialQuery { Id = [made.Id] }, None)));
                Assert.Equal(made.Id, (await Authority.RemovedProjectCredentials.RestoreAsync(reference, None)).Id);
                Assert.True(await Subject.AcceptsPasswordAsync(made.Username, FirstPassword));
                await FailsAsync(CredentialErrors.NotFound, () => Authority.RemovedProjectCredentials.RestoreAsync(reference, None));
                Assert.Empty(await AllAsync(Authority.RemovedProjectCredentials.ListAsync(new ProjectCredentialQuery { Id = [made.Id] }, None)));

                // Another one of the name keeps it out; it is there still.
                await Service.RemoveAsync(reference, None);
                await CreateAsync("restored");
                await FailsAsync(CredentialErrors.AlreadyExists, () => Authority.RemovedProjectCredentials.RestoreAsync(CredentialReference.ById(made.Id), None));
                Assert.Single(await AllAsync(Authority.RemovedProjectCredentials.ListAsync(new ProjectCredentialQuery { Id = [made.Id] }, None)));
            });
    }

    [Fact]
    public async Task WhatIsRemovedIsGone()
    {
        ProjectCredential made = await CreateAsync("removed");
        ProjectCredential removed = await Service.RemoveAsync(Reference("removed"), None);

        Assert.Equal(made.Username, removed.Username);
        Assert.True(removed.DeploymentResult!.Success);
        Assert.False(await Subject.AcceptsPasswordAsync(made.Username, FirstPassword));
        await FailsAsync(CredentialErrors.NotFound, () => Service.RemoveAsync(Reference("removed"), None));
        await CreateAsync("removed");
    }

    [Fact]
    public async Task AMomentIsKnown()
    {
        ProjectCredential made = await CreateAsync("dated");
        ProjectCredential read = await Service.GetAsync(Reference("dated"), None);
        Assert.Equal(Subject.Has(Expectation.NoMomentsOfChange) ? default : made.CreatedAt, read.CreatedAt);
    }

    [Fact]
    public async Task APasswordIsInNoLineOfTheNarration()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        string made;
        using (RequestNarration.Begin(lines.Enqueue))
        {
            await CreateAsync("narrated");
            made = Assert.IsType<IssuedProjectCredential>(await Service.ChangeAsync(Reference("narrated"), new ProjectCredentialChange { GeneratePassword = true }, None)).GetPassword();
        }

        Assert.Equal(Subject.Proxy is null, lines.IsEmpty);
        Assert.All(lines, line => Assert.All([made, FirstPassword], secret => Assert.DoesNotContain(secret, line, StringComparison.Ordinal)));
    }

    private CredentialReference Reference(string name) => CredentialReference.ByName(Name(name), Payments);

    private Task<ProjectCredential> CreateAsync(string name, string project = Payments, Func<ProjectCredentialRequest, ProjectCredentialRequest>? change = null)
    {
        var request = new ProjectCredentialRequest
        {
            Project = project, Username = Name(name), Password = new SecretText(FirstPassword), Email = "john.doe@example.com", FullName = "John Doe",
        };
        return Service.CreateAsync(change?.Invoke(request) ?? request, None);
    }

    private async Task FindsAsync(ProjectCredentialQuery query, params IReadOnlyList<ProjectCredential> expected)
    {
        List<ProjectCredential> found = await AllAsync(Service.ListAsync(query, None));
        Assert.Equal(
            expected.Select(one => one.Username).Order(StringComparer.Ordinal),
            found.Select(one => one.Username).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
