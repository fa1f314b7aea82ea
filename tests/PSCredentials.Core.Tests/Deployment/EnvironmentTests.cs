namespace PSCredentials.Tests.Deployment;

/// <summary>Environments themselves: what is allowed, what is refused, what is kept.</summary>
public sealed class EnvironmentTests
{
    public static TheoryData<CredentialEnvironmentKind, string, string> BadTargets => new()
    {
        { CredentialEnvironmentKind.Htpasswd, "users", "absolute path" },
        { CredentialEnvironmentKind.Htpasswd, "/tmp/", "absolute path" },
        { CredentialEnvironmentKind.Htpasswd, "/tmp", "is a folder" },
        { CredentialEnvironmentKind.Htpasswd, "/no/such/folder/users", "does not exist" },
        { CredentialEnvironmentKind.Webhook, "gateway.example.com", "is not an address" },
        { CredentialEnvironmentKind.Webhook, "ftp://gateway.example.com/", "is not an address" },
        { CredentialEnvironmentKind.Webhook, "http://gateway.example.com/", "need https" },
        { CredentialEnvironmentKind.Webhook, "https://user:hunter2@gateway.example.com/", "user or password" },
        { CredentialEnvironmentKind.Webhook, "https://gateway.example.com/#part", "fragment" },
    };

    [Theory]
    [MemberData(nameof(BadTargets))]
    public async Task A_target_that_is_not_allowed_is_refused_and_nothing_is_made(CredentialEnvironmentKind kind, string target, string fault)
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        var request = new CredentialEnvironmentRequest
        {
            Project = DeployVault.Project, Name = "web", Kind = kind, Target = target,
            SigningKey = kind == CredentialEnvironmentKind.Webhook ? new SecretText(DeployVault.SigningKey) : null,
        };

        CredentialException refused = await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.Deployment.CreateEnvironmentAsync(request, CancellationToken.None));

        Assert.StartsWith("Target ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await vault.Deployment.ListEnvironmentsAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("fifteen letters")]
    [InlineData("whsec_not base64 at all")]
    [InlineData("whsec_MTIzNDU2Nzg5MDEyMzQ1")]
    public async Task A_signing_key_that_is_not_allowed_is_refused_without_showing_it(string key)
    {
        await using DeployVault vault = await DeployVault.OpenAsync();

        CredentialException refused = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.AddWebhookAsync("https://gateway.example.com/", key: key));

        Assert.StartsWith("SigningKey ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_the_form_of_the_standard_signs_with_its_bytes()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver();
        await vault.AddWebhookAsync(receiver.Address, key: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        await vault.MakeAsync("orders");

        Assert.True(receiver.All[0].IsSignedBy(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("/no/such/program")]
    public async Task A_reload_command_has_to_be_a_program_by_its_path(string program)
    {
        await using DeployVault vault = await DeployVault.OpenAsync();

        CredentialException refused = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.AddFileAsync("web", program, "-s", "reload"));

        Assert.StartsWith($"ReloadCommand '{program}' ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_made_is_listed_and_names_are_unique_in_their_project_alone()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await vault.Vault.Authority.Projects.CreateProjectAsync("another", string.Empty, CancellationToken.None);
        await using var receiver = new WebhookReceiver();

        CredentialEnvironment made = await vault.AddFileAsync("web", "/bin/true");
        await vault.AddWebhookAsync(receiver.Address, "gateway");
        await vault.Deployment.CreateEnvironmentAsync(
            new CredentialEnvironmentRequest
            {
                Project = "ANOTHER", Name = "web", Kind = CredentialEnvironmentKind.Webhook, Target = receiver.Address, SigningKey = new SecretText(DeployVault.SigningKey),
            },
            CancellationToken.None);

        await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.AddWebhookAsync(receiver.Address, "WEB"));
        Assert.Equal(("web", DeployVault.Project, vault.PasswordFile, "local"), (made.Name, made.Project, made.Target, made.Authority));
        Assert.Equal((CredentialEnvironmentKind.Htpasswd, vault.Clock.Now, 0, null), (made.Kind, made.LastDeployedAt, made.PendingCount, made.LastError));
        Assert.Equal(["/bin/true"], made.ReloadCommand);
        IReadOnlyList<CredentialEnvironment> list = await vault.Deployment.ListEnvironmentsAsync(CancellationToken.None);
        Assert.Equal(["another/web", "shop/gateway", "shop/web"], list.Select(environment => $"{environment.Project}/{environment.Name}"));
        Assert.Equal(["gateway", "web"], (await vault.Vault.Authority.Projects.ListProjectsAsync(CancellationToken.None)).Single(project => project.Name == "shop").Environment);
    }

    [Fact]
    public async Task An_environment_with_changes_to_come_is_removed_by_force_alone_and_all_is_in_the_trail()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver { Status = "500 Internal Server Error" };
        await vault.AddWebhookAsync(receiver.Address);
        await vault.AddFileAsync();
        await vault.MakeAsync("orders");

        CredentialException refused = await Refusal.OfAsync(
            CredentialErrors.InUse, () => vault.Deployment.RemoveEnvironmentAsync("shop", "gateway", force: false, CancellationToken.None));
        await vault.Deployment.RemoveEnvironmentAsync("SHOP", "Gateway", force: true, CancellationToken.None);
        await vault.Deployment.RemoveEnvironmentAsync("shop", "web", force: false, CancellationToken.None);
        await vault.PublishAsync();

        Assert.Contains("1 change", refused.Message, StringComparison.Ordinal);
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Deployment.RemoveEnvironmentAsync("shop", "web", force: false, CancellationToken.None));
        Assert.Empty(await vault.PendingAsync());
        Assert.Equal(["orders"], vault.InFile());
        Assert.Equal(
            ["Create gateway Success", "Create web Success", "Remove gateway InUse", "Remove gateway Success", "Remove web Success"],
            (await vault.Vault.EventsAsync(new CredentialEventQuery { SubjectType = [CredentialSubject.Environment] }))
                .Select(entry => $"{entry.Action} {entry.SubjectName} {entry.Outcome}"));
        Assert.Single(await vault.Vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.Deploy] }));
    }

    [Fact]
    public async Task No_secret_stands_in_messages_tables_or_the_trail()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver { Status = "500 Internal Server Error", Answer = "try later" };
        await vault.AddWebhookAsync(receiver.Address);
        await vault.AddFileAsync();
        ProjectCredential made = await vault.MakeAsync("orders");
        await vault.ChangeAsync("orders", new ProjectCredentialChange { Password = new SecretText("another good password") });
        string hash = File.ReadAllLines(vault.PasswordFile)[1]["orders:".Length..];
        string[] secrets = [DeployVault.SigningKey, DeployVault.PasswordOf("orders"), "another good password", hash, hash[^31..]];
        var seen = new List<string> { string.Join('\n', made.DeploymentResult!.EnvironmentResults) };
        seen.AddRange(receiver.All.Select(message => message.Body + string.Join('\n', message.Headers)));
        seen.AddRange((await vault.PendingAsync()).Select(change => change.ToString()));
        seen.AddRange((await vault.Deployment.ListEnvironmentsAsync(CancellationToken.None)).Select(environment => environment.LastError + environment));
        seen.AddRange((await vault.Vault.EventsAsync()).Select(entry => entry.ToString()));
        await vault.Vault.CloseAsync();
        seen.AddRange(Directory.GetFiles(vault.Vault.Folder).Select(file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file))));

        Assert.StartsWith("$2y$", hash, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.All(seen, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }
}
