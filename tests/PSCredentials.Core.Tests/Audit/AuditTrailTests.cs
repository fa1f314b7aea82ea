namespace PSCredentials.Tests.Audit;

public sealed class AuditTrailTests
{
    [Fact]
    public async Task Every_change_leaves_one_event_with_who_when_and_on_what()
    {
        await using SampleVault vault = SampleVault.None();
        await vault.OpenAgainAsync(vault.Options with { Caller = "alice" });
        CancellationToken none = CancellationToken.None;
        var expected = new List<(CredentialAction Action, CredentialSubject Subject, string Name, string Scope)> { (CredentialAction.Initialize, CredentialSubject.Authority, "local", "") };
        async Task DoAsync(CredentialAction action, CredentialSubject subject, string name, string scope, Func<Task> change)
        {
            vault.Clock.Advance(TimeSpan.FromMinutes(1));
            await change();
            expected.Add((action, subject, name, scope));
            CredentialEvent last = (await vault.EventsAsync())[^1];
            Assert.Equal((vault.Clock.Now, "alice", "Success", "local"), (last.Time, last.Actor, last.Outcome, last.Authority));
        }

        CredentialReference token = CredentialReference.ByName("sample-token");
        CredentialReference key = CredentialReference.ByName("sample-key");
        Task OnTokenAsync(CredentialAction action, Func<Task> change) => DoAsync(action, CredentialSubject.ApiCredential, "sample-token", "system", change);
        Task OnKeyAsync(CredentialAction action, Func<Task> change) => DoAsync(action, CredentialSubject.ApiKey, "sample-key", "blue", change);
        await OnTokenAsync(CredentialAction.Create, () => vault.IssueAsync());
        await OnTokenAsync(CredentialAction.Renew, () => vault.Credentials.RenewAsync(token, Expiry.Default, none));
        await OnTokenAsync(CredentialAction.Rotate, () => vault.Credentials.RotateAsync(token, new RotationRequest(), none));
        await OnTokenAsync(CredentialAction.Change, () => vault.Credentials.ChangeAsync(token, new ApiCredentialChange { Description = "x" }, none));
        await OnTokenAsync(CredentialAction.Disable, () => vault.Credentials.DisableAsync(token, none));
        await OnTokenAsync(CredentialAction.Enable, () => vault.Credentials.EnableAsync(token, none));
        await OnTokenAsync(CredentialAction.Revoke, () => vault.Credentials.RevokeAsync(token, RevocationReason.Superseded, none));
        await OnTokenAsync(CredentialAction.Remove, () => vault.Credentials.RemoveAsync(token, none));
        await OnTokenAsync(CredentialAction.Restore, () => vault.Authority.RemovedApiCredentials.RestoreAsync(token, none));
        await OnTokenAsync(CredentialAction.Remove, () => vault.Credentials.RemoveAsync(token, none));
        await OnKeyAsync(CredentialAction.Create, () => vault.Keys.CreateAsync(new ApiKeyRequest { Name = "sample-key", Workspace = "blue", Role = ApiKeyRole.Editor }, none));
        await OnKeyAsync(CredentialAction.Renew, () => vault.Keys.RenewAsync(key, null, none));
        await OnKeyAsync(CredentialAction.Reveal, () => vault.Keys.RevealAsync(key, none));
        await OnKeyAsync(CredentialAction.Rotate, () => vault.Keys.RotateAsync(key, TimeSpan.Zero, null, none));
        await OnKeyAsync(CredentialAction.Disable, () => vault.Keys.DisableAsync(key, none));
        await OnKeyAsync(CredentialAction.Enable, () => vault.Keys.EnableAsync(key, none));
        await OnKeyAsync(CredentialAction.Remove, () => vault.Keys.RemoveAsync(key, none));
        await OnKeyAsync(CredentialAction.Restore, () => vault.Authority.RemovedApiKeys.RestoreAsync(key, none));
        await DoAsync(CredentialAction.Register, CredentialSubject.Cluster, "East", "", () => vault.Authority.Clusters.RegisterAsync("East", new Uri("https://k8s.example"), null, none));
        await DoAsync(CredentialAction.Unregister, CredentialSubject.Cluster, "East", "", () => vault.Authority.Clusters.UnregisterAsync("EAST", none));
        await DoAsync(CredentialAction.ChangePolicy, CredentialSubject.Policy, "local", "", () => vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { MinimumPasswordLength = 9 }, none));
        var right = new CredentialRight { Principal = "ada", Role = CredentialRightRole.Viewer, ScopeType = CredentialScopeType.Namespace, Scope = "system" };
        await DoAsync(CredentialAction.GrantRight, CredentialSubject.Right, "ada", "", () => vault.Authority.Rights.GrantAsync(right, none));
        await DoAsync(CredentialAction.RevokeRight, CredentialSubject.Right, "ada", "", () => vault.Authority.Rights.RevokeAsync(right, none));
        await DoAsync(CredentialAction.IssueRevocationList, CredentialSubject.Authority, "local", "", () => vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), none));
        await DoAsync(
            CredentialAction.IssueServerCertificate, CredentialSubject.Authority, "local", "", () => ((IServedAuthority)vault.Authority).IssueServerCertificateAsync(["localhost"], TimeSpan.FromDays(7), none));
        var saved = new CredentialConnection { Name = "prod", Provider = RemoteProvider.F5Xc, Uri = new Uri("https://tenant.example") };
        Task OnConnectionAsync(CredentialAction action, Func<ICredentialConnectionService, Task> change) =>
            DoAsync(action, CredentialSubject.Connection, "prod", "", () => change(vault.Authority.Connections));
        await OnConnectionAsync(CredentialAction.SaveConnection, async service => saved = await service.SaveAsync(saved, new SecretText("a-token"), false, none));
        await OnConnectionAsync(CredentialAction.Reveal, service => service.RevealTokenAsync(saved, none));
        await OnConnectionAsync(CredentialAction.Remove, service => service.RemoveAsync("PROD", none));
        var noted = new Dictionary<string, object> { ["Purpose"] = "x" };
        Task OnSecretAsync(CredentialAction action, Func<ISecretVaultService, Task> change) => DoAsync(action, CredentialSubject.Secret, "a-secret", "", () => change(vault.Authority.Secrets));
        CredentialNotificationRequest told = new() { Name = "ops", Uri = "http://127.0.0.1:9/x", SigningKey = new SecretText("sixteen characters") };
        await DoAsync(CredentialAction.Register, CredentialSubject.Notification, "ops", "", () => vault.Authority.Notifications.RegisterAsync(told, none));
        await DoAsync(CredentialAction.Unregister, CredentialSubject.Notification, "ops", "", () => vault.Authority.Notifications.UnregisterAsync("ops", none));
        await OnSecretAsync(CredentialAction.Create, service => service.SetAsync("a-secret", SecretValue.OfBytes([1]), noted, none));
        await OnSecretAsync(CredentialAction.Change, service => service.SetMetadataAsync("A-SECRET", noted, none));
        await OnSecretAsync(CredentialAction.Reveal, service => service.RevealAsync("a-secret", none));
        await OnSecretAsync(CredentialAction.Remove, service => service.RemoveAsync("a-secret", none));
        CredentialReference person = CredentialReference.ByName("ada");
        ProjectCredentialRequest ada = new() { Project = "shop", Username = "ada", Email = "ada@example.com", FullName = "Ada" };
        Task OnPersonAsync(CredentialAction action, Func<IProjectCredentialService, Task> change) =>
            DoAsync(action, CredentialSubject.ProjectCredential, "ada", "shop", () => change(vault.Authority.ProjectCredentials));
        await DoAsync(CredentialAction.Create, CredentialSubject.Role, "API_USER", "", () => vault.Authority.Projects.CreateRoleAsync("API_USER", "", none));
        await DoAsync(CredentialAction.Create, CredentialSubject.Project, "shop", "", () => vault.Authority.Projects.CreateProjectAsync("shop", "", none));
        await OnPersonAsync(CredentialAction.Create, service => service.CreateAsync(ada, none));
        await OnPersonAsync(CredentialAction.Change, service => service.ChangeAsync(person, new() { Role = ["API_USER"] }, none));
        await OnPersonAsync(CredentialAction.Disable, service => service.ChangeAsync(person, new() { IsEnabled = false }, none));
        await OnPersonAsync(CredentialAction.Enable, service => service.ChangeAsync(person, new() { IsEnabled = true }, none));
        await OnPersonAsync(CredentialAction.ChangePassword, service => service.ChangeAsync(person, new() { GeneratePassword = true }, none));
        await OnPersonAsync(CredentialAction.GrantAccess, service => service.GrantAccessAsync(person, [new("orders")], none));
        await OnPersonAsync(CredentialAction.RevokeAccess, service => service.RevokeAccessAsync(person, [], none));
        await DoAsync(CredentialAction.Deploy, CredentialSubject.Project, "shop", "", () => vault.Authority.Deployment.PublishAsync("shop", [], none));
        await OnPersonAsync(CredentialAction.Remove, service => service.RemoveAsync(person, none));
        await OnPersonAsync(CredentialAction.Restore, _ => vault.Authority.RemovedProjectCredentials.RestoreAsync(person, none));
        await OnPersonAsync(CredentialAction.Remove, service => service.RemoveAsync(person, none));
        CredentialEnvironmentRequest gateway = new()
        {
            Project = "shop", Name = "gateway", Kind = CredentialEnvironmentKind.Webhook, Target = "http://127.0.0.1:9/x", SigningKey = new SecretText("sixteen characters"),
        };
        await DoAsync(CredentialAction.Create, CredentialSubject.Environment, "gateway", "shop", () => vault.Authority.Deployment.CreateEnvironmentAsync(gateway, none));
        await DoAsync(CredentialAction.Remove, CredentialSubject.Environment, "gateway", "shop", () => vault.Authority.Deployment.RemoveEnvironmentAsync("shop", "gateway", false, none));
        await DoAsync(CredentialAction.Remove, CredentialSubject.Project, "shop", "", () => vault.Authority.Projects.RemoveProjectAsync("shop", false, none));
        await DoAsync(CredentialAction.Remove, CredentialSubject.Role, "API_USER", "", () => vault.Authority.Projects.RemoveRoleAsync("API_USER", false, none));
        var replaced = new PSCredentials.CertificateAuthorityRollOver { KeyAlgorithm = KeyAlgorithm.EcdsaP256 };
        await vault.IssueAsync(new ApiCredentialRequest { Name = "a-certificate", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate });
        expected.Add((CredentialAction.Create, CredentialSubject.ApiCredential, "a-certificate", "system"));
        await DoAsync(CredentialAction.RollOver, CredentialSubject.Authority, "local", "", () => vault.Authority.CertificateAuthorities.RollOverAsync(replaced, none));
        vault.Clock.Advance(TimeSpan.FromDays(100));

        // The authority does that by itself, before the next change.
        expected.Add((CredentialAction.Purge, CredentialSubject.ApiCredential, "sample-token", "system"));
        expected.Add((CredentialAction.Purge, CredentialSubject.ProjectCredential, "ada", "shop"));
        await DoAsync(CredentialAction.DestroyKey, CredentialSubject.Authority, "local", "", () => vault.Authority.CertificateAuthorities.DestroyEndedKeysAsync(none));
        await DoAsync(CredentialAction.ChangeProtection, CredentialSubject.Authority, "local", "", () => vault.Authority.ChangeProtectionAsync(VaultProtection.KeyFile, null, none));

        List<CredentialEvent> events = await vault.EventsAsync();
        Assert.Equal(expected, events.Select(entry => (entry.Action, entry.SubjectType, entry.SubjectName, entry.Scope)));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(entry => entry.Sequence));

        // What only a vault of an older version does once, when it is opened, has a test of its own.
        // So has what nobody does who is known, and what is no change but told.
        Assert.Equal(Enum.GetValues<CredentialAction>().Except([CredentialAction.ProtectAuditTrail, CredentialAction.ReuseSecret, CredentialAction.Notify]), events.Select(entry => entry.Action).Distinct().Order());
    }

    [Fact]
    public async Task What_was_refused_for_its_form_or_failed_leaves_no_event_and_no_gap()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync();
        await Assert.ThrowsAsync<CredentialException>(() => vault.IssueAsync());
        await Assert.ThrowsAsync<CredentialException>(() => vault.IssueAsync("x"));
        await Assert.ThrowsAsync<CredentialException>(() => vault.Credentials.RemoveAsync(CredentialReference.ByName("nothing"), CancellationToken.None));
        await vault.IssueAsync("second-token");

        Assert.Equal([1, 2, 3], (await vault.EventsAsync()).Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task Events_are_found_by_each_part_and_by_how_new_they_are()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ICredentialAuthority bob = await vault.OpenAgainAsync(vault.Options with { Caller = "Bob Ä" });
        IssuedApiCredential first = await vault.IssueAsync("first-token");
        vault.Clock.Advance(TimeSpan.FromHours(1));
        DateTimeOffset later = vault.Clock.Now;
        await bob.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = "second-token", Type = CredentialType.ApiToken }, CancellationToken.None);
        await bob.ApiKeys.CreateAsync(new ApiKeyRequest { Name = "third-key" }, CancellationToken.None);
        async Task<string> FindAsync(CredentialEventQuery query) => string.Join(' ', (await vault.EventsAsync(query)).Select(entry => entry.SubjectName));

        Assert.Equal("local first-token second-token third-key", await FindAsync(new()));
        Assert.Equal("second-token third-key", await FindAsync(new() { After = later }));
        Assert.Equal("local first-token", await FindAsync(new() { Before = later }));
        Assert.Equal("second-token third-key", await FindAsync(new() { Actor = ["bob ä"] }));
        Assert.Equal("second-token third-key", await FindAsync(new() { Actor = ["B*"] }));
        Assert.Equal("first-token second-token", await FindAsync(new() { SubjectName = ["*-TOKEN"] }));
        Assert.Equal("local", await FindAsync(new() { Action = [CredentialAction.Initialize, CredentialAction.Remove] }));
        Assert.Equal("third-key", await FindAsync(new() { SubjectType = [CredentialSubject.ApiKey] }));
        Assert.Equal("first-token", await FindAsync(new() { SubjectId = [first.Id] }));
        Assert.Equal("second-token third-key", await FindAsync(new() { Newest = 2 }));
        Assert.Equal("first-token second-token", await FindAsync(new() { Newest = 2, SubjectName = ["*-token"] }));
        Assert.Equal("local first-token second-token third-key", await FindAsync(new() { Newest = long.MaxValue }));
        Assert.Equal("", await FindAsync(new() { Newest = 0 }));
        Assert.Equal("", await FindAsync(new() { Newest = -1 }));
        Assert.Equal("", await FindAsync(new() { Newest = 5, SubjectName = ["nothing"] }));
    }

    [Fact]
    public async Task The_newest_stay_as_many_though_more_come_meanwhile()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(i => vault.IssueAsync($"token-{i:0000}")));
        var seen = new List<long>();

        await foreach (CredentialEvent entry in vault.Authority.Audit.ListAsync(new CredentialEventQuery { Newest = 1000 }, CancellationToken.None))
        {
            if (seen.Count == 3)
            {
                await vault.IssueAsync("one-more");
            }

            seen.Add(entry.Sequence);
        }

        Assert.Equal(Enumerable.Range(102, 1000).Select(i => (long)i), seen);
    }
}
