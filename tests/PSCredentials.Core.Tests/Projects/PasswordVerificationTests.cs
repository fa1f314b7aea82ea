namespace PSCredentials.Tests.Projects;

/// <summary>One reason for each way in which a presented password is refused.</summary>
public sealed class PasswordVerificationTests
{
    [Fact]
    public async Task The_right_password_is_good_and_a_wrong_one_and_an_unknown_username_are_told_apart_for_admins()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync();

        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync());
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync(username: "API-USER"));
        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync("securePassword123!"));
        Assert.Equal(VerificationReason.Unknown, await vault.PresentAsync(username: "nobody"));
        Assert.Equal(VerificationReason.Unknown, await vault.PresentAsync(username: string.Empty));
        Assert.Equal(VerificationReason.Unknown, await vault.PresentAsync(username: "api-user\0"));
        Assert.Equal(VerificationReason.Unknown, await vault.PresentAsync(username: "\ud800"));
        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync("\ud800"));
        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync(string.Empty));
    }

    [Theory]
    [InlineData("Schlüsselbund", "Schlösselbund", 1)]
    [InlineData("ein langes Paßwort ", "ein langes Pasßort ", 12)]
    public async Task A_cached_password_makes_no_other_one_good(string right, string wrong, int times)
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        right = string.Concat(Enumerable.Repeat(right, times));
        wrong = string.Concat(Enumerable.Repeat(wrong, times));
        await vault.CreateAsync(ProjectVault.Request() with { Password = new SecretText(right) });
        await PresentOftenAsync(vault, VerificationReason.Valid, right);

        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync(wrong));
        await PresentOftenAsync(vault, VerificationReason.Valid, right);
    }

    [Fact]
    public async Task Disabled_expired_and_removed_credentials_are_refused_at_the_next_call()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync(ProjectVault.Request() with { ExpiresAt = vault.Clock.GetUtcNow().AddHours(1) });
        await PresentOftenAsync(vault, VerificationReason.Valid);

        await vault.ChangeAsync(new ProjectCredentialChange { IsEnabled = false });
        Assert.Equal(VerificationReason.Disabled, await vault.PresentAsync());
        await vault.ChangeAsync(new ProjectCredentialChange { IsEnabled = true });
        await PresentOftenAsync(vault, VerificationReason.Valid);

        vault.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(VerificationReason.Expired, await vault.PresentAsync());
        await vault.ChangeAsync(new ProjectCredentialChange { NeverExpires = true });
        await PresentOftenAsync(vault, VerificationReason.Valid);

        await vault.Authority.ProjectCredentials.RemoveAsync(CredentialReference.ByName("api-user"), CancellationToken.None);
        Assert.Equal(VerificationReason.Unknown, await vault.PresentAsync());
    }

    [Fact]
    public async Task Addresses_and_grants_narrow_what_is_good()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync(ProjectVault.Request() with { IPAddress = ["10.0.0.0/8", "2001:db8::/32"] });
        await vault.Authority.ProjectCredentials.GrantAccessAsync(CredentialReference.ByName("api-user"), [new("orders")], CancellationToken.None);

        Assert.Equal(VerificationReason.AddressNotAllowed, await vault.PresentAsync());
        Assert.Equal(VerificationReason.AddressNotAllowed, await vault.PresentAsync(address: "192.0.2.1"));
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync(address: "10.1.2.3"));
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync(address: "2001:db8::1", resource: new("Orders")));
        Assert.Equal(VerificationReason.ResourceNotGranted, await vault.PresentAsync(address: "10.1.2.3", resource: new("stock")));
        Assert.Equal(VerificationReason.ResourceNotGranted, await vault.PresentAsync(address: "10.1.2.3", resource: new("orders", AccessTargetType.ApiProxyGroup)));
    }

    [Fact]
    public async Task A_changed_password_ends_the_old_one_at_once_or_after_its_grace_period()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync();
        await PresentOftenAsync(vault, VerificationReason.Valid);

        await vault.ChangeAsync(new ProjectCredentialChange { Password = new SecretText("second password 2") });
        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync());

        ProjectCredential changed = await vault.ChangeAsync(new ProjectCredentialChange { GeneratePassword = true, GracePeriod = TimeSpan.FromHours(1) });
        string third = Assert.IsType<IssuedProjectCredential>(changed).GetPassword();
        Assert.Equal(vault.Clock.GetUtcNow().AddHours(1), changed.GracePeriodEndsAt);
        await PresentOftenAsync(vault, VerificationReason.Valid, "second password 2");
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync(third));

        vault.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(VerificationReason.Expired, await vault.PresentAsync("second password 2"));
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync(third));
    }

    [Fact]
    public async Task Too_many_wrong_passwords_in_a_row_throttle_for_longer_each_time()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { FailureLimit = 3, ThrottleTime = TimeSpan.FromMinutes(1) }, CancellationToken.None);
        await vault.CreateAsync();

        await FailAsync(vault, 2);
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync());
        vault.Clock.Advance(TimeSpan.FromSeconds(1));
        await FailAsync(vault, 3);
        Assert.Equal(VerificationReason.Throttled, await vault.PresentAsync());
        Assert.Equal(VerificationReason.Throttled, await vault.PresentAsync("wrong"));

        vault.Clock.Advance(TimeSpan.FromSeconds(61));
        await FailAsync(vault, 1);
        vault.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(VerificationReason.Throttled, await vault.PresentAsync());
        vault.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync());
    }

    [Fact]
    public async Task A_use_that_is_not_written_yet_ends_the_row_of_wrong_passwords()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { FailureLimit = 2 }, CancellationToken.None);
        await vault.CreateAsync();
        await PresentOftenAsync(vault, VerificationReason.Valid);

        for (int i = 0; i < 5; i++)
        {
            vault.Clock.Advance(TimeSpan.FromSeconds(1));
            await FailAsync(vault, 1);
            vault.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(VerificationReason.Valid, await vault.PresentAsync());
        }
    }

    [Fact]
    public async Task A_verdict_says_who_it_is_and_holds_no_hash()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync();

        CredentialVerdict verdict = await vault.Authority.Verifier.VerifyPasswordAsync(
            "api-user", new SecretText(ProjectVault.Password), null, null, CancellationToken.None);

        Assert.Equal(new CredentialPrincipal("api-user", PrincipalKind.ProjectUser), verdict.Principal);
        Assert.Equal(["API_USER"], verdict.Role);
        Assert.DoesNotContain("argon2id", System.Text.Json.JsonSerializer.Serialize(verdict.Credential), StringComparison.Ordinal);
    }

    // From the third time on the answer comes out of the cache.
    private static async Task PresentOftenAsync(SampleVault vault, VerificationReason expected, string password = ProjectVault.Password)
    {
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(expected, await vault.PresentAsync(password));
        }
    }

    private static async Task FailAsync(SampleVault vault, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync("wrong"));
        }
    }
}
