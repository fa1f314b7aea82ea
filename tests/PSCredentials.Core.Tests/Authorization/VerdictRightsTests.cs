using PSCredentials.Tests.Projects;

namespace PSCredentials.Tests.Authorization;

/// <summary>What who presents a credential may do at that moment.</summary>
public sealed class VerdictRightsTests
{
    private const CredentialScopeType Namespace = CredentialScopeType.Namespace;
    private const CredentialScopeType Workspace = CredentialScopeType.Workspace;
    private const CredentialPermissions View = CredentialPermissions.View;
    private const CredentialPermissions Editor = View | CredentialPermissions.Manage | CredentialPermissions.Deploy;

    [Theory]
    [InlineData(CredentialType.ApiToken)]
    [InlineData(CredentialType.ApiCertificate)]
    public async Task An_API_credential_follows_its_owner(CredentialType type)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync(
            new ApiCredentialRequest { Name = "of-the-tester", Type = type, Password = type == CredentialType.ApiToken ? null : BundlePassword.Generate });
        async Task<CredentialPermissions> InPaymentsAsync() => vault.Authority.Rights.Of(await vault.VerifyAsync(issued)).In(Namespace, "payments");

        Assert.Equal(CredentialPermissions.None, await InPaymentsAsync());
        await vault.Authority.GrantAsync("somebody", CredentialRightRole.Owner);
        await vault.Authority.GrantAsync("tester", CredentialRightRole.Owner, isGroup: true);
        Assert.Equal(CredentialPermissions.None, await InPaymentsAsync());
        await vault.Authority.GrantAsync("TESTER", CredentialRightRole.Viewer);
        Assert.Equal(View, await InPaymentsAsync());
        await vault.Authority.GrantAsync("tester", CredentialRightRole.Editor, Namespace, "Payments");
        Assert.Equal(Editor, await InPaymentsAsync());
        await vault.Authority.TakeAsync("tester", CredentialRightRole.Viewer);
        await vault.Authority.TakeAsync("tester", CredentialRightRole.Editor, Namespace, "payments");
        Assert.Equal(CredentialPermissions.None, await InPaymentsAsync());
    }

    [Fact]
    public async Task A_service_credential_has_its_own_roles_and_those_of_its_groups()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.GrantAsync("tester", CredentialRightRole.Owner);
        await vault.Authority.GrantAsync("service", CredentialRightRole.Owner);
        await vault.Authority.GrantAsync("DEVS", CredentialRightRole.Editor, Workspace, "blue", isGroup: true);
        await vault.Authority.GrantAsync("devs", CredentialRightRole.Owner, Workspace, "green");
        IssuedApiCredential issued = await vault.IssueAsync(new ApiCredentialRequest
        {
            Name = "service",
            Type = CredentialType.ServiceApiToken,
            NamespaceRole = [new("Payments", "editor"), new("*", "VIEWER"), new("payments", "ves-io-admin"), new("billing", "0"), new("billing", "IdentityDeploy"), new("stage", "Owner")],
            UserGroup = ["devs", "others"],
        });

        EffectiveRights rights = vault.Authority.Rights.Of(await vault.VerifyAsync(issued));

        Assert.Equal(Editor, rights.In(Namespace, "payments"));
        Assert.Equal(View, rights.In(Namespace, "billing"));
        Assert.Equal(CredentialPermissions.All, rights.In(Namespace, "STAGE"));
        Assert.Equal(Editor, rights.In(Workspace, "Blue"));
        Assert.Equal(CredentialPermissions.None, rights.In(Workspace, "green"));
        Assert.Equal(CredentialPermissions.None, rights.In(CredentialScopeType.Authority));

        await vault.Authority.TakeAsync("devs", CredentialRightRole.Editor, Workspace, "blue", isGroup: true);
        await vault.Credentials.ChangeAsync(CredentialReference.ByName("service"), new ApiCredentialChange { NamespaceRole = [new("payments", "Viewer")] }, CancellationToken.None);
        rights = vault.Authority.Rights.Of(await vault.VerifyAsync(issued));

        Assert.Equal(View, rights.In(Namespace, "payments"));
        Assert.Equal(CredentialPermissions.None, rights.In(Namespace, "stage"));
        Assert.Equal(CredentialPermissions.None, rights.In(Workspace, "blue"));
    }

    [Fact]
    public async Task A_verdict_from_before_a_change_does_not_tell_what_later_ones_allow()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync(
            new ApiCredentialRequest { Name = "service", Type = CredentialType.ServiceApiToken, NamespaceRole = [new("payments", "Owner")] });
        CredentialVerdict before = await vault.VerifyAsync(issued);
        await vault.Credentials.ChangeAsync(CredentialReference.ByName("service"), new ApiCredentialChange { NamespaceRole = [] }, CancellationToken.None);

        Assert.Equal(CredentialPermissions.All, vault.Authority.Rights.Of(before).In(Namespace, "payments"));
        Assert.Equal(CredentialPermissions.None, vault.Authority.Rights.Of(await vault.VerifyAsync(issued)).In(Namespace, "payments"));
    }

    [Theory]
    [InlineData(ApiKeyRole.Owner, "", CredentialPermissions.All, CredentialPermissions.All)]
    [InlineData(ApiKeyRole.Owner, "Blue", CredentialPermissions.All, CredentialPermissions.None)]
    [InlineData(ApiKeyRole.Editor, "Blue", Editor, CredentialPermissions.None)]
    [InlineData(ApiKeyRole.Viewer, "Blue", View, CredentialPermissions.None)]
    public async Task An_API_key_has_its_role_in_its_workspace(ApiKeyRole role, string workspace, CredentialPermissions inBlue, CredentialPermissions inGreen)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.GrantAsync("tester", CredentialRightRole.Owner);
        await vault.Authority.GrantAsync("admin", CredentialRightRole.Owner);
        IssuedApiKey key = await vault.Keys.CreateAsync(new ApiKeyRequest { Name = "sample-key", Role = role, Workspace = workspace }, CancellationToken.None);

        EffectiveRights rights = vault.Authority.Rights.Of(await vault.VerifyAsync(key));

        Assert.Equal((inBlue, inGreen), (rights.In(Workspace, "blue"), rights.In(Workspace, "green")));
        Assert.Equal(CredentialPermissions.None, rights.In(Namespace, "blue") | rights.In(CredentialScopeType.Authority));
    }

    [Fact]
    public async Task SCIM_tokens_and_project_credentials_have_none()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        foreach (string principal in new[] { "tester", "api-user" })
        {
            await vault.Authority.GrantAsync(principal, CredentialRightRole.Owner);
        }

        await vault.CreateAsync();
        CredentialVerdict person = await vault.Authority.Verifier.VerifyPasswordAsync("api-user", new SecretText(ProjectVault.Password), null, null, CancellationToken.None);
        CredentialVerdict scim = await vault.VerifyAsync(await vault.IssueAsync("scim-token", CredentialType.ScimApiToken));

        Assert.True(person.IsValid && scim.IsValid);
        Assert.Same(EffectiveRights.None, vault.Authority.Rights.Of(person));
        Assert.Same(EffectiveRights.None, vault.Authority.Rights.Of(scim));
    }

    [Fact]
    public async Task What_is_not_valid_has_none()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.GrantAsync("tester", CredentialRightRole.Owner);
        IssuedApiCredential issued = await vault.IssueAsync();
        Assert.Equal(CredentialPermissions.All, vault.Authority.Rights.Of(await vault.VerifyAsync(issued)).In(CredentialScopeType.Authority));
        await vault.Credentials.DisableAsync(CredentialReference.ByName("sample-token"), CancellationToken.None);

        Assert.Same(EffectiveRights.None, vault.Authority.Rights.Of(await vault.VerifyAsync(issued)));
        Assert.Same(EffectiveRights.None, vault.Authority.Rights.Of(new CredentialVerdict(VerificationReason.Unknown)));
    }

    [Fact]
    public async Task What_is_known_is_not_read_again_while_the_epoch_stands()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.GrantAsync("tester", CredentialRightRole.Viewer);
        CredentialVerdict first = await vault.VerifyAsync(await vault.IssueAsync("first-token"));
        CredentialVerdict second = await vault.VerifyAsync(await vault.IssueAsync("second-token"));

        EffectiveRights known = vault.Authority.Rights.Of(first);
        Assert.Same(known, vault.Authority.Rights.Of(second));
        await vault.Authority.GrantAsync("tester", CredentialRightRole.Viewer);
        Assert.Same(known, vault.Authority.Rights.Of(first));
        await vault.Authority.GrantAsync("somebody", CredentialRightRole.Viewer);
        Assert.NotSame(known, vault.Authority.Rights.Of(first));
    }

    [Fact]
    public async Task A_change_by_another_session_counts_at_once_and_one_by_another_process_within_a_second()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ICredentialAuthority other = await vault.OpenAgainAsync();
        CredentialVerdict verdict = await vault.VerifyAsync(await vault.IssueAsync());
        CredentialPermissions Here() => vault.Authority.Rights.Of(verdict).In(Namespace, "payments");
        Assert.Equal(CredentialPermissions.None, Here());

        await other.GrantAsync("tester", CredentialRightRole.Viewer);
        Assert.Equal(View, Here());
        await other.TakeAsync("tester", CredentialRightRole.Viewer);
        Assert.Equal(CredentialPermissions.None, Here());

        // A connection of its own, as another process has it.
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={vault.Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using Microsoft.Data.Sqlite.SqliteCommand insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO access_right (principal_key, is_group, scope_type, scope_key, role, principal, scope, granted_at, granted_by) VALUES ('TESTER', 0, 0, '', 1, 'tester', '', 0, 'x')";
            Assert.Equal(1, await insert.ExecuteNonQueryAsync());
        }

        Assert.True(SpinWait.SpinUntil(() => Here() == Editor, TimeSpan.FromSeconds(10)));
    }
}
