using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace PSCredentials.Module.Tests.Commands;

/// <summary>New-KubernetesExecCredential hands out what it keeps as long as the authority accepts it, and else rotates, once.</summary>
public sealed class ExecCredentialTests : VaultTest
{
    private const string Hand = "New-KubernetesExecCredential $id -CachePath $folder/cache -Authority main";

    public ExecCredentialTests() => _ = Session.Do("""
        $issued = New-ApiCredential metrics-reader -Type ServiceKubeConfig -Server https://k8s.example.com:6443 -UserGroup viewers
        $id = $issued.Id
        """);

    private string Kept => Path.Combine(Folder, "cache", Session.One("$id") + ".json");

    [Fact]
    public void The_answer_is_what_a_Kubernetes_client_asks_for()
    {
        using JsonDocument answer = JsonDocument.Parse(Session.One(Hand).ToString());

        JsonElement root = answer.RootElement;
        Assert.Equal(("ExecCredential", "client.authentication.k8s.io/v1"), (root.GetProperty("kind").GetString(), root.GetProperty("apiVersion").GetString()));
        JsonElement status = root.GetProperty("status");
        Assert.Equal(["expirationTimestamp", "clientCertificateData", "clientKeyData"], status.EnumerateObject().Select(property => property.Name));
        string chain = status.GetProperty("clientCertificateData").GetString()!;
        using var certificate = X509Certificate2.CreateFromPem(chain, status.GetProperty("clientKeyData").GetString());
        PSObject credential = Session.One("Get-ApiCredential -Id $id");
        Assert.Equal(credential.Text("SerialNumber"), certificate.SerialNumber);
        Assert.Equal(credential.Get<DateTimeOffset>("ExpiresAt"), status.GetProperty("expirationTimestamp").GetDateTimeOffset());
        Assert.Matches("^[0-9T:-]{19}Z$", status.GetProperty("expirationTimestamp").GetString());
        Assert.EndsWith(Session.One("(Get-CredentialAuthority main).CertificateAuthorityPem").ToString(), chain, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_is_handed_out_again_and_is_its_owner_s_alone()
    {
        string[] answers = [.. Session.Do($"1..3 | ForEach-Object {{ {Hand} }}").Output.Select(line => line.ToString())];

        Assert.Single(answers.Distinct());
        Assert.Equal(1, Rotations());
        Assert.Equal(answers[0], File.ReadAllText(Kept));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Kept));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(Kept)!));
        }
    }

    [Fact]
    public void A_rotation_leaves_the_certificate_before_it_a_while()
    {
        _ = Session.Do($"{Hand} -GracePeriod 1h");

        Assert.InRange((Session.One("Get-ApiCredential -Id $id").Get<DateTimeOffset>("GracePeriodEndsAt") - DateTimeOffset.Now).TotalMinutes, 59, 60);
        Assert.Equal("True", Session.One("Test-ApiCredential -Certificate $issued.Certificate").ToString());
    }

    [Fact]
    public void What_was_rotated_elsewhere_is_rotated_again_with_a_warning()
    {
        string first = Session.One(Hand).ToString();
        _ = Session.Do("$null = Update-ApiCredential $id -Rotate -Force -GracePeriod 1h -Server https://k8s.example.com:6443");

        SessionResult run = Session.Run(Hand).Clean;

        Assert.NotEqual(first, run.Single.ToString());
        Assert.Contains(run.Streams, said => said.Contains("was rotated elsewhere", StringComparison.Ordinal));
        Assert.Equal(3, Rotations());
    }

    [Fact]
    public void A_third_of_its_life_before_its_end_it_is_replaced()
    {
        _ = Session.Do("Set-CredentialPolicy -Type ServiceKubeConfig -DefaultLifetime ([TimeSpan]::FromSeconds(6)) -Authority main; $null = $issued | Remove-ApiCredential -Confirm:$false");
        _ = Session.Do("$id = (New-ApiCredential metrics-reader -Type ServiceKubeConfig -Server https://k8s.example.com:6443).Id");
        string first = Session.One(Hand).ToString();

        string second = Session.One($"[Threading.Thread]::Sleep(4500); {Hand}").ToString();

        Assert.NotEqual(first, second);
        Assert.True(Session.One("Get-ApiCredential -Id $id").Get<DateTimeOffset>("ExpiresAt") > DateTimeOffset.Now.AddSeconds(3));
    }

    [Fact]
    public void A_life_that_is_shorter_than_the_policy_s_is_not_over_at_its_beginning()
    {
        _ = Session.Do("""
            Set-CredentialPolicy -Type ServiceKubeConfig -DefaultLifetime ([TimeSpan]::FromHours(1)) -Authority main
            $id = (New-ApiCredential short-reader -Type ServiceKubeConfig -Server https://k8s.example.com:6443).Id
            """);
        string first = Session.One(Hand).ToString();
        _ = Session.Do("Set-CredentialPolicy -Type ServiceKubeConfig -DefaultLifetime 90 -Authority main");

        Assert.Equal(first, Session.One(Hand).ToString());
        Assert.Equal(1, Rotations());
    }

    [Theory]
    [InlineData("Revoke-ApiCredential $id -Confirm:$false", "AlreadyRevoked")]
    [InlineData("Disable-ApiCredential $id", "InvalidState")]
    [InlineData("Remove-ApiCredential $id -Confirm:$false", "NotFound")]
    public void What_has_ended_is_an_error_and_forgotten(string end, string error)
    {
        _ = Session.Do($"{Hand}; {end}");

        Assert.Equal(error, Session.Run(Hand + " -WhatIf").Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.True(File.Exists(Kept));

        SessionResult run = Session.Run(Hand);
        Assert.Equal(error, run.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(run.Output);
        Assert.False(File.Exists(Kept));
    }

    [Fact]
    public void What_is_enabled_again_is_handed_out_again() =>
        Assert.Equal(3, Session.Run($"{Hand}; Disable-ApiCredential $id; {Hand} -ErrorAction Ignore; Enable-ApiCredential $id; {Hand}; {Hand}").Output.Count);

    [Fact]
    public void An_allow_list_of_addresses_is_for_the_server_to_see()
    {
        _ = Session.Do($"Set-ApiCredential $id -IPAddress 192.0.2.0/24; {Hand}; {Hand}");

        Assert.Equal(1, Rotations());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"kind\":\"ExecCredential\",\"status\":{\"clientCertificateData\":\"none\",\"clientKeyData\":\"none\"}}")]
    [InlineData("{\"kind\":\"ExecCredential\",\"status\":[1]}")]
    public void A_file_that_is_something_else_is_replaced(string content)
    {
        _ = Session.Do(Hand);
        File.WriteAllText(Kept, content);

        SessionResult run = Session.Run(Hand).Clean;

        Assert.Contains(run.Streams, said => said.Contains("is not what this command wrote", StringComparison.Ordinal));
        Assert.Equal(run.Single.ToString(), File.ReadAllText(Kept));
        Assert.Equal(2, Rotations());
    }

    [Fact]
    public void A_key_that_others_could_read_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the folder is closed by its access list.");
        string first = Session.One(Hand).ToString();
        File.SetUnixFileMode(Kept, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        SessionResult run = Session.Run(Hand).Clean;

        Assert.NotEqual(first, run.Single.ToString());
        Assert.Contains(run.Streams, said => said.Contains("could be used by others than its owner", StringComparison.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Kept));
    }

    [Fact]
    public void A_link_is_replaced_and_what_it_leads_to_stays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        _ = Session.Do(Hand);
        string elsewhere = Path.Combine(Folder, "elsewhere");
        File.Move(Kept, elsewhere);
        string before = File.ReadAllText(elsewhere);
        File.CreateSymbolicLink(Kept, elsewhere);

        SessionResult run = Session.Run(Hand).Clean;

        Assert.Contains(run.Streams, said => said.Contains("is a link", StringComparison.Ordinal));
        Assert.Null(new FileInfo(Kept).LinkTarget);
        Assert.Equal(before, File.ReadAllText(elsewhere));
    }

    [Fact]
    public void A_folder_that_is_open_to_others_is_refused_before_anything_is_rotated()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the folder is closed by its access list.");
        Directory.CreateDirectory(Path.Combine(Folder, "cache"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);

        SessionResult run = Session.Run(Hand);

        Assert.Equal("FileAccessFailed", run.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("mode 701", run.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Rotations());
    }

    [Fact]
    public void A_mark_that_was_left_behind_stops_nobody()
    {
        _ = Session.Do(Hand);
        File.Delete(Kept);
        Assert.True(File.Exists(Kept + ".lock"));

        _ = Session.Do(Hand);

        Assert.Equal(2, Rotations());
    }

    [Fact]
    public void An_id_is_no_path()
    {
        SessionResult run = Session.Run("[pscustomobject]@{ Id = '../../id' } | New-KubernetesExecCredential -CachePath $folder/cache");

        Assert.Equal("InvalidArgument", run.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.False(Directory.Exists(Path.Combine(Folder, "cache")));
    }

    [Fact]
    public async Task While_the_vault_cannot_be_opened_what_is_kept_serves()
    {
        string first = Session.One(Hand).ToString();
        _ = Session.Do("Disconnect-CredentialAuthority");
        using var held = SqlSession.Start(Vault, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
        using ModuleSession other = ModuleSession.Open();
        foreach (ModuleSession session in new[] { Session, other })
        {
            session.Set("id", Path.GetFileNameWithoutExtension(Kept));
            session.Set("folder", Folder);
            session.Set("holder", session.One($"[pscustomobject]@{{ Name = 'main'; Provider = 'Embedded'; Location = '{Vault}' }}"));
        }

        // Both wait for the vault as long as any command does.
        Task<SessionResult> without = Task.Run(() => other.Run("New-KubernetesExecCredential $id -CachePath $folder/none -Authority $holder"), TestContext.Current.CancellationToken);
        SessionResult run = Session.Run("New-KubernetesExecCredential $id -CachePath $folder/cache -Authority $holder").Clean;

        Assert.Equal(first, run.Single.ToString());
        Assert.Contains(run.Streams, said => said.Contains("is used meanwhile, unverified", StringComparison.Ordinal));
        Assert.Equal("StoreBusy", (await without).Error.FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Of_several_at_a_time_one_rotates()
    {
        ModuleSession[] sessions = [.. Enumerable.Range(0, 6).Select(_ => ModuleSession.Open())];
        string id = Session.One("$id").ToString();
        foreach (ModuleSession session in sessions)
        {
            session.Set("folder", Folder);
            session.Set("id", id);
            _ = session.Do("Connect-CredentialAuthority -Path $folder/vault -Name main");
        }

        string[] answers = new string[sessions.Length];
        Thread[] threads = [.. sessions.Select((session, i) => new Thread(() => answers[i] = session.One(Hand).ToString()))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Array.ForEach(sessions, session => session.Dispose());

        Assert.Single(answers.Distinct());
        Assert.Equal(1, Rotations());
    }

    private int Rotations() => Session.Do("Get-CredentialEvent -Action Rotate -Authority main").Output.Count;
}
