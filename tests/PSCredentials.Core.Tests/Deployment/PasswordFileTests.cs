using PSCredentials.Storage;

namespace PSCredentials.Tests.Deployment;

/// <summary>What stands in a password file, judged by htpasswd, and how it gets there.</summary>
public sealed class PasswordFileTests
{
    private static readonly UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    [Fact]
    public async Task The_file_holds_those_who_may_come_in_and_nobody_else()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await vault.AddFileAsync();

        ProjectCredential made = await vault.MakeAsync("zoe");
        await vault.MakeAsync("Anna Größe");
        await vault.MakeAsync("off", request => request with { IsDisabled = true });
        await vault.MakeAsync("late", request => request with { ExpiresAt = vault.Clock.Now.AddSeconds(-1) });

        Assert.Equal([new EnvironmentResult("web", true, "Deployed successfully")], made.DeploymentResult!.EnvironmentResults);
        Assert.Equal(["Anna Größe", "zoe"], vault.InFile());
        Assert.StartsWith("# PSCredentials password file of environment ", File.ReadAllText(vault.PasswordFile), StringComparison.Ordinal);
        Assert.Equal(OwnerAndGroup, File.GetUnixFileMode(vault.PasswordFile));
        Assert.Equal(0, await JudgeAsync(vault, "zoe"));
        Assert.Equal(0, await JudgeAsync(vault, "Anna Größe"));
        Assert.Equal(3, await JudgeAsync(vault, "zoe", "wrong password"));

        await vault.ChangeAsync("zoe", new ProjectCredentialChange { Password = new SecretText("another good password") });
        Assert.Equal((3, 0), (await JudgeAsync(vault, "zoe"), await JudgeAsync(vault, "zoe", "another good password")));
        await vault.SwitchAsync("off", true);
        Assert.Equal(0, await JudgeAsync(vault, "off"));
        await vault.SwitchAsync("zoe", false);
        await vault.RemoveAsync("off");
        Assert.Equal(["Anna Größe"], vault.InFile());
        Assert.Equal(["users"], Directory.GetFiles(vault.Files.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_a_password_file_cannot_say_keeps_a_credential_out_and_the_result_says_so()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await vault.MakeAsync("old");
        await vault.AddFileAsync();
        ProjectCredential inside = await vault.MakeAsync("inside", request => request with { IPAddress = ["10.0.0.0/8"] });
        ProjectCredential old = await vault.SwitchAsync("old", true);
        EnvironmentResult open = (await vault.MakeAsync("open")).DeploymentResult!.EnvironmentResults[0];

        Assert.Equal(["open"], vault.InFile());
        Assert.Equal(
            [new EnvironmentResult("web", false, "It is not in the password file: that lets nobody in from some addresses alone, and this credential is restricted to some")],
            inside.DeploymentResult!.EnvironmentResults);
        Assert.Equal(
            [new EnvironmentResult("web", false, "It is not in the password file: its password was set before the project had one; set the password again")],
            old.DeploymentResult!.EnvironmentResults);
        Assert.Equal(
            new EnvironmentResult(
                "web",
                true,
                "Deployed successfully; not in the file, as they are restricted to some addresses: 1; not in the file until their passwords are set again: 1"),
            open);
        await vault.ChangeAsync("old", new ProjectCredentialChange { Password = new SecretText(DeployVault.PasswordOf("old")) });
        Assert.Equal(0, await JudgeAsync(vault, "old"));
    }

    [Fact]
    public async Task A_file_in_place_keeps_its_mode_and_a_link_stays_a_link()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        string real = vault.Files.Write("real", string.Empty);
        File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.OtherRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(vault.PasswordFile, real);

        await vault.AddFileAsync();
        await vault.MakeAsync("zoe");

        Assert.Equal(real, File.ResolveLinkTarget(vault.PasswordFile, returnFinalTarget: true)!.FullName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.OtherRead | UnixFileMode.UserWrite, File.GetUnixFileMode(real));
        Assert.Equal(["zoe"], vault.InFile());
    }

    [Fact]
    public async Task A_file_in_place_keeps_its_owner_and_group()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        vault.Files.Write("users", string.Empty);
        ExternalProgram chown = await ExternalProgram.RunAsync("chown", "12345:23456", vault.PasswordFile);
        Assert.SkipUnless(chown.ExitCode == 0, "This account may not give files away.");

        await vault.AddFileAsync();
        await vault.MakeAsync("zoe");

        Assert.Equal("12345:23456\n", (await ExternalProgram.RunAsync("stat", "-c", "%u:%g", vault.PasswordFile)).Succeeded().Output);
        Assert.Equal(["zoe"], vault.InFile());
    }

    [Fact]
    public async Task A_file_that_a_killed_process_left_unfinished_goes_with_the_next()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await vault.AddFileAsync();
        vault.Files.Write($"users.{Guid.NewGuid():N}.tmp", "half a li");
        vault.Files.Write("users.backup.tmp", "somebody's");

        await vault.MakeAsync("zoe");

        Assert.Equal(["users", "users.backup.tmp"], Directory.GetFiles(vault.Files.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_went_away_is_a_failure_that_says_so_and_passes_when_it_is_back()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await vault.AddFileAsync();
        Directory.Delete(vault.Files.Path, recursive: true);

        EnvironmentResult failed = (await vault.MakeAsync("zoe")).DeploymentResult!.EnvironmentResults[0];
        Directory.CreateDirectory(vault.Files.Path);
        EnvironmentResult back = (await vault.MakeAsync("anna")).DeploymentResult!.EnvironmentResults[0];

        Assert.StartsWith($"'{vault.PasswordFile}' could not be written: Could not find a part of the path", failed.Message, StringComparison.Ordinal);
        Assert.True(back.Success, back.Message);
        Assert.Equal(["anna", "zoe"], vault.InFile());
    }

    [Fact]
    public async Task A_damaged_hash_keeps_nobody_in_the_file_who_has_to_leave_it()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await vault.AddFileAsync();
        await vault.MakeAsync("anna");
        await vault.MakeAsync("zoe");
        await vault.Vault.CloseAsync();
        using (StoreConnection connection = StoreConnection.Open(vault.Vault.Database, readOnly: false))
        {
            connection.Execute("UPDATE project_credential SET file_hash = randomblob(88) WHERE name = 'anna'");
        }

        await vault.Vault.OpenAgainAsync();
        EnvironmentResult result = (await vault.SwitchAsync("zoe", false)).DeploymentResult!.EnvironmentResults[0];

        Assert.Equal(new EnvironmentResult("web", false, "The file is written without 'anna', whose hash does not open; set its password again"), result);
        Assert.Empty(vault.InFile());
        Assert.Single(await vault.PendingAsync());
    }

    [Fact]
    public async Task A_file_of_somebody_elses_is_neither_taken_nor_overwritten()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        vault.Files.Write("users", "admin:$apr1$by$hand\n");
        CredentialException refused = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.AddFileAsync());
        Assert.Contains("did not write", refused.Message, StringComparison.Ordinal);
        File.Delete(vault.PasswordFile);
        await vault.AddFileAsync();
        await vault.MakeAsync("zoe");
        vault.Files.Write("users", "admin:$apr1$by$hand\n");

        EnvironmentResult result = (await vault.SwitchAsync("zoe", false)).DeploymentResult!.EnvironmentResults[0];

        Assert.False(result.Success);
        Assert.Contains("replaced by somebody else", result.Message, StringComparison.Ordinal);
        Assert.Equal("admin:$apr1$by$hand\n", File.ReadAllText(vault.PasswordFile));
        File.Delete(vault.PasswordFile);
        Assert.True((await vault.PublishAsync()).Success);
        Assert.Empty(vault.InFile());
        CredentialException twice = await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.AddFileAsync("second"));
        Assert.Contains("'web' in project 'shop'", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reload_command_runs_after_each_change_of_the_file_and_again_where_it_failed()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        string log = Path.Combine(vault.Files.Path, "log");
        string failing = Path.Combine(vault.Files.Path, "failing");
        string program = vault.Files.Write("reload", "#!/bin/sh\necho \"$1:$(grep -c : \"$2\")\" >> \"$3\"\nif [ -e \"$4\" ]; then echo 'no such server' >&2; exit 7; fi\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await vault.AddFileAsync("web", program, "a b; $(c)", vault.PasswordFile, log, failing);
        File.Delete(log);

        await vault.MakeAsync("zoe");
        await vault.ChangeAsync("zoe", new ProjectCredentialChange { Description = "no line of the file" });
        Assert.Equal(["a b; $(c):1"], await File.ReadAllLinesAsync(log));
        File.WriteAllText(failing, string.Empty);
        EnvironmentResult failed = (await vault.SwitchAsync("zoe", false)).DeploymentResult!.EnvironmentResults[0];
        Assert.Equal(new EnvironmentResult("web", false, $"The file is written, but '{program}' ended with code 7: no such server"), failed);
        Assert.Empty(vault.InFile());
        File.Delete(failing);

        // The file is as it should be; what is owed is the reload.
        Assert.True((await vault.PublishAsync()).Success);
        Assert.Equal(["a b; $(c):1", "a b; $(c):0", "a b; $(c):0"], await File.ReadAllLinesAsync(log));
    }

    [Fact]
    public async Task Many_changes_at_once_are_few_files_and_all_are_in_the_last()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        string log = Path.Combine(vault.Files.Path, "log");
        string program = vault.Files.Write("reload", "#!/bin/sh\nsleep 0.1; echo >> \"$1\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await vault.AddFileAsync("web", program, log);
        string[] names = [.. Enumerable.Range(0, 60).Select(i => $"user-{i:00}")];

        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (name, _) =>
        {
            ProjectCredential made = await vault.MakeAsync(name);
            Assert.True(made.DeploymentResult!.Success);
            Assert.Contains(name, vault.InFile());
        });

        Assert.Equal(names, vault.InFile());
        Assert.InRange((await File.ReadAllLinesAsync(log)).Length, 2, 50);
        Assert.Empty(await vault.PendingAsync());
    }

    [Fact]
    public async Task An_expiry_takes_effect_at_its_time_while_the_loop_runs()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver();
        await vault.AddFileAsync();
        await vault.AddWebhookAsync(receiver.Address);
        await vault.MakeAsync("zoe", request => request with { ExpiresAt = vault.Clock.Now.AddHours(1) });
        var reports = new List<string>();
        using var stop = new CancellationTokenSource();
        Task loop = vault.Deployment.RunAsync((project, result) => reports.Add($"{project} {result}"), stop.Token);
        vault.Clock.Advance(TimeSpan.FromMinutes(59));
        await Task.Delay(1200, TestContext.Current.CancellationToken);
        Assert.Equal(["zoe"], vault.InFile());

        vault.Clock.Advance(TimeSpan.FromMinutes(2));
        await DeployVault.UntilAsync(() => vault.InFile().Count == 0 && receiver.All.Count == 2 && reports.Count == 2, "the expiry");

        await stop.CancelAsync();
        await loop;
        Assert.Equal(["shop gateway: Deployed successfully", "shop web: Deployed successfully"], reports.Order(StringComparer.Ordinal));
        Assert.Equal("Expire zoe", receiver.All[1].Change);
        Assert.Empty(await vault.PendingAsync());
    }

    [Fact]
    public async Task A_publication_brings_an_expiry_too()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver();
        await vault.AddFileAsync();
        await vault.AddWebhookAsync(receiver.Address);
        await vault.MakeAsync("zoe", request => request with { ExpiresAt = vault.Clock.Now.AddHours(1) });
        vault.Clock.Advance(TimeSpan.FromHours(2));

        await vault.PublishAsync();

        Assert.Empty(vault.InFile());
        Assert.Equal(["Create zoe", "Expire zoe", "Publish zoe"], receiver.All.Select(message => message.Change));
    }

    /// <summary>What htpasswd says of a password: 0 where it is right, 3 where it is wrong.</summary>
    private static async Task<int> JudgeAsync(DeployVault vault, string username, string? password = null)
    {
        ExternalProgram judge = await ExternalProgram.RunAsync("htpasswd", "-vb", vault.PasswordFile, username, password ?? DeployVault.PasswordOf(username));
        return judge.ExitCode;
    }
}
