using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

/// <summary>What API credentials are, whichever authority has them: issuing, finding and what cannot be said.</summary>
public abstract class ApiCredentialContract<TSubject>(TSubject subject) : ApiCredentialTest<TSubject>(subject), IClassFixture<TSubject>
    where TSubject : Subject
{
    [Fact]
    public async Task EachTypeIsIssuedWithASecretThatIsLetIn()
    {
        foreach (CredentialType type in Subject.Types)
        {
            IssuedApiCredential issued = await CreateAsync("typed-" + type.ToString().ToLowerInvariant(), type);

            Assert.Equal(type, issued.Type);
            Assert.Equal(CredentialState.Active, issued.State);
            Assert.Equal("system", issued.Namespace);
            Assert.Equal(Authority.Name, issued.Authority);
            Assert.NotEmpty(issued.Name);
            Assert.True(issued.ExpiresAt > TimeProvider.System.GetUtcNow(), $"{type} expires at {issued.ExpiresAt:O}");
            Assert.True(await IsAcceptedAsync(issued), $"the secret of {type} is not let in");
        }
    }

    [Fact]
    public async Task ATypeThatIsNotIssuedIsRefused()
    {
        if (Subject.Has(Expectation.SiteKubeConfigsAreServices))
        {
            await DiffersAsync(Expectation.SiteKubeConfigsAreServices, () => CreateAsync("site-own", CredentialType.SiteGlobalKubeConfig), () => Task.CompletedTask);
        }

        await FailsAsync(CredentialErrors.InvalidArgument, () => Service.CreateAsync(Request("no-such-type", (CredentialType)99), None));
    }

    [Fact]
    public async Task WhatIsIssuedIsReadBackByNameAndById()
    {
        IssuedApiCredential issued = await CreateAsync("read-back", CredentialType.ServiceApiToken, request => request with
        {
            NamespaceRole = [new NamespaceRole("payments", "editor"), new NamespaceRole("payments", "viewer")], UserGroup = ["group-a", "group-b"], Expiry = Expiry.In(TimeSpan.FromDays(7)),
        });
        ApiCredential byName = await Service.GetAsync(CredentialReference.ByName(issued.Name), None);
        ApiCredential inNamespace = await Service.GetAsync(CredentialReference.ByName(issued.Name, "system"), None);
        ApiCredential byId = await Service.GetAsync(CredentialReference.ById(issued.Id), None);

        Assert.NotEmpty(issued.Id);
        Assert.All([byName, inNamespace, byId], read =>
        {
            Assert.Equal(issued.Id, read.Id);
            Assert.Equal(issued.Name, read.Name);
            Assert.Equal(CredentialType.ServiceApiToken, read.Type);
            Assert.Equal(["group-a", "group-b"], read.UserGroup.Order(StringComparer.Ordinal));
            Assert.Equal(["payments:editor", "payments:viewer"], read.NamespaceRole.Select(role => role.ToString()).Order(StringComparer.Ordinal));
            Assert.InRange(read.ExpiresAt, issued.ExpiresAt.AddSeconds(-1), issued.ExpiresAt.AddSeconds(1));
            Assert.InRange(read.ExpiresAt - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(6.9), TimeSpan.FromDays(7.01));
            Assert.Equal(issued.Owner, read.Owner);
            Assert.NotEmpty(read.Owner);
        });
    }

    [Fact]
    public async Task WhatIsNotThereIsNotFound()
    {
        await FailsAsync(CredentialErrors.NotFound, () => Service.GetAsync(CredentialReference.ByName(Name("nobody")), None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.GetAsync(CredentialReference.ById(Guid.NewGuid().ToString()), None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.RenewAsync(CredentialReference.ByName(Name("nobody")), Expiry.In(TimeSpan.FromDays(3)), None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.DisableAsync(CredentialReference.ByName(Name("nobody")), None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.RevokeAsync(CredentialReference.ByName(Name("nobody")), RevocationReason.Unspecified, None));
        await FailsAsync(CredentialErrors.NotFound, () => Service.RemoveAsync(CredentialReference.ByName(Name("nobody")), None));
    }

    [Fact]
    public async Task AListFindsByEachFilter()
    {
        IssuedApiCredential alpha = await CreateAsync("alpha", CredentialType.ApiToken, request => request with { Expiry = Expiry.In(TimeSpan.FromDays(2)) });
        IssuedApiCredential beta = await CreateAsync("beta", CredentialType.ServiceApiToken, request => request with { Expiry = Expiry.In(TimeSpan.FromDays(20)) });
        IssuedApiCredential gamma = await CreateAsync("gamma", CredentialType.ApiToken, request => request with { Expiry = Expiry.In(TimeSpan.FromDays(20)) });
        await Service.DisableAsync(CredentialReference.ByName(gamma.Name), None);
        DateTimeOffset soon = TimeProvider.System.GetUtcNow().AddDays(5);

        await FindsAsync(new ApiCredentialQuery(), alpha, beta, gamma);
        await FindsAsync(new ApiCredentialQuery { Name = [Prefix + "-[ab]*"] }, alpha, beta);
        await FindsAsync(new ApiCredentialQuery { Name = [Prefix.ToUpperInvariant() + "-?eta*"] }, beta);
        await FindsAsync(new ApiCredentialQuery { Name = [alpha.Name, gamma.Name] }, alpha, gamma);
        await FindsAsync(new ApiCredentialQuery { Name = [Name("none-of-them")] });
        await FindsAsync(new ApiCredentialQuery { Name = [Name("none-*")] });
        await FindsAsync(new ApiCredentialQuery { Id = [alpha.Id, beta.Id] }, alpha, beta);
        await FindsAsync(new ApiCredentialQuery { Type = [CredentialType.ServiceApiToken] }, beta);
        await FindsAsync(new ApiCredentialQuery { State = [CredentialState.Disabled] }, gamma);
        await FindsAsync(new ApiCredentialQuery { State = [CredentialState.Active] }, alpha, beta);
        await FindsAsync(new ApiCredentialQuery { Owner = [alpha.Owner] }, alpha, beta, gamma);
        await FindsAsync(new ApiCredentialQuery { Owner = ["nobody-at-all"] });
        await FindsAsync(new ApiCredentialQuery { Namespace = ["sys*"] }, alpha, beta, gamma);
        await FindsAsync(new ApiCredentialQuery { ExpiringBefore = soon }, alpha);
        await FindsAsync(new ApiCredentialQuery { ExpiredBefore = soon });
        await DiffersAsync(
            Expectation.RightsDecideWhatIsSeen, () => FindsAsync(new ApiCredentialQuery { VisibleIn = ["elsewhere"] }), () => FindsAsync(new ApiCredentialQuery { VisibleIn = [] }));
        Assert.Equal([beta.Id], (await AllAsync(Service.ListAsync(new ApiCredentialQuery { IdPrefix = beta.Id[..^1] }, None))).Select(found => found.Id));
        Assert.Equal(3, await Service.CountAsync(new ApiCredentialQuery { Name = [Prefix + "*"] }, None));
    }

    [Fact]
    public async Task AListIsInOrderAndInPages()
    {
        string[] names = ["delta", "alpha", "echo", "bravo", "charlie"];
        foreach (string name in names)
        {
            await CreateAsync("page-" + name);
        }

        var query = new ApiCredentialQuery { Name = [Prefix + "-page-*"] };
        List<string> all = [.. (await AllAsync(Service.ListAsync(query, None))).Select(found => found.Name)];
        List<ApiCredential> middle = await AllAsync(Service.ListAsync(query with { Skip = 1, First = 3 }, None));

        Assert.Equal(5, all.Count);
        Assert.Equal(all.Order(StringComparer.OrdinalIgnoreCase), all);
        Assert.Equal(all[1..4], middle.Select(found => found.Name));
        Assert.Empty(await AllAsync(Service.ListAsync(query with { Skip = 5 }, None)));
        Assert.Equal(5, await Service.CountAsync(query with { Skip = 1, First = 3 }, None));
    }

    [Fact]
    public async Task ANameThatIsTakenIsRefused()
    {
        IssuedApiCredential first = await CreateAsync("taken-one");
        if (Subject.Has(Expectation.NamesAreSuffixed))
        {
            IssuedApiCredential second = await CreateAsync("taken-one");
            Assert.StartsWith(Name("taken-one") + "-", first.Name, StringComparison.Ordinal);
            Assert.StartsWith(Name("taken-one") + "-", second.Name, StringComparison.Ordinal);
            Assert.NotEqual(first.Name, second.Name);
            Assert.True(await Subject.AcceptsTokenAsync(first.GetToken()));
            return;
        }

        Assert.Equal(Name("taken-one"), first.Name);
        await FailsAsync(CredentialErrors.AlreadyExists, () => CreateAsync("taken-one"));
        Assert.True(await Subject.AcceptsTokenAsync(first.GetToken()));
    }

    [Fact]
    public async Task WhatCannotBeAValueIsRefused()
    {
        await FailsAsync(CredentialErrors.InvalidArgument, () => Service.CreateAsync(new ApiCredentialRequest { Name = "short", Type = CredentialType.ApiToken }, None));
        await FailsAsync(CredentialErrors.LifetimeNotAllowed, () => CreateAsync("past-one", change: request => request with { Expiry = Expiry.In(TimeSpan.FromDays(-1)) }));
        await FailsAsync(CredentialErrors.PasswordNotAllowed, () => Service.CreateAsync(new ApiCredentialRequest { Name = Name("no-password"), Type = CredentialType.ApiCertificate }, None));
        await FailsAsync(CredentialErrors.ClusterRequired, () => Service.CreateAsync(new ApiCredentialRequest { Name = Name("no-cluster"), Type = CredentialType.KubeConfig }, None));
        await FailsAsync(CredentialErrors.InvalidArgument, () => CreateAsync("own-roles", change: request => request with { NamespaceRole = [new NamespaceRole("payments", "editor")] }));
        Assert.Empty(await AllAsync(Service.ListAsync(new ApiCredentialQuery { Name = [Prefix + "*"] }, None)));
    }

    [Fact]
    public async Task APasswordIsMadeAndOpensTheBundle()
    {
        IssuedApiCredential issued = await CreateAsync("made-password", CredentialType.ApiCertificate, request => request with { Password = BundlePassword.Generate });
        using var opened = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadPkcs12(issued.GetPkcs12(), issued.GetPassword());

        Assert.True(opened.HasPrivateKey);
        Assert.Equal(issued.GetCertificate(), opened.RawData);
        Assert.Equal(opened.SerialNumber, issued.SerialNumber);
    }

    [Fact]
    public Task LabelsAreKeptAndFound() => DiffersAsync(
        Expectation.NoLabels,
        () => CreateAsync("labelled", change: request => request with { Label = new Dictionary<string, string> { ["team"] = "pay" } }),
        async () =>
        {
            IssuedApiCredential labelled = await CreateAsync("labelled", change: request => request with { Label = new Dictionary<string, string> { ["team"] = "pay" } });
            await CreateAsync("unlabelled");
            await FindsAsync(new ApiCredentialQuery { Label = new Dictionary<string, string> { ["TEAM"] = "p*" } }, labelled);
        });

    [Fact]
    public Task ADescriptionIsKept() => DiffersAsync(
        Expectation.NoDescription,
        () => CreateAsync("described", change: request => request with { Description = "for the night" }),
        async () =>
        {
            IssuedApiCredential issued = await CreateAsync("described", change: request => request with { Description = "for the night" });
            ApiCredential changed = await Service.ChangeAsync(CredentialReference.ById(issued.Id), new ApiCredentialChange { Description = "for the day" }, None);
            Assert.Equal("for the night", issued.Description);
            Assert.Equal("for the day", changed.Description);
        });

    [Fact]
    public Task AddressesAreKept() => DiffersAsync(
        Expectation.NoAddresses,
        () => CreateAsync("addressed", change: request => request with { IPAddress = ["10.0.0.0/8"] }),
        async () => Assert.Equal(["10.0.0.0/8"], (await CreateAsync("addressed", change: request => request with { IPAddress = ["10.0.0.0/8"] })).IPAddress));

    [Fact]
    public Task AnOwnerIsNamed() => DiffersAsync(
        Expectation.NoOwner,
        () => CreateAsync("owned-one", change: request => request with { Owner = "grace" }),
        async () => Assert.Equal("grace", (await CreateAsync("owned-one", change: request => request with { Owner = "grace" })).Owner));

    [Fact]
    public Task WhatIsIssuedToBeRecoverableIsReadAgain() => DiffersAsync(
        Expectation.SecretsAreKeptHere,
        () => CreateAsync("kept-here", change: request => request with { IsRecoverable = true }),
        async () =>
        {
            IssuedApiCredential issued = await CreateAsync("kept-here", change: request => request with { IsRecoverable = true });
            VaultSecret kept = Assert.Single(await Authority.Secrets.ListAsync(["*" + issued.Name], None));
            Assert.Equal(issued.GetToken(), (await Authority.Secrets.RevealAsync(kept.Name, None))!.Value.GetText().Reveal());
        });

    [Fact]
    public Task ARequestThatCarriesAKeyIsDoneOnce()
    {
        var key = new IdempotentRequest(new SecretText(Guid.NewGuid().ToString()), new byte[32]);
        return DiffersAsync(
            Expectation.NoIdempotencyKeys,
            () => CreateAsync("once-only", change: request => request with { Idempotency = key }),
            async () =>
            {
                IssuedApiCredential first = await CreateAsync("once-only", change: request => request with { Idempotency = key });
                IssuedApiCredential second = await CreateAsync("once-only", change: request => request with { Idempotency = key });
                Assert.Equal(first.Id, second.Id);
                Assert.Equal(first.GetToken(), second.GetToken());
            });
    }

    [Fact]
    public async Task KeyAndBundleAreMadeAsAsked()
    {
        Func<ApiCredentialRequest, ApiCredentialRequest>[] wishes =
        [
            request => request with { KeyAlgorithm = KeyAlgorithm.EcdsaP384 },
            request => request with { Pkcs12Encryption = Pkcs12Encryption.Legacy },
            request => request with { WithoutBundle = true, Password = null },
        ];
        for (int i = 0; i < wishes.Length; i++)
        {
            string name = $"material-{i}";
            Func<ApiCredentialRequest, ApiCredentialRequest> wish = wishes[i];
            await DiffersAsync(
                Expectation.KeysAreMadeThere,
                () => CreateAsync(name, CredentialType.ApiCertificate, wish),
                async () => Assert.True((await CreateAsync(name, CredentialType.ApiCertificate, wish)).HasPrivateKey));
        }
    }

    [Fact]
    public Task AKubeConfigPointsAtAnAddress()
    {
        var target = new KubeConfigTarget { Server = new Uri("https://given.example:6443") };
        return DiffersAsync(
            Expectation.ClustersAreKnownThere,
            () => CreateAsync("given-server", CredentialType.KubeConfig, request => request with { Target = target }),
            async () => Assert.Contains(
                "https://given.example:6443", (await CreateAsync("given-server", CredentialType.KubeConfig, request => request with { Target = target })).GetKubeConfig(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task ANameInTwoNamespacesIsAmbiguous()
    {
        if (Subject.Has(Expectation.NamesAreSuffixed))
        {
            // No name is ever there twice.
            Assert.Contains(Expectation.OneNamespace, Subject.Expectations);
            return;
        }

        await CreateAsync("both-places");
        await CreateAsync("both-places", change: request => request with { Namespace = "elsewhere" });
        if (Subject.Has(Expectation.OneNamespace))
        {
            Assert.Equal("system", (await Service.GetAsync(CredentialReference.ByName(Name("both-places")), None)).Namespace);
        }
        else
        {
            await FailsAsync(CredentialErrors.AmbiguousName, () => Service.GetAsync(CredentialReference.ByName(Name("both-places")), None));
        }

        Assert.Equal("elsewhere", (await Service.GetAsync(CredentialReference.ByName(Name("both-places"), "elsewhere"), None)).Namespace);
    }

    [Fact]
    public async Task ALifetimeIsAsAsked()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        IssuedApiCredential issued = await CreateAsync("half-days", change: request => request with { Expiry = Expiry.In(TimeSpan.FromHours(36)) });
        TimeSpan expected = Subject.Has(Expectation.WholeDays) ? TimeSpan.FromHours(24) : TimeSpan.FromHours(36);
        Assert.InRange(issued.ExpiresAt - now, expected - TimeSpan.FromMinutes(2), expected + TimeSpan.FromMinutes(2));

        if (Subject.Has(Expectation.WholeDays))
        {
            await FailsAsync(CredentialErrors.LifetimeNotAllowed, () => CreateAsync("hours-only", change: request => request with { Expiry = Expiry.In(TimeSpan.FromHours(3)) }));
        }
        else
        {
            await CreateAsync("hours-only", change: request => request with { Expiry = Expiry.In(TimeSpan.FromHours(3)) });
        }
    }

    [Fact]
    public async Task ASecretIsInNoLineOfTheNarration()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var secrets = new List<string>();
        using (RequestNarration.Begin(lines.Enqueue))
        {
            IssuedApiCredential token = await CreateAsync("narrated-token");
            IssuedApiCredential certificate = await CreateAsync("narrated-certificate", CredentialType.ApiCertificate, request => request with { Password = BundlePassword.Generate });
            IssuedApiCredential rotated = await Service.RotateAsync(CredentialReference.ByName(token.Name), new RotationRequest(), None);
            secrets.AddRange([token.GetToken(), certificate.GetPassword(), Convert.ToBase64String(certificate.GetPkcs12())[..60], rotated.GetToken()]);
        }

        Assert.Equal(Subject.Proxy is null, lines.IsEmpty);
        Assert.All(lines, line => Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.Ordinal)));
    }
}
