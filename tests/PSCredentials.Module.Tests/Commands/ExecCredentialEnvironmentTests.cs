using System.Text.Json;

namespace PSCredentials.Module.Tests.Commands;

/// <summary>What New-KubernetesExecCredential takes from the environment: the form that the client asks for, and the vault.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class ExecCredentialEnvironmentTests : VaultTest
{
    private const string Hand = "New-KubernetesExecCredential $id -CachePath $folder/cache -Authority main";

    public ExecCredentialEnvironmentTests() =>
        _ = Session.Do("$id = (New-ApiCredential metrics-reader -Type ServiceKubeConfig -Server https://k8s.example.com:6443 -UserGroup viewers).Id");

    [Theory]
    [InlineData("client.authentication.k8s.io/v1")]
    [InlineData("client.authentication.k8s.io/v1beta1")]
    public void The_version_is_the_client_s(string version)
    {
        using var info = new EnvironmentChange("KUBERNETES_EXEC_INFO", $$$"""{"kind":"ExecCredential","apiVersion":"{{{version}}}","spec":{"interactive":false}}""");

        Assert.Equal([version, version], Session.Do($"{Hand}; {Hand}").Output.Select(line => JsonDocument.Parse(line.ToString()).RootElement.GetProperty("apiVersion").GetString()));
    }

    [Theory]
    [InlineData("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1alpha1"}""")]
    [InlineData("""{"kind":"Pod","apiVersion":"client.authentication.k8s.io/v1"}""")]
    [InlineData("""{"kind":"ExecCredential","apiVersion":1}""")]
    [InlineData("[]")]
    [InlineData("no json")]
    public void Another_version_is_refused_before_anything_is_rotated(string asked)
    {
        using var info = new EnvironmentChange("KUBERNETES_EXEC_INFO", asked);

        Assert.Equal("InvalidArgument", Session.Run(Hand).Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(0, Rotations());
    }

    [Fact]
    public void A_vault_that_is_not_there_is_not_made()
    {
        using var home = new EnvironmentChange("PSCREDENTIALS_HOME", Path.Combine(Folder, "none"));

        SessionResult run = Session.Run("Disconnect-CredentialAuthority; New-KubernetesExecCredential $id -CachePath $folder/cache");

        Assert.Equal("NotFound", run.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.False(Directory.Exists(Path.Combine(Folder, "none")));
    }

    [Fact]
    public void Without_a_folder_it_is_in_the_user_s_folder_for_caches()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There it is the local application data, which is no variable's.");
        using var home = new EnvironmentChange("HOME", Folder);
        foreach ((string? named, string expected) in new[] { (Path.Combine(Folder, "named"), "named"), (null, ".cache"), ("relative", ".cache") })
        {
            using var caches = new EnvironmentChange("XDG_CACHE_HOME", named);

            _ = Session.Do("New-KubernetesExecCredential $id -Authority main");

            Assert.True(File.Exists(Path.Combine(Folder, expected, "PSCredentials", "exec", Session.One("$id") + ".json")));
        }
    }

    private int Rotations() => Session.Do("Get-CredentialEvent -Action Rotate -Authority main").Output.Count;
}
