using System.Text;
using PSCredentials.Protection;
using PSCredentials.Storage;
using PSCredentials.Tests.Projects;

namespace PSCredentials.Tests.Issuing;

/// <summary>Requests that a client sends again because it did not hear the answer.</summary>
public sealed class IdempotentRequestTests
{
    private const string Key = "7e3f3c1c-request-of-the-client";

    private static readonly CancellationToken None = CancellationToken.None;

    private static IdempotentRequest Once(string key = Key, string fingerprint = "the request") => new(new SecretText(key), Encoding.UTF8.GetBytes(fingerprint));

    private static ApiCredentialRequest Request(CredentialType type) => new()
    {
        Name = "sample-one",
        Type = type,
        Password = type.IsCertificate() ? BundlePassword.Generate : null,
        Target = type.IsKubeConfig() ? new KubeConfigTarget { Server = new Uri("https://k8s.example"), SiteName = type.IsSite() ? "east" : null } : null,
        Idempotency = Once(),
    };

    private static string SecretOf(IssuedApiCredential issued) =>
        issued.Type.IsToken() ? issued.GetToken()
        : string.Join(
            '\n',
            issued.GetCertificatePem(),
            issued.GetChainPem(),
            issued.GetPrivateKeyPem(),
            issued.Type.IsCertificate() ? issued.GetPassword() + Convert.ToHexString(issued.GetPkcs12()) : issued.GetKubeConfig());

    // Only for a vault that is closed: a second SQLite in this process would drop its locks.
    private static long CountRows(SampleVault vault)
    {
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: true);
        return connection.Scalar("SELECT count(*) FROM idempotent_request");
    }

    [Theory]
    [InlineData(CredentialType.ApiToken)]
    [InlineData(CredentialType.ServiceApiToken)]
    [InlineData(CredentialType.ScimApiToken)]
    [InlineData(CredentialType.ApiCertificate)]
    [InlineData(CredentialType.ServiceApiCertificate)]
    [InlineData(CredentialType.KubeConfig)]
    [InlineData(CredentialType.ServiceKubeConfig)]
    [InlineData(CredentialType.SiteGlobalKubeConfig)]
    public async Task A_credential_is_made_once_and_answered_the_same_again(CredentialType type)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential first = await vault.IssueAsync(Request(type));
        vault.Clock.Advance(TimeSpan.FromHours(1));

        IssuedApiCredential again = await vault.IssueAsync(Request(type));

        Assert.Equal(SecretOf(first), SecretOf(again));
        Assert.Equal((first.Id, first.SerialNumber, first.Fingerprint, first.CreatedAt), (again.Id, again.SerialNumber, again.Fingerprint, again.CreatedAt));
        Assert.True((await vault.VerifyAsync(again)).IsValid);
        Assert.Single(await vault.ListAsync());
        Assert.Single(await vault.EventsAsync(), entry => entry.Action == CredentialAction.Create);

        await vault.Credentials.DisableAsync(CredentialReference.ById(first.Id), None);
        Assert.Equal(CredentialState.Disabled, (await vault.IssueAsync(Request(type))).State);
    }

    [Theory]
    [InlineData(CredentialType.ApiToken)]
    [InlineData(CredentialType.ApiCertificate)]
    public async Task A_credential_is_rotated_once_and_answered_the_same_again_until_it_is_rotated_anew(CredentialType type)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential made = await vault.IssueAsync(Request(type) with { Idempotency = null });
        CredentialReference byId = CredentialReference.ById(made.Id) with { ModifiedAt = made.ModifiedAt };
        RotationRequest request = new() { Password = type.IsCertificate() ? BundlePassword.Generate : null, GracePeriod = TimeSpan.FromHours(3), Idempotency = Once() };
        vault.Clock.Advance(TimeSpan.FromMinutes(1));

        IssuedApiCredential[] rotated = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => vault.Credentials.RotateAsync(byId, request, None))));
        vault.Clock.Advance(TimeSpan.FromHours(1));
        IssuedApiCredential again = await vault.Credentials.RotateAsync(byId, request, None);

        Assert.All(rotated, one => Assert.Equal((SecretOf(again), again.RotatedAt, again.SerialNumber), (SecretOf(one), one.RotatedAt, one.SerialNumber)));
        Assert.NotEqual(SecretOf(made), SecretOf(again));
        Assert.True((await vault.VerifyAsync(again)).IsValid);
        Assert.True((await vault.VerifyAsync(made)).IsValid);
        Assert.Single(await vault.EventsAsync(), entry => entry.Action == CredentialAction.Rotate && entry.Outcome == "Success");
        CredentialException other = await Assert.ThrowsAsync<CredentialException>(
            () => vault.Credentials.RotateAsync(byId, request with { Idempotency = Once(fingerprint: "another") }, None));
        Assert.Equal(CredentialErrors.IdempotencyKeyReused, other.Definition);
        await vault.Credentials.RotateAsync(CredentialReference.ById(made.Id), request with { Idempotency = Once("another-key") }, None);
        CredentialException gone = await Assert.ThrowsAsync<CredentialException>(() => vault.Credentials.RotateAsync(byId, request, None));
        Assert.Equal(CredentialErrors.NotFound, gone.Definition);
    }

    [Fact]
    public async Task A_key_is_made_once_and_answered_the_same_again()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ApiKeyRequest request = new() { Name = "sample-key", Role = ApiKeyRole.Owner, Idempotency = Once() };
        IssuedApiKey first = await vault.Keys.CreateAsync(request, None);

        IssuedApiKey again = await vault.Keys.CreateAsync(request, None);

        Assert.Equal((first.Id, first.GetKey()), (again.Id, again.GetKey()));
        Assert.Equal(1, await vault.Keys.CountAsync(new(), None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_project_credential_is_made_once_and_answered_the_same_again(bool isGenerated)
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        ProjectCredentialRequest request = ProjectVault.Request() with { Idempotency = Once() };
        request = isGenerated ? request with { Password = null } : request;
        ProjectCredential first = await vault.CreateAsync(request);

        ProjectCredential again = await vault.CreateAsync(request);

        Assert.Equal(first.Id, again.Id);
        Assert.NotNull(again.DeploymentResult);
        Assert.Equal((first as IssuedProjectCredential)?.GetPassword(), (again as IssuedProjectCredential)?.GetPassword());
        Assert.Equal(isGenerated, again is IssuedProjectCredential);
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync(again is IssuedProjectCredential issued ? issued.GetPassword() : ProjectVault.Password));
        Assert.Equal(1, await vault.Authority.ProjectCredentials.CountAsync(new(), None));
    }

    [Fact]
    public async Task One_key_stands_for_one_request_of_one_caller_and_family()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential first = await vault.IssueAsync(Request(CredentialType.ApiToken));

        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.IdempotencyKeyReused,
            () => vault.IssueAsync(Request(CredentialType.ApiToken) with { Name = "sample-two", Idempotency = Once(fingerprint: "another") }));
        Assert.DoesNotContain(Key, refusal.Message, StringComparison.Ordinal);

        ICredentialAuthority other = ((IServedAuthority)vault.Authority).ActingAs("other");
        IssuedApiCredential others = await other.ApiCredentials.CreateAsync(Request(CredentialType.ApiToken) with { Name = "sample-two" }, None);
        Assert.NotEqual((first.Id, first.GetToken()), (others.Id, others.GetToken()));
        await vault.Keys.CreateAsync(new ApiKeyRequest { Name = "sample-key", Role = ApiKeyRole.Owner, Idempotency = Once() }, None);
        Assert.Equal(2, (await vault.ListAsync()).Count);
    }

    [Fact]
    public async Task Sixteen_at_once_make_one_and_all_get_it()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        async Task<string[]> AtOnceAsync(Func<Task<string>> request) => await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(request)));

        foreach (CredentialType type in new[] { CredentialType.ApiToken, CredentialType.ApiCertificate })
        {
            ApiCredentialRequest request = Request(type) with { Name = $"sample-{type}", Idempotency = Once($"race-{type}") };
            Assert.Single((await AtOnceAsync(async () => SecretOf(await vault.IssueAsync(request)))).Distinct());
        }

        ApiKeyRequest key = new() { Name = "sample-key", Role = ApiKeyRole.Owner, Idempotency = Once() };
        Assert.Single((await AtOnceAsync(async () => (await vault.Keys.CreateAsync(key, None)).GetKey())).Distinct());
        ProjectCredentialRequest person = ProjectVault.Request() with { Password = null, Idempotency = Once() };
        Assert.Single((await AtOnceAsync(async () => ((IssuedProjectCredential)await vault.CreateAsync(person)).GetPassword())).Distinct());

        Assert.Equal(2, (await vault.ListAsync()).Count);
        Assert.Equal(4, (await vault.EventsAsync()).Count(entry =>
            entry.Action == CredentialAction.Create && entry.SubjectType is CredentialSubject.ApiCredential or CredentialSubject.ApiKey or CredentialSubject.ProjectCredential));
    }

    [Fact]
    public async Task A_request_that_failed_leaves_nothing_and_may_come_again()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync("sample-one");
        await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.IssueAsync(Request(CredentialType.ApiToken)));
        await vault.CloseAsync();
        Assert.Equal(0, CountRows(vault));

        await vault.OpenAgainAsync();
        await vault.Credentials.RemoveAsync(CredentialReference.ByName("sample-one"), None);
        Assert.True((await vault.VerifyAsync(await vault.IssueAsync(Request(CredentialType.ApiToken)))).IsValid);
        await vault.CloseAsync();
        Assert.Equal(1, CountRows(vault));
    }

    [Fact]
    public async Task After_a_day_a_key_is_free_again_and_what_was_kept_goes_in_passing()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        for (int i = 0; i < 5; i++)
        {
            await vault.IssueAsync(Request(CredentialType.ApiToken) with { Name = $"sample-{i}", Idempotency = Once($"key-{i}") });
        }

        vault.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));
        await vault.IssueAsync(Request(CredentialType.ApiToken) with { Name = "sample-0", Idempotency = Once("key-0") });
        vault.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Refusal.OfAsync(
            CredentialErrors.AlreadyExists, () => vault.IssueAsync(Request(CredentialType.ApiToken) with { Name = "sample-0", Idempotency = Once("key-0") }));
        await vault.IssueAsync(Request(CredentialType.ApiToken) with { Name = "sample-9", Idempotency = Once("key-0", "another") });
        await vault.CloseAsync();

        Assert.Equal(1, CountRows(vault));
    }

    [Fact]
    public async Task Neither_secret_nor_key_nor_fingerprint_stands_in_the_files()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync(Request(CredentialType.ApiToken));
        IssuedApiCredential kube = await vault.IssueAsync(Request(CredentialType.KubeConfig) with { Name = "sample-two", Idempotency = Once(Key + "2") });
        var person = (IssuedProjectCredential)await vault.CreateAsync(ProjectVault.Request() with { Password = null, Idempotency = Once() });
        IssuedApiKey key = await vault.Keys.CreateAsync(new ApiKeyRequest { Name = "sample-key", Role = ApiKeyRole.Owner, Idempotency = Once() }, None);
        await vault.CloseAsync();

        string privateKey = kube.GetPrivateKeyPem().Split('\n')[1];
        foreach (string text in new[] { token.GetToken(), privateKey, "client-key-data", person.GetPassword(), key.GetKey(), Key, "the request" })
        {
            Assert.False(FolderBytes.Contain(vault.Folder, text), text);
        }

        Assert.True(FolderBytes.Contain(vault.Folder, token.Id), "The scan finds nothing at all.");
    }

    [Fact]
    public void What_was_answered_opens_with_both_keys_alone_and_for_its_record()
    {
        byte[] vaultKey = new byte[32];
        byte[] box = AnswerKeys.Derive(vaultKey, Key, "place").Seal("secret"u8, "record");

        Assert.Equal("secret"u8.ToArray(), AnswerKeys.Derive(vaultKey, Key, "place").Open(box, "record"));
        Assert.Null(AnswerKeys.Derive(vaultKey, Key, "place").Open(box, "other"));
        Assert.Null(AnswerKeys.Derive(vaultKey, Key, "elsewhere").Open(box, "record"));
        Assert.Null(AnswerKeys.Derive(vaultKey, Key + "x", "place").Open(box, "record"));
        Assert.Null(AnswerKeys.Derive([.. vaultKey[..31], 1], Key, "place").Open(box, "record"));
    }

    [Fact]
    public async Task Another_session_and_a_vault_that_was_opened_again_answer_the_same()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential first = await vault.IssueAsync(Request(CredentialType.ApiToken));
        ICredentialAuthority second = await vault.OpenAgainAsync();
        Assert.Equal(first.GetToken(), (await second.ApiCredentials.CreateAsync(Request(CredentialType.ApiToken), None)).GetToken());

        await vault.CloseAsync();
        await vault.OpenAgainAsync();
        Assert.Equal(first.GetToken(), (await vault.IssueAsync(Request(CredentialType.ApiToken))).GetToken());
    }

    [Fact]
    public async Task What_was_removed_or_has_another_secret_is_not_answered_again()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        CredentialReference one = CredentialReference.ByName("sample-one");
        await vault.IssueAsync(Request(CredentialType.ApiToken));
        await vault.Credentials.RotateAsync(one, new RotationRequest(), None);
        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.IssueAsync(Request(CredentialType.ApiToken)));
        Assert.StartsWith("What was made for this idempotency key is not there any more", refusal.Message, StringComparison.Ordinal);
        await vault.Credentials.RemoveAsync(one, None);
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.IssueAsync(Request(CredentialType.ApiToken)));

        ApiKeyRequest key = new() { Name = "sample-key", Role = ApiKeyRole.Owner, Idempotency = Once() };
        await vault.Keys.CreateAsync(key, None);
        await vault.Keys.RotateAsync(CredentialReference.ByName("sample-key"), TimeSpan.Zero, null, None);
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Keys.CreateAsync(key, None));

        ProjectCredentialRequest person = ProjectVault.Request() with { Password = null, Idempotency = Once() };
        await vault.CreateAsync(person);
        vault.Clock.Advance(TimeSpan.FromSeconds(1));
        await vault.ChangeAsync(new() { GeneratePassword = true });
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.CreateAsync(person));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData(null)]
    public async Task What_is_no_key_is_refused(string? key)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.InvalidArgument,
            () => vault.IssueAsync(Request(CredentialType.ApiToken) with { Idempotency = Once(key ?? new string('k', 256)) }));

        Assert.StartsWith("Idempotency-Key ", refusal.Message, StringComparison.Ordinal);
        await vault.IssueAsync(Request(CredentialType.ApiToken) with { Idempotency = Once(new string('~', 255)) });
    }
}
