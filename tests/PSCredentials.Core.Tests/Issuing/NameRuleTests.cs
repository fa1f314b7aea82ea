namespace PSCredentials.Tests.Issuing;

public sealed class NameRuleTests
{
    public static TheoryData<string> Refused =>
    [
        string.Empty, "fives", "star*name", "what?name", "brack[et]", "back`tick", " leading", "trailing ", "tab\tname", "line\nname", "nul\0name",
        "bidi\u202Ename", "isolate\u2066name", "zero\u200Bwidth", "mark\u200Ename", "line\u2028name", "del\u007Fname", "c1\u0085name", "lone\uD800name",
        "tag\U000E0041name", "music\U0001D173name", new string('x', 1025),
    ];

    public static TheoryData<string> Allowed =>
    [
        "sixsix", "with space", "a/b:c@d#e", "Ünïcödé", "система-1", "名前名前名前", "smile\U0001F600", "it's \"quoted\"; DROP TABLE", "per%cent_under", new string('x', 1024),
    ];

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task A_name_that_is_not_allowed_is_refused(string name)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialException byName = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.IssueAsync(name));
        CredentialException bySpace = await Refusal.OfAsync(
            CredentialErrors.InvalidArgument,
            () => vault.IssueAsync(new ApiCredentialRequest { Name = "sample-token", Namespace = name, Type = CredentialType.ApiToken }));

        Assert.StartsWith("Name ", byName.Message, StringComparison.Ordinal);
        Assert.StartsWith("Namespace ", bySpace.Message, StringComparison.Ordinal);
        Assert.Empty(await vault.ListAsync());
    }

    [Theory]
    [MemberData(nameof(Allowed), DisableDiscoveryEnumeration = true)]
    public async Task A_name_that_is_allowed_finds_its_credential(string name)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiCredential issued = await vault.IssueAsync(name);

        Assert.Equal(name, issued.Name);
        Assert.Equal(issued.Id, (await vault.GetAsync(name)).Id);
        Assert.Equal(issued.Id, Assert.Single(await vault.ListAsync(new ApiCredentialQuery { Name = [name] })).Id);
    }

    [Theory]
    [InlineData("Sample-Token", "sAMPLE-tOKEN")]
    [InlineData("ÄÖÜäöü-é", "äöüÄÖÜ-É")]
    [InlineData("caf\u00E9-caf\u00E9", "cafe\u0301-cafe\u0301")]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφος")]
    [InlineData("жжжжжж", "ЖЖЖЖЖЖ")]
    public async Task Names_that_differ_in_case_or_composition_alone_are_one_name(string one, string other)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync(one);

        await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.IssueAsync(other));

        Assert.Equal(issued.Id, (await vault.GetAsync(other)).Id);
        Assert.Equal(issued.Id, Assert.Single(await vault.ListAsync(new ApiCredentialQuery { Name = [other] })).Id);
        Assert.Equal(issued.Id, Assert.Single(await vault.ListAsync(new ApiCredentialQuery { Name = [string.Concat(other.AsSpan(0, 3), "*")] })).Id);
    }

    [Fact]
    public async Task Names_are_compared_alike_whatever_the_language_of_the_user()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        await using SampleVault vault = await SampleVault.OpenAsync();
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("tr-TR");
            await vault.IssueAsync("TITLE-in");
            await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.IssueAsync("title-IN"));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task One_name_in_two_namespaces_is_ambiguous_without_the_namespace()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        foreach (string space in new[] { "namespace-1", "namespace-2" })
        {
            await vault.IssueAsync(new ApiCredentialRequest { Name = "sample-token", Namespace = space, Type = CredentialType.ApiToken });
        }

        await Refusal.OfAsync(CredentialErrors.AmbiguousName, () => vault.GetAsync("sample-token"));
        await Refusal.OfAsync(CredentialErrors.AmbiguousName, () => vault.Credentials.RemoveAsync(
            CredentialReference.ByName("sample-token"), CancellationToken.None));

        ApiCredential found = await vault.Credentials.GetAsync(CredentialReference.ByName("sample-token", "NAMESPACE-2"), CancellationToken.None);
        Assert.Equal("namespace-2", found.Namespace);
        Assert.Equal(2, (await vault.ListAsync()).Count);
    }

    [Fact]
    public async Task What_there_is_not_is_not_found()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync();

        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.GetAsync("other-token"));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.GetAsync("sample-*"));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Credentials.GetAsync(
            CredentialReference.ByName("sample-token", "elsewhere"), CancellationToken.None));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Credentials.RevokeAsync(
            CredentialReference.ById(Guid.NewGuid().ToString()), RevocationReason.Unspecified, CancellationToken.None));

        Assert.Contains("other-token", refusal.Message, StringComparison.Ordinal);
    }
}
