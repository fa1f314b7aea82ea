using PSCredentials.Server.Tests.Support;
using PSCredentials.Vendors.Queries;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>What a client filters by has to mean what it means in an embedded authority.</summary>
public sealed class WildcardPatternTests
{
    private static readonly string[] s_names =
    [
        "build-1", "Build-2", "build-10", "build*1", "build?1", "build[1]", "builds", "b]ild-1", "b-ild-1", "bild^1x", "straße", "STRASSE", "e\u0301clair", "\u00e9clair", "emoji-\ud83d\ude00-x", "back`tick",
    ];

    private static readonly string[] s_patterns =
    [
        "*", "build*", "BUILD-?", "build-??", "*1", "*d*1*", "b[a-u]*", "b[^u]*", "b[]u]*", "b[]-u]*", "b[^]]*", "b[a-]*", "b[-a]*", "[a-c-e]*", "b[", "b[a", "*[", "build`*1", "build`?1", "build`[1]", "build`[*`]",
        "b[`]]*", "b[u`-z]*", "stra?e", "stra*e", "éclair", "e\u0301cl*", "emoji-?-x", "emoji-??-x", "**1", "?*?", "build-1", "", "back``tick", "back`tick", "*[0-9]", "*[^0-9]", "b[z-a]*",
    ];

    [Fact]
    public async Task Matches_what_an_embedded_authority_matches()
    {
        await using RunningService service = await RunningService.StartAsync();
        foreach (string name in s_names)
        {
            await service.Authority.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = name, Type = CredentialType.ApiToken, Owner = "ada" }, TestContext.Current.CancellationToken);
        }

        foreach (string pattern in s_patterns)
        {
            string[] there = [.. await service.Authority.ApiCredentials
                .ListAsync(new ApiCredentialQuery { Name = [pattern], Namespace = ["system"] }, TestContext.Current.CancellationToken)
                .Select(credential => credential.Name)
                .ToListAsync(TestContext.Current.CancellationToken)];
            var wildcard = new WildcardPattern(pattern);
            string[] here = [.. s_names.Where(wildcard.Matches).OrderBy(NameKey.Of, StringComparer.Ordinal)];
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
    public void Knows_what_stands_for_one_name(string pattern, string? name) => Assert.Equal(name, WildcardPattern.Literally(pattern));

    [Fact]
    public void Takes_no_long_time_for_a_pattern_of_stars()
    {
        string name = new('a', 5000);
        Assert.False(new WildcardPattern(string.Concat(Enumerable.Repeat("*a", 500)) + "b").Matches(name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a\0b")]
    [InlineData("a\ud83d")]
    public void Refuses_what_no_name_could_match(string? pattern)
    {
        CredentialException error = Assert.Throws<CredentialException>(() => new WildcardPattern(pattern!));
        Assert.Equal("InvalidArgument", error.ErrorId);
    }
}
