using PSCredentials.Tests.Projects;

namespace PSCredentials.Tests.AccessTokens;

/// <summary>Tokens for a project's credential live and die with the one password that was presented.</summary>
public sealed class PasswordTokenTests
{
    [Fact]
    public async Task It_lives_a_quarter_of_an_hour_and_never_longer_than_the_credential()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync(ProjectVault.Request() with { ExpiresAt = vault.Clock.Now.AddMinutes(20) });

        AccessTokenGrant grant = await AskAsync(vault);
        Assert.Equal(TimeSpan.FromMinutes(15), grant.Lifetime);
        vault.Clock.Advance(TimeSpan.FromMinutes(10));
        AccessTokenGrant late = await AskAsync(vault);
        Assert.Equal(TimeSpan.FromMinutes(10), late.Lifetime);

        CredentialVerdict verdict = await vault.Tokens().VerifyAsync(late.Token!.Reveal(), null, null, CancellationToken.None);
        Assert.True(verdict.IsValid);
        Assert.Equal(new CredentialPrincipal("api-user", PrincipalKind.ProjectUser), verdict.Principal);
        Assert.Equal(["API_USER"], verdict.Role);
        vault.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(VerificationReason.Expired, await vault.PresentTokenAsync(late.Token.Reveal()));
        Assert.Equal(VerificationReason.WrongPassword, (await AskAsync(vault, "a wrong password 1")).Verdict.Reason);
        Assert.Null((await AskAsync(vault, "a wrong password 1")).Token);
    }

    [Fact]
    public async Task Another_password_ends_the_tokens_of_the_one_before_at_once_or_with_its_grace_period()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync();
        string first = await vault.GrantAsync(ProjectVault.Password);
        await vault.PresentOftenAsync(first);

        await vault.ChangeAsync(new ProjectCredentialChange { Password = new SecretText("second password 2") });
        Assert.Equal(VerificationReason.Expired, await vault.PresentTokenAsync(first));
        string second = await vault.GrantAsync("second password 2");
        await vault.PresentOftenAsync(second);

        await vault.ChangeAsync(new ProjectCredentialChange { Password = new SecretText("third password 3"), GracePeriod = TimeSpan.FromMinutes(5) });
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(second));

        // The grace period is that of the second password; it brings no token of the first one back.
        Assert.Equal(VerificationReason.Expired, await vault.PresentTokenAsync(first));
        AccessTokenGrant byOld = await AskAsync(vault, "second password 2");
        Assert.Equal(TimeSpan.FromMinutes(5), byOld.Lifetime);
        string third = await vault.GrantAsync("third password 3");
        vault.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(VerificationReason.Expired, await vault.PresentTokenAsync(second));
        Assert.Equal(VerificationReason.Expired, await vault.PresentTokenAsync(byOld.Token!.Reveal()));
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(third));
    }

    [Fact]
    public async Task The_same_password_set_again_is_another_one()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync();
        string token = await vault.GrantAsync(ProjectVault.Password);

        await vault.ChangeAsync(new ProjectCredentialChange { Password = new SecretText(ProjectVault.Password) });

        Assert.Equal(VerificationReason.Expired, await vault.PresentTokenAsync(token));
    }

    [Fact]
    public async Task Its_state_addresses_and_grants_are_those_of_the_credential()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync();
        CredentialReference user = CredentialReference.ByName("api-user");
        await vault.Authority.ProjectCredentials.GrantAccessAsync(user, [new("orders")], CancellationToken.None);
        string token = await vault.GrantAsync(ProjectVault.Password);
        await vault.PresentOftenAsync(token);

        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token, resource: new("Orders")));
        Assert.Equal(VerificationReason.ResourceNotGranted, await vault.PresentTokenAsync(token, resource: new("stock")));
        await vault.ChangeAsync(new ProjectCredentialChange { IsEnabled = false });
        Assert.Equal(VerificationReason.Disabled, await vault.PresentTokenAsync(token));
        await vault.ChangeAsync(new ProjectCredentialChange { IsEnabled = true, IPAddress = ["10.0.0.0/8"] });
        Assert.Equal(VerificationReason.AddressNotAllowed, await vault.PresentTokenAsync(token, "192.0.2.1"));
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token, "10.0.0.1"));
        await vault.Authority.ProjectCredentials.RemoveAsync(user, CancellationToken.None);
        Assert.Equal(VerificationReason.Unknown, await vault.PresentTokenAsync(token, "10.0.0.1"));
    }

    [Fact]
    public async Task Wrong_passwords_throttle_new_grants_and_no_token_that_was_granted()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { FailureLimit = 2 }, CancellationToken.None);
        await vault.CreateAsync();
        string token = await vault.GrantAsync(ProjectVault.Password);
        vault.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync("a wrong password 1"));
        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync("a wrong password 1"));

        Assert.Equal(VerificationReason.Throttled, (await AskAsync(vault)).Verdict.Reason);
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token));
    }

    [Fact]
    public async Task A_token_in_use_does_not_end_the_count_of_wrong_passwords()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { FailureLimit = 2 }, CancellationToken.None);
        await vault.CreateAsync();
        string token = await vault.GrantAsync(ProjectVault.Password);
        vault.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync("a wrong password 1"));
        vault.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token));
        await vault.Authority.ProjectCredentials.GetAsync(CredentialReference.ByName("api-user"), CancellationToken.None);
        vault.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync("a wrong password 2"));

        Assert.Equal(VerificationReason.Throttled, (await AskAsync(vault)).Verdict.Reason);
    }

    private static Task<AccessTokenGrant> AskAsync(SampleVault vault, string password = ProjectVault.Password) =>
        vault.Tokens().GrantForPasswordAsync("api-user", new SecretText(password), null, CancellationToken.None);
}
