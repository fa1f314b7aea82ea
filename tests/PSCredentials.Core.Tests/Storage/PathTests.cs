namespace PSCredentials.Tests.Storage;

[Collection(EnvironmentVariables.Name)]
public sealed class PathTests : IDisposable
{
    private static readonly EmbeddedAuthorityProvider Provider = new();

    private readonly VariableScope _variables = new();

    public void Dispose() => _variables.Dispose();

    [Fact]
    public void The_path_goes_before_the_variable_and_the_variable_before_the_data_folder()
    {
        string home = Path.Combine(Path.GetTempPath(), "from-variable");
        _variables.Set(AuthorityOptions.HomeVariable, home + Path.DirectorySeparatorChar);
        Assert.Equal(home, Provider.ResolvePath(new AuthorityOptions()));
        Assert.Equal(home, Provider.ResolvePath(new AuthorityOptions { Path = "" }));
        Assert.Equal(home, Provider.ResolvePath(new AuthorityOptions { Path = "  " }));
        Assert.Equal(Path.GetFullPath("given"), Provider.ResolvePath(new AuthorityOptions { Path = Path.Combine("given", "x", "..") }));

        foreach (string? none in new[] { null, "", " " })
        {
            _variables.Set(AuthorityOptions.HomeVariable, none);
            string resolved = Provider.ResolvePath(new AuthorityOptions());
            Assert.True(Path.IsPathFullyQualified(resolved));
            Assert.Equal("PSCredentials", Path.GetFileName(resolved));
        }
    }

    [Fact]
    public void The_data_folder_is_the_one_that_the_user_chose()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "XDG is for Unix.");
        string data = Path.Combine(Path.GetTempPath(), "xdg");
        _variables.Set(AuthorityOptions.HomeVariable, null);
        _variables.Set("XDG_DATA_HOME", data);

        Assert.Equal(Path.Combine(data, "PSCredentials"), Provider.ResolvePath(new AuthorityOptions()));
    }

    [Fact]
    public void A_path_that_cannot_be_one_is_refused()
    {
        CredentialException refusal = Assert.Throws<CredentialException>(() => Provider.ResolvePath(new AuthorityOptions { Path = "nul\0character" }));

        Assert.Equal(CredentialErrors.InvalidArgument, refusal.Definition);
    }

    [Fact]
    public async Task Looking_whether_a_vault_exists_makes_nothing()
    {
        await using SampleVault vault = SampleVault.None();

        Assert.False(Provider.Exists(vault.Options));
        Assert.False(Directory.Exists(vault.Folder));
        await vault.OpenAgainAsync();
        Assert.True(Provider.Exists(vault.Options));
        await vault.CloseAsync();
        Assert.True(Provider.Exists(vault.Options));
    }
}
