namespace PSCredentials.Module.Tests.Commands;

/// <summary>Export-ApiCredential -Merge changes a kubeconfig that is there, whole or not at all.</summary>
public sealed class ExportMergeTests : VaultTest
{
    private const string Mine = "kind: Config\ncurrent-context: mine\nclusters: []\ncontexts:\n- name: mine\n  context: {cluster: c, user: u}\nusers:\n- name: u\n  user: {token: precious}\n";

    public ExportMergeTests() => _ = Session.Do("""
        $null = 'east', 'west' | ForEach-Object { Register-CredentialCluster $_ "https://$_.example.com:6443" }
        $config = New-ApiCredential a-config -Type KubeConfig -ClusterName west, east -ClusterNamespace default
        """);

    private string Config => Path.Combine(Folder, "config");

    [Fact]
    public void A_file_that_is_not_there_is_made_for_its_owner_alone()
    {
        PSObject file = Session.One("$config | Export-ApiCredential $folder/config -Merge");

        Assert.Equal(Config, Assert.IsType<FileInfo>(file.BaseObject).FullName);
        Assert.Equal(Session.One("$config").CallText("GetKubeConfig"), File.ReadAllText(Config));
        AssertOwnersAlone();
    }

    [Fact]
    public void What_is_there_stays_and_the_file_becomes_its_owner_s_alone()
    {
        File.WriteAllText(Config, Mine);

        _ = Session.Do("$null = $config | Export-ApiCredential $folder/config -Merge -Format KubeConfig");

        string merged = File.ReadAllText(Config);
        Assert.Contains("token: precious", merged, StringComparison.Ordinal);
        Assert.Contains("current-context: mine", merged, StringComparison.Ordinal);
        Assert.Contains("a-config@west", merged, StringComparison.Ordinal);
        Assert.Contains("a-config@east", merged, StringComparison.Ordinal);
        AssertOwnersAlone();
        Assert.Equal([Config], Directory.GetFiles(Folder, "config*"));

        _ = Session.Do("$null = $config | Export-ApiCredential $folder/config -Merge -SetCurrentContext");
        Assert.Contains("current-context: \"a-config@west\"", File.ReadAllText(Config), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rotation_replaces_its_own_entries()
    {
        _ = Session.Do("""
            $null = $config | Export-ApiCredential $folder/config -Merge
            $fresh = Update-ApiCredential a-config -Rotate -Force -WarningAction Ignore
            $null = $fresh | Export-ApiCredential $folder/config -Merge
            """);

        Assert.Equal(Session.One("$fresh").CallText("GetKubeConfig").Length, File.ReadAllText(Config).Length);
        Assert.Contains(Session.One("[Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes($fresh.GetPrivateKeyPem()))").ToString()!, File.ReadAllText(Config), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("users: [{name: a-config, user: {token: precious}}]", "", "KubeConfigEntryExists", ErrorCategory.ResourceExists)]
    [InlineData("clusters: [{name: east, cluster: {server: 'https://precious'}}]", "", "KubeConfigEntryExists", ErrorCategory.ResourceExists)]
    [InlineData("precious: [", "-Force", "InvalidKubeConfig", ErrorCategory.InvalidArgument)]
    [InlineData("kind: Config\n---\nprecious: true\n", "-Force", "InvalidKubeConfig", ErrorCategory.InvalidArgument)]
    public void A_refusal_leaves_the_file_as_it_was(string existing, string force, string id, ErrorCategory category)
    {
        File.WriteAllText(Config, existing);

        SessionResult run = Session.Run($"$config | Export-ApiCredential $folder/config -Merge {force}");

        Assert.Equal($"{id},PSCredentials.Commands.ExportApiCredentialCommand", run.Error.FullyQualifiedErrorId);
        Assert.Equal(category, run.Error.CategoryInfo.Category);
        Assert.DoesNotContain("precious", run.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(existing, File.ReadAllText(Config));
        Assert.Equal([Config], Directory.GetFiles(Folder, "config*"));
    }

    [Fact]
    public void Another_s_entry_gives_way_to_force()
    {
        File.WriteAllText(Config, "users: [{name: a-config, user: {token: precious}}, {name: u, user: {token: kept}}]");

        _ = Session.Do("$null = $config | Export-ApiCredential $folder/config -Merge -Force");

        Assert.DoesNotContain("precious", File.ReadAllText(Config), StringComparison.Ordinal);
        Assert.Contains("token: kept", File.ReadAllText(Config), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        _ = Session.Do("$config | Export-ApiCredential $folder/config -Merge -WhatIf");
        Assert.False(File.Exists(Config));

        File.WriteAllText(Config, Mine);
        _ = Session.Do("$config | Export-ApiCredential $folder/config -Merge -Force -WhatIf");
        Assert.Equal(Mine, File.ReadAllText(Config));
        Assert.False(File.Exists(Config + ".lock"));
    }

    [Theory]
    [InlineData("$config | Export-ApiCredential $folder/config -Merge -Format Pem", "InvalidArgument")]
    [InlineData("New-ApiCredential a-token -Type ApiToken | Export-ApiCredential $folder/config -Merge", "InvalidState")]
    [InlineData("New-ApiCredential a-bundle -Type ApiCertificate -GeneratePassword | Export-ApiCredential $folder/config -Merge", "InvalidState")]
    [InlineData("$config | Export-ApiCredential $folder/none/config -Merge", "FileAccessFailed")]
    [InlineData("$config | Export-ApiCredential $folder/config -SetCurrentContext", "MissingMandatoryParameter")]
    public void What_does_not_go_together_is_said(string script, string id)
    {
        SessionResult run = Session.Run(script);

        Assert.Equal(id, run.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.False(File.Exists(Config));
    }

    [Fact]
    public void A_link_stays_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        string target = Path.Combine(Folder, "dotfiles");
        File.WriteAllText(target, Mine);
        File.CreateSymbolicLink(Config, target);

        _ = Session.Do("$null = $config | Export-ApiCredential $folder/config -Merge");

        Assert.Equal(target, new FileInfo(Config).LinkTarget);
        Assert.Contains("a-config@west", File.ReadAllText(target), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_another_program_marks_is_waited_for_and_then_left_alone()
    {
        File.WriteAllText(Config, Mine);
        File.WriteAllText(Config + ".lock", string.Empty);

        SessionResult run = Session.Run("$config | Export-ApiCredential $folder/config -Merge");

        Assert.Equal("FileAccessFailed", run.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("config.lock", run.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(Mine, File.ReadAllText(Config));
        Assert.True(File.Exists(Config + ".lock"));
    }

    [Fact]
    public async Task Many_at_once_lose_nothing()
    {
        File.WriteAllText(Config, Mine);
        PSObject[] issued = [.. Session.Do("1..6 | ForEach-Object { New-ApiCredential config-$_ -Type ServiceKubeConfig -ClusterName east -UserGroup viewers }").Output];

        SessionResult[] runs = await Task.WhenAll(issued.Select(one => Task.Run(() =>
        {
            using ModuleSession session = ModuleSession.Open();
            session.Set("folder", Folder);
            session.Set("issued", one);
            return session.Run("$null = $issued | Export-ApiCredential $folder/config -Merge");
        })));

        Assert.All(runs, run => Assert.Empty(run.Errors));
        string merged = File.ReadAllText(Config);
        Assert.All(Enumerable.Range(1, 6), i => Assert.Contains($"\"config-{i}@east\"", merged, StringComparison.Ordinal));
        Assert.Contains("token: precious", merged, StringComparison.Ordinal);
    }

    private void AssertOwnersAlone()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Config));
        }
    }
}
