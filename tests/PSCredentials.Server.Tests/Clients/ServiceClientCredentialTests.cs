using System.Net;
using System.Security.Cryptography;
using static PSCredentials.Server.Tests.Clients.ServiceClientFixture;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>API credentials and API keys through the client of the service, held against what the authority behind it says.</summary>
public sealed class ServiceClientCredentialTests(ServiceClientFixture fixture) : IClassFixture<ServiceClientFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IApiCredentialService Credentials => fixture.Remote.ApiCredentials;

    private IApiKeyService Keys => fixture.Remote.ApiKeys;

    [Fact]
    public async Task ATokenLivesAsOnTheEmbeddedAuthority()
    {
        string ns = fixture.Unique("bakery ü%2F&=#+");
        IssuedApiCredential made = await Credentials.CreateAsync(
            new ApiCredentialRequest
            {
                Name = "oven token (1) ü%2F+&", Namespace = ns, Type = CredentialType.ServiceApiToken, Description = "For the oven.", Expiry = Expiry.In(TimeSpan.FromDays(3)),
                Label = new Dictionary<string, string> { ["env"] = "prod" }, IPAddress = ["192.0.2.0/24"], NamespaceRole = [new NamespaceRole(ns, "Viewer")], UserGroup = ["bakers"],
            },
            Cancellation);
        CredentialReference byId = CredentialReference.ById(made.Id);
        Same(await Embedded(made.Id), (ApiCredential)made with { });
        Assert.True((await fixture.Embedded.Verifier.VerifyTokenAsync(made.GetToken(), IPAddress.Parse("192.0.2.1"), Cancellation)).IsValid);

        Same(await Embedded(made.Id), await Credentials.GetAsync(byId, Cancellation));
        Same(await Embedded(made.Id), await Credentials.GetAsync(CredentialReference.ByName("OVEN token (1) Ü%2F+&", ns), Cancellation));
        Same(await Embedded(made.Id), await Credentials.GetAsync(CredentialReference.ByName("oven token (1) ü%2F+&"), Cancellation));
        ApiCredential renewed = await Credentials.RenewAsync(byId, Expiry.In(TimeSpan.FromDays(9)), Cancellation);
        Same(await Embedded(made.Id), renewed);
        Assert.InRange(renewed.ExpiresAt - renewed.ModifiedAt, TimeSpan.FromDays(9) - TimeSpan.FromSeconds(1), TimeSpan.FromDays(9));
        ApiCredential changed = await Credentials.ChangeAsync(byId, new ApiCredentialChange { Description = "New.", Label = new Dictionary<string, string>(), IPAddress = [] }, Cancellation);
        Assert.Equal(("New.", 0, 0), (changed.Description, changed.Label.Count, changed.IPAddress.Count));
        Same(await Embedded(made.Id), changed);
        Assert.Equal(CredentialState.Disabled, (await Credentials.DisableAsync(byId, Cancellation)).State);
        ApiCredential enabled = await Credentials.EnableAsync(CredentialReference.ByName("oven token (1) ü%2F+&", ns), Cancellation);
        Same(await Embedded(made.Id), enabled);

        IssuedApiCredential rotated = await Credentials.RotateAsync(byId, new RotationRequest { GracePeriod = TimeSpan.FromHours(1) }, Cancellation);
        Same(await Embedded(made.Id), (ApiCredential)rotated with { });
        Assert.NotEqual(made.GetToken(), rotated.GetToken());
        Assert.True((await fixture.Embedded.Verifier.VerifyTokenAsync(made.GetToken(), null, Cancellation)).IsValid);

        Assert.Equal(CredentialErrors.ModifiedMeanwhile, (await Refusal(() => Credentials.DisableAsync(byId with { ModifiedAt = made.ModifiedAt }, Cancellation))).Definition);
        ApiCredential revoked = await Credentials.RevokeAsync(byId with { ModifiedAt = rotated.ModifiedAt }, RevocationReason.Superseded, Cancellation);
        Same(await Embedded(made.Id), revoked);
        Assert.Equal(CredentialErrors.AlreadyRevoked, (await Refusal(() => Credentials.RevokeAsync(byId, RevocationReason.Superseded, Cancellation))).Definition);
        await Credentials.RemoveAsync(byId, Cancellation);
        Assert.Equal(CredentialErrors.NotFound, (await Refusal(() => Credentials.GetAsync(byId, Cancellation))).Definition);
        Assert.Equal(CredentialErrors.NotFound, (await Refusal(() => Credentials.RemoveAsync(byId, Cancellation))).Definition);
    }

    [Fact]
    public async Task AUseIsCountedWhereverItIsPresented()
    {
        IssuedApiCredential made = await Credentials.CreateAsync(new ApiCredentialRequest { Name = fixture.Unique("used-token"), Type = CredentialType.ApiToken, MaximumUses = 2 }, Cancellation);
        Same(await Embedded(made.Id), (ApiCredential)made with { });
        Assert.Equal((2L, 0L), (made.MaximumUses, made.UseCount));
        Assert.True((await fixture.Remote.Verifier.VerifyTokenAsync(made.GetToken(), null, Cancellation)).IsValid);
        Assert.True((await fixture.Embedded.Verifier.VerifyTokenAsync(made.GetToken(), null, Cancellation)).IsValid);
        Assert.Equal(VerificationReason.UsedUp, (await fixture.Remote.Verifier.VerifyTokenAsync(made.GetToken(), null, Cancellation)).Reason);
        Assert.Equal(2, (await Credentials.GetAsync(CredentialReference.ById(made.Id), Cancellation)).UseCount);
    }

    [Fact]
    public async Task CertificatesComeWithAllThatBelongsToThem()
    {
        string ns = fixture.Unique("certificates");
        IssuedApiCredential made = await Credentials.CreateAsync(
            new ApiCredentialRequest
            {
                Name = "oven-certificate", Namespace = ns, Type = CredentialType.ApiCertificate, Password = BundlePassword.Use(new SecretText("a long password")),
                SubjectAlternativeName = ["email:oven@example.com"],
            },
            Cancellation);
        Same(await Embedded(made.Id), (ApiCredential)made with { });
        using var opened = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadPkcs12(made.GetSecret().Pkcs12.ToArray(), "a long password");
        Assert.Equal(made.Fingerprint, Convert.ToHexString(SHA256.HashData(opened.RawData)));
        Assert.Equal(made.GetSecret().Certificate.ToArray(), opened.RawData);
        Assert.NotEmpty(made.GetSecret().Chain);
        Assert.True((await fixture.Remote.Verifier.VerifyCertificateAsync(made.GetSecret().Certificate, null, Cancellation)).IsValid);

        // The service would make a password; the interface wants somebody to say so.
        Assert.Equal(
            CredentialErrors.PasswordNotAllowed,
            (await Refusal(() => Credentials.CreateAsync(new ApiCredentialRequest { Name = "without-password", Namespace = ns, Type = CredentialType.ApiCertificate }, Cancellation))).Definition);
        Assert.Equal(
            CredentialErrors.PasswordNotAllowed, (await Refusal(() => Credentials.RotateAsync(CredentialReference.ById(made.Id), new RotationRequest(), Cancellation))).Definition);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSigningRequest();
        IssuedApiCredential rotated = await Credentials.RotateAsync(CredentialReference.ById(made.Id), new RotationRequest { CertificateRequest = request }, Cancellation);
        Assert.Null(rotated.GetSecret().PrivateKeyPem);
        Assert.NotEqual(made.SerialNumber, rotated.SerialNumber);
        IssuedApiCredential kubeConfig = await Credentials.CreateAsync(
            new ApiCredentialRequest { Name = "oven-kubeconfig", Namespace = ns, Type = CredentialType.KubeConfig, Owner = "owner", Target = new KubeConfigTarget { Server = new Uri("https://k8s.example:6443") } },
            Cancellation);
        Assert.Contains("https://k8s.example:6443", kubeConfig.GetSecret().KubeConfig!.Reveal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListsAndCountsAndValuesAreThoseOfTheAuthority()
    {
        string ns = fixture.Unique("listed");
        for (int i = 0; i < 7; i++)
        {
            await fixture.Embedded.ApiCredentials.CreateAsync(
                new ApiCredentialRequest
                {
                    Name = $"listed-token-{i}", Namespace = ns, Type = i % 2 == 0 ? CredentialType.ServiceApiToken : CredentialType.ApiToken, Owner = "ada",
                    Expiry = Expiry.In(TimeSpan.FromDays(i + 1)), Label = new Dictionary<string, string> { ["team"] = $"dough {i % 3}" },
                },
                Cancellation);
        }

        string id = (await fixture.Embedded.ApiCredentials.GetAsync(CredentialReference.ByName("listed-token-3", ns), Cancellation)).Id;
        var queries = new List<ApiCredentialQuery>
        {
            new(), new() { Name = ["*-[1-3]", "LISTED-token-5"] }, new() { Type = [CredentialType.ApiToken] }, new() { State = [CredentialState.Active, CredentialState.Revoked] },
            new() { Label = new Dictionary<string, string> { ["team"] = "dough 1" } }, new() { ExpiringBefore = DateTimeOffset.UtcNow.AddDays(3.5) }, new() { ExpiredBefore = DateTimeOffset.UtcNow },
            new() { Owner = ["a?a"] }, new() { Skip = 2, First = 3 }, new() { First = 0 }, new() { Id = [id, "nothing"] }, new() { IdPrefix = id[..30] }, new() { Skip = 5 },
            new() { After = new ListPlace(ns, "listed-token-3", id) },
        };
        foreach (ApiCredentialQuery query in queries.Select(query => query with { Namespace = [ns] }))
        {
            Assert.Equal(
                Facts(await fixture.Embedded.ApiCredentials.ListAsync(query, Cancellation).ToListAsync(Cancellation)), Facts(await Credentials.ListAsync(query, Cancellation).ToListAsync(Cancellation)));
            Assert.Equal(await fixture.Embedded.ApiCredentials.CountAsync(query, Cancellation), await Credentials.CountAsync(query, Cancellation));
        }

        foreach (ApiCredentialProperty property in Enum.GetValues<ApiCredentialProperty>())
        {
            var values = new PropertyValueQuery { Pattern = "*", Label = "team", First = 5 };
            Assert.Equal(await fixture.Embedded.ApiCredentials.ListValuesAsync(property, values, Cancellation), await Credentials.ListValuesAsync(property, values, Cancellation));
        }

        CredentialException narrowed = await Refusal(() => Credentials.CountAsync(new ApiCredentialQuery { VisibleIn = [ns] }, Cancellation));
        Assert.Equal(CredentialErrors.NotSupported, narrowed.Definition);
    }

    [Fact]
    public async Task ManyAreRevokedInTheirOrderEachWithItsOutcome()
    {
        string ns = fixture.Unique("ended");
        List<CredentialReference> references = [.. (await FillAsync(ns, 2100)).Select(CredentialReference.ById)];
        var named = new ApiCredentialQuery { Id = [.. references.Take(600).Select(reference => reference.Id!)] };
        Assert.Equal(600, await Credentials.ListAsync(named, Cancellation).CountAsync(Cancellation));
        references.Insert(1500, CredentialReference.ById("0123456789abcdef"));
        references[3] = CredentialReference.ByName("many-token-0003", ns);

        IReadOnlyList<RevocationOutcome> stopped = await Credentials.RevokeAllAsync(references, RevocationReason.KeyCompromise, stopAtRefusal: true, Cancellation);
        Assert.Equal(1501, stopped.Count);
        Assert.Equal(references.Take(1501), stopped.Select(outcome => outcome.Reference));
        Assert.All(stopped.Take(1500), outcome => Assert.Equal((CredentialState.Revoked, "remote"), (outcome.Credential!.State, outcome.Credential.Authority)));
        Assert.Equal(CredentialErrors.NotFound, stopped[^1].Refusal!.Definition);
        Same(await Embedded(references[0].Id!), stopped[0].Credential!);

        IReadOnlyList<RevocationOutcome> rest = await Credentials.RevokeAllAsync(references, RevocationReason.KeyCompromise, stopAtRefusal: false, Cancellation);
        Assert.Equal(references, rest.Select(outcome => outcome.Reference));
        Assert.Equal(1501, rest.Count(outcome => outcome.Refusal is not null));
        Assert.All(rest.Take(1500), outcome => Assert.Equal(CredentialErrors.AlreadyRevoked, outcome.Refusal!.Definition));
        Assert.Equal(0, await Credentials.CountAsync(new ApiCredentialQuery { Namespace = [ns], State = [CredentialState.Active] }, Cancellation));
        Assert.Empty(await Credentials.RevokeAllAsync([], RevocationReason.Unspecified, true, Cancellation));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Credentials.RevokeAllAsync(references, RevocationReason.Unspecified, false, new CancellationToken(true)));
        CredentialException strange = await Refusal(() => Credentials.RevokeAllAsync(references, (RevocationReason)77, false, Cancellation));
        Assert.Equal(CredentialErrors.InvalidArgument, strange.Definition);
    }

    [Fact]
    public async Task TenThousandAreListedOnceEachWhileOthersComeAndGo()
    {
        string ns = fixture.Unique("thousands");
        IReadOnlyList<string> ids = await FillAsync(ns, 10_000);
        var query = new ApiCredentialQuery { Namespace = [ns] };
        var seen = new List<string>();
        long most = 0;
        await foreach (ApiCredential credential in Credentials.ListAsync(query, Cancellation))
        {
            seen.Add(credential.Id);
            if (seen.Count % 1000 == 1)
            {
                // Some that were seen or are still on the page go, and some come that stand before all that are still to be seen.
                foreach (string id in ids.Skip(seen.Count - 1).Take(3))
                {
                    await fixture.Embedded.ApiCredentials.RemoveAsync(CredentialReference.ById(id), Cancellation);
                }

                await fixture.Embedded.ApiCredentials.CreateAsync(
                    new ApiCredentialRequest { Name = $"earlier-token-{seen.Count}", Namespace = ns, Type = CredentialType.ServiceApiToken }, Cancellation);
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        Assert.Equal(ids, seen);
        Assert.Equal(10_000 - 30 + 10, await Credentials.CountAsync(query, Cancellation));
        Assert.InRange(most, 1, 250_000_000);
    }

    [Fact]
    public async Task AKeyLivesAsOnTheEmbeddedAuthority()
    {
        string workspace = fixture.Unique("kitchen");
        IssuedApiKey made = await Keys.CreateAsync(
            new ApiKeyRequest
            {
                Name = "oven key", Workspace = workspace, Role = ApiKeyRole.Editor, Description = "x", TokenLifetime = TimeSpan.FromMinutes(7), IPAddress = ["::1"],
                Label = new Dictionary<string, string> { ["a"] = "b" },
            },
            Cancellation);
        CredentialReference byId = CredentialReference.ById(made.Id);
        Same(await Key(made.Id), (ApiKey)made with { });
        Same(await Key(made.Id), await Keys.GetAsync(byId, Cancellation));
        Same(await Key(made.Id), await Keys.GetAsync(CredentialReference.ByName("oven key", workspace), Cancellation));
        Assert.Equal(made.GetKey(), (await Keys.RevealAsync(byId, Cancellation)).GetKey());
        DateOnly day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(20);
        Same(await fixture.Embedded.ApiKeys.RenewAsync(byId, day, Cancellation) with { ModifiedAt = default }, await Keys.RenewAsync(byId, day, Cancellation) with { ModifiedAt = default });
        Assert.Equal(CredentialState.Disabled, (await Keys.DisableAsync(byId, Cancellation)).State);
        Assert.Equal(CredentialState.Active, (await Keys.EnableAsync(byId, Cancellation)).State);
        IssuedApiKey rotated = await Keys.RotateAsync(CredentialReference.ByName("oven key", workspace), TimeSpan.FromHours(1), null, Cancellation);
        Same(await Key(rotated.Id), (ApiKey)rotated with { });
        Assert.NotEqual(made.GetKey(), rotated.GetKey());
        await Keys.CreateAsync(new ApiKeyRequest { Name = "other key", Workspace = workspace, Role = ApiKeyRole.Viewer }, Cancellation);

        var all = new ApiKeyQuery { Workspace = [workspace], Role = [ApiKeyRole.Editor, ApiKeyRole.Viewer], UserName = ["ad*"], State = [CredentialState.Active] };
        Assert.Equal(Facts(await fixture.Embedded.ApiKeys.ListAsync(all, Cancellation).ToListAsync(Cancellation)), Facts(await Keys.ListAsync(all, Cancellation).ToListAsync(Cancellation)));
        Assert.Equal(2, await Keys.CountAsync(all, Cancellation));
        Assert.Equal(2, (await Keys.RevealAllAsync(all, Cancellation).ToListAsync(Cancellation)).OfType<IssuedApiKey>().Count(key => Guid.TryParse(key.GetKey(), out _)));
        await using ICredentialAuthority editor = await fixture.UserAsync("edith", new CredentialRight { ScopeType = CredentialScopeType.Workspace, Scope = workspace, Role = CredentialRightRole.Editor });
        Assert.All(await editor.ApiKeys.RevealAllAsync(all, Cancellation).ToListAsync(Cancellation), key => Assert.IsNotType<IssuedApiKey>(key));
        foreach (ApiKeyProperty property in Enum.GetValues<ApiKeyProperty>())
        {
            var values = new PropertyValueQuery { Label = "a" };
            Assert.Equal(await fixture.Embedded.ApiKeys.ListValuesAsync(property, values, Cancellation), await Keys.ListValuesAsync(property, values, Cancellation));
        }

        await Keys.RemoveAsync(CredentialReference.ById(rotated.Id), Cancellation);
        Assert.Equal(CredentialErrors.NotFound, (await Refusal(() => Keys.RevealAsync(CredentialReference.ById(rotated.Id), Cancellation))).Definition);
    }

    private static Task<CredentialException> Refusal(Func<Task> action) => Assert.ThrowsAsync<CredentialException>(action);

    private Task<ApiCredential> Embedded(string id) => fixture.Embedded.ApiCredentials.GetAsync(CredentialReference.ById(id), Cancellation);

    private Task<ApiKey> Key(string id) => fixture.Embedded.ApiKeys.GetAsync(CredentialReference.ById(id), Cancellation);

    private async Task<IReadOnlyList<string>> FillAsync(string ns, int count)
    {
        string[] ids = new string[count];
        await Parallel.ForAsync(0, count, Cancellation, async (i, cancellation) =>
            ids[i] = (await fixture.Embedded.ApiCredentials.CreateAsync(
                new ApiCredentialRequest { Name = $"many-token-{i:0000}", Namespace = ns, Type = CredentialType.ServiceApiToken }, cancellation)).Id);
        return ids;
    }
}
