using PSCredentials.Server.Tests.Support;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>Our service as the client of contract 2 sees it, beside what the authority behind it says.</summary>
public sealed class KubeSliceClientTests : IAsyncLifetime
{
    private RunningService _service = null!;
    private ICredentialAuthority _remote = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    private IApiKeyService Remote => _remote.ApiKeys;

    private IApiKeyService Behind => _service.Authority.ApiKeys;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        _remote = await ConnectAsync(ApiKeyRole.Owner, string.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        await _remote.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task A_key_that_is_issued_is_there_with_the_facts_that_were_told_and_is_good()
    {
        IssuedApiKey made = await Remote.CreateAsync(
            new ApiKeyRequest { Name = "deployer", Workspace = "tiger", Role = ApiKeyRole.Editor, UserName = "ada", Description = "ships", ValidUntil = Today.AddDays(9) }, Cancellation);

        ApiKey there = await Behind.GetAsync(CredentialReference.ByName("deployer", "tiger"), Cancellation);
        Assert.Equal(Facts(there), Facts(made));
        Assert.Equal("vendor", made.Authority);
        Assert.Equal(made.GetKey(), (await Behind.RevealAsync(CredentialReference.ById(made.Id), Cancellation)).GetKey());
        ApiKey read = await Remote.GetAsync(CredentialReference.ByName("DEPLOYER", "Tiger"), Cancellation);
        Assert.Equal(Facts(there), Facts(read));
        Assert.IsNotType<IssuedApiKey>(read);
        Assert.Equal(made.GetKey(), (await Remote.RevealAsync(CredentialReference.ById(made.Id), Cancellation)).GetKey());
    }

    [Fact]
    public async Task A_query_finds_what_it_finds_behind_in_the_same_order()
    {
        await FillAsync();
        ApiKey some = await Behind.GetAsync(CredentialReference.ByName("b-key", "Alpha"), Cancellation);
        ApiKeyQuery[] queries =
        [
            new(),
            new() { Name = ["*-KEY"] },
            new() { Name = ["[ab]-key", "only"] },
            new() { Workspace = ["alpha"] },
            new() { Workspace = ["a*", "gamma"] },
            new() { Workspace = ["nowhere"] },
            new() { Role = [ApiKeyRole.Viewer] },
            new() { UserName = ["A?a"] },
            new() { State = [CredentialState.Active] },
            new() { State = [CredentialState.Disabled, CredentialState.Revoked] },
            new() { Label = new Dictionary<string, string> { ["team"] = "*" } },
            new() { Id = [some.Id.ToUpperInvariant()] },
            new() { IdPrefix = some.Id[..1].ToUpperInvariant() },
            new() { IdPrefix = string.Empty },
            new() { VisibleIn = ["ALPHA", "gamma"] },
            new() { VisibleIn = [] },
            new() { ExpiringBefore = DateTimeOffset.UtcNow.AddDays(12) },
            new() { ExpiredBefore = DateTimeOffset.UtcNow },
            new() { Skip = 2, First = 3 },
            new() { First = 0 },
        ];
        foreach (ApiKeyQuery query in queries)
        {
            // A key that is switched off, or is labelled, is neither to who asks in the contract's words.
            List<ApiKey> expected = query.State.Count > 0 || query.Label.Count > 0 ? [] : await RemoteCalls.ToListAsync(Behind.ListAsync(query, Cancellation));
            if (query.State is [CredentialState.Active])
            {
                expected = await RemoteCalls.ToListAsync(Behind.ListAsync(query with { State = [] }, Cancellation));
            }

            List<ApiKey> found = await RemoteCalls.ToListAsync(Remote.ListAsync(query, Cancellation));
            Assert.Equal(expected.Select(Facts), found.Select(Facts));
            Assert.All(found, key => Assert.IsNotType<IssuedApiKey>(key));
            Assert.Equal(query.Skip == 0 && query.First is null ? expected.Count : 8, await Remote.CountAsync(query, Cancellation));
        }
    }

    [Fact]
    public async Task Values_of_properties_are_those_behind()
    {
        await FillAsync();
        foreach (PropertyValueQuery query in (PropertyValueQuery[])[new(), new() { Pattern = "a*" }, new() { First = 1 }, new() { VisibleIn = ["gamma"] }])
        {
            foreach (ApiKeyProperty property in (ApiKeyProperty[])[ApiKeyProperty.Workspace, ApiKeyProperty.UserName])
            {
                Assert.Equal(await Behind.ListValuesAsync(property, query, Cancellation), await Remote.ListValuesAsync(property, query, Cancellation));
            }
        }

        Assert.Empty(await Remote.ListValuesAsync(ApiKeyProperty.LabelName, new PropertyValueQuery(), Cancellation));
    }

    [Fact]
    public async Task An_owner_reveals_all_and_whole_only_where_the_query_says()
    {
        await FillAsync();
        List<ApiKey> all = await RemoteCalls.ToListAsync(Remote.RevealAllAsync(new ApiKeyQuery { WholeIn = ["gamma"] }, Cancellation));
        Assert.Equal(all.Where(key => key.Workspace == "gamma"), all.OfType<IssuedApiKey>());
        Assert.NotEmpty(all.OfType<IssuedApiKey>());
        IssuedApiKey one = all.OfType<IssuedApiKey>().First();
        Assert.Equal(one.Id, ApiKey.IdOf(one.GetKey()));
    }

    [Fact]
    public async Task Who_is_shown_masked_keys_can_neither_reveal_nor_remove_nor_rotate_them()
    {
        await FillAsync();
        await using ICredentialAuthority editor = await ConnectAsync(ApiKeyRole.Editor, "alpha");
        CredentialReference reference = CredentialReference.ByName("a-key", "alpha");

        Assert.StartsWith("****", (await editor.ApiKeys.GetAsync(reference, Cancellation)).MaskedKey, StringComparison.Ordinal);
        Assert.Empty((await RemoteCalls.ToListAsync(editor.ApiKeys.RevealAllAsync(new ApiKeyQuery(), Cancellation))).OfType<IssuedApiKey>());
        await RemoteCalls.FailsAsync(CredentialErrors.NotAuthorized, () => editor.ApiKeys.RevealAsync(reference, Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.NotAuthorized, () => editor.ApiKeys.RemoveAsync(reference, Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.NotAuthorized, () => editor.ApiKeys.RotateAsync(reference, TimeSpan.Zero, null, Cancellation));
        Assert.Equal("a-key", (await Behind.GetAsync(reference, Cancellation)).Name);
    }

    [Fact]
    public async Task A_key_is_removed_once()
    {
        await FillAsync();
        CredentialReference reference = CredentialReference.ByName("only");
        await Remote.RemoveAsync(reference, Cancellation);
        await RemoteCalls.FailsAsync(CredentialErrors.NotFound, () => Behind.GetAsync(reference, Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.NotFound, () => Remote.RemoveAsync(reference, Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.NotFound, () => Remote.GetAsync(CredentialReference.ById(new string('0', 32)), Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.AmbiguousName, () => Remote.RemoveAsync(CredentialReference.ByName("a-key"), Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.NotFound, () => Remote.GetAsync(CredentialReference.ByName("a-key", "alpha") with { VisibleIn = ["gamma"] }, Cancellation));
    }

    [Fact]
    public async Task Errors_are_those_of_an_embedded_authority_with_the_text_that_came()
    {
        ApiKeyRequest request = new() { Name = "twice", Role = ApiKeyRole.Owner, ValidUntil = Today };
        await Remote.CreateAsync(request, Cancellation);
        CredentialException error = await RemoteCalls.FailsAsync(CredentialErrors.AlreadyExists, () => Remote.CreateAsync(request, Cancellation));
        Assert.Equal("There is already an API key 'twice' without a workspace.", error.Message);

        await RemoteCalls.RefusesAsync(CredentialErrors.LifetimeNotAllowed, () => Remote.CreateAsync(request with { ValidUntil = Today.AddDays(-1) }, Cancellation));
        await RemoteCalls.RefusesAsync(CredentialErrors.InvalidArgument, () => Remote.CreateAsync(request with { ValidUntil = null }, Cancellation));
        await RemoteCalls.RefusesAsync(CredentialErrors.InvalidArgument, () => Remote.CreateAsync(request with { Name = " " }, Cancellation));
        await RemoteCalls.RefusesAsync(CredentialErrors.InvalidArgument, () => Remote.CreateAsync(request with { Role = ApiKeyRole.Viewer }, Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.InvalidArgument, () => Remote.CreateAsync(request with { Name = "a*" }, Cancellation));

        await using ICredentialAuthority viewer = await ConnectAsync(ApiKeyRole.Viewer, "alpha");
        await RemoteCalls.FailsAsync(CredentialErrors.NotAuthorized, () => viewer.ApiKeys.CreateAsync(request with { Name = "mine" }, Cancellation));
    }

    [Fact]
    public async Task What_the_contract_has_not_is_refused_before_anything_is_sent()
    {
        ApiKeyRequest request = new() { Name = "key", Role = ApiKeyRole.Owner, ValidUntil = Today };
        CredentialReference reference = CredentialReference.ByName("key");
        CredentialErrorDefinition unsupported = CredentialErrors.NotSupported;
        CredentialException error = await RemoteCalls.RefusesAsync(
            unsupported,
            () => Remote.CreateAsync(
                request with { TokenLifetime = TimeSpan.FromHours(1), IPAddress = ["192.0.2.1"], Label = new Dictionary<string, string> { ["team"] = "red" } }, Cancellation));
        Assert.Equal("'vendor' (KubeSlice Manager) has no way to issue an API key with TokenLifetime or IPAddress or Label.", error.Message);
        await RemoteCalls.RefusesAsync(unsupported, () => Remote.RenewAsync(reference, Today, Cancellation));
        await RemoteCalls.RefusesAsync(unsupported, () => Remote.DisableAsync(reference, Cancellation));
        await RemoteCalls.RefusesAsync(unsupported, () => Remote.EnableAsync(reference, Cancellation));
        await RemoteCalls.RefusesAsync(unsupported, () => Remote.RotateAsync(reference, TimeSpan.FromHours(1), null, Cancellation));
        await RemoteCalls.RefusesAsync(unsupported, () => Remote.RemoveAsync(reference with { ModifiedAt = DateTimeOffset.UtcNow }, Cancellation));
        await RemoteCalls.RefusesAsync(unsupported, () => _remote.ApiCredentials.GetAsync(reference, Cancellation));
        await RemoteCalls.RefusesAsync(unsupported, () => _remote.ProjectCredentials.GetAsync(reference, Cancellation));
        await RemoteCalls.RefusesAsync(CredentialErrors.InvalidArgument, () => Remote.RotateAsync(reference, TimeSpan.FromHours(-1), null, Cancellation));
    }

    [Fact]
    public async Task Where_names_are_unique_a_rotation_says_so_and_changes_nothing()
    {
        await FillAsync();
        CredentialReference reference = CredentialReference.ByName("only");
        IssuedApiKey before = await Behind.RevealAsync(reference, Cancellation);
        CredentialException error = await RemoteCalls.FailsAsync(CredentialErrors.NotSupported, () => Remote.RotateAsync(reference, TimeSpan.Zero, null, Cancellation));
        Assert.Contains("There is already an API key 'only'", error.Message, StringComparison.Ordinal);
        Assert.Equal(before.GetKey(), (await Behind.RevealAsync(reference, Cancellation)).GetKey());
    }

    [Fact]
    public async Task A_key_that_is_none_or_has_expired_is_told_when_connecting()
    {
        CredentialException unknown = await RemoteCalls.FailsAsync(
            CredentialErrors.AuthenticationRequired, () => _service.ConnectAsync(RemoteProvider.KubeSlice, Guid.NewGuid().ToString()));
        Assert.Equal("Unauthenticated", unknown.Message);

        var clock = new MovableClock();
        await using RunningService later = await RunningService.StartAsync(clock);
        IssuedApiKey key = await later.Authority.ApiKeys.CreateAsync(new ApiKeyRequest { Name = "old", Role = ApiKeyRole.Owner, ValidUntil = Today }, Cancellation);
        clock.Advance(TimeSpan.FromDays(2));
        CredentialException expired = await RemoteCalls.FailsAsync(CredentialErrors.CredentialExpired, () => later.ConnectAsync(RemoteProvider.KubeSlice, key.GetKey()));
        Assert.Equal("Api Key has expired", expired.Message);
    }

    private static object Facts(ApiKey key) => (
        key.Id, key.Name, key.Workspace, key.Role, State: key.DisabledAt is null ? key.State : CredentialState.Active, key.UserName, key.Description, key.ValidUntil, key.ExpiresAt,
        key.ServiceAccountName, key.TokenLifetime, key.MaskedKey);

    private async Task<ICredentialAuthority> ConnectAsync(ApiKeyRole role, string workspace)
    {
        IssuedApiKey key = await Behind.CreateAsync(new ApiKeyRequest { Name = $"caller {role}", Role = role, Workspace = workspace, UserName = "caller" }, Cancellation);
        return await _service.ConnectAsync(RemoteProvider.KubeSlice, key.GetKey());
    }

    // With the caller's own key it makes eight.
    private async Task FillAsync()
    {
        (string Name, string Workspace, ApiKeyRole Role, string User, int Days)[] keys =
        [
            ("a-key", "Alpha", ApiKeyRole.Viewer, "ada", 5), ("b-key", "Alpha", ApiKeyRole.Editor, "bob", 15), ("C-key", "alpha", ApiKeyRole.Viewer, "Ada", 10),
            ("a-key", "gamma", ApiKeyRole.Owner, "ada", 11), ("only", "gamma", ApiKeyRole.Viewer, "eve", 40), ("a-key", string.Empty, ApiKeyRole.Owner, "bob", 1),
            ("z", "beta", ApiKeyRole.Editor, "bob", 3),
        ];
        foreach ((string name, string workspace, ApiKeyRole role, string user, int days) in keys)
        {
            await Behind.CreateAsync(
                new ApiKeyRequest { Name = name, Workspace = workspace, Role = role, UserName = user, ValidUntil = Today.AddDays(days), Label = new Dictionary<string, string> { ["team"] = "red" } },
                Cancellation);
        }

        await Behind.DisableAsync(CredentialReference.ByName("z"), Cancellation);
    }
}
