using PSCredentials.Server.Tests.Support;
using PSCredentials.Vendors.Queries;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>What a client filters by has to mean what it means in an embedded authority.</summary>
public sealed class WildcardPatternTests
{
    private static readonly string[] s_names =
    [
        "build-1", "Build-2", "build-10", "builds", "bxild-1", "b-ild-1", "bild^1x", "straße", "STRASSE", "e\u0301clair", "emoji-\ud83d\ude00-x", "service", "aaaaaa",
    ];

    private static readonly string[] s_patterns =
    [
        "*", "build*", "BUILD-?", "build-??", "*1", "*d*1*", "b[a-u]*", "b[^u]*", "b[]u]*", "b[]-u]*", "b[^]]*", "b[a-]*", "b[-a]*", "[a-c-e]*", "b[", "b[a", "*[", "build`*1", "build`?1", "build`[1]", "build`[*`]",
        "b[`]]*", "b[u`-z]*", "stra?e", "stra*e", "éclair", "e\u0301cl*", "emoji-?-x", "emoji-??-x", "**1", "?*?", "build-1", "", "back``tick", "back`tick", "*[0-9]", "*[^0-9]", "b[z-a]*",
    ];

    [Fact]
    public async Task MatchesWhatAnEmbeddedAuthorityMatches()
    {
        await using RunningService service = await RunningService.StartAsync();
        foreach (string name in s_names)
        {
            await service.Authority.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = name, Namespace = "pattern-space", Type = CredentialType.ApiToken, Owner = "ada" }, TestContext.Current.CancellationToken);
        }

        foreach (string pattern in s_patterns)
        {
            string[] there = [.. await service.Authority.ApiCredentials
                .ListAsync(new ApiCredentialQuery { Name = [pattern], Namespace = ["pattern-space"] }, TestContext.Current.CancellationToken)
                .Select(credential => NameKey.Of(credential.Name))
                .ToListAsync(TestContext.Current.CancellationToken)];
            var wildcard = new WildcardPattern(pattern);
            string[] here = [.. s_names.Where(wildcard.Matches).Select(NameKey.Of).Order(StringComparer.Ordinal)];
            Assert.True(there.SequenceEqual(here), $"'{pattern}': there {string.Join(' ', there)}; here {string.Join(' ', here)}");
        }
    }

    [Theory]
    [InlineData("build-1", "build-1")]
    [InlineData("build`*1", "build*1")]
    [InlineData("build*", null)]
    [InlineData("b?", null)]
    [InlineData("[b]", null)]
    [InlineData("b`", "b`")]
    public void KnowsWhatStandsForOneName(string pattern, string? name) => Assert.Equal(name, WildcardPattern.Literally(pattern));

    [Fact]
    public void TakesNoLongTimeForAPatternOfStars()
    {
        string name = new('a', 5000);
        Assert.False(new WildcardPattern(string.Concat(Enumerable.Repeat("*a", 500)) + "b").Matches(name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a\0b")]
    public void RefusesWhatNoNameCouldMatch(string? pattern)
    {
        CredentialException error = Assert.Throws<CredentialException>(() => new WildcardPattern(pattern!));
        Assert.Equal("InvalidArgument", error.ErrorId);
    }
}
