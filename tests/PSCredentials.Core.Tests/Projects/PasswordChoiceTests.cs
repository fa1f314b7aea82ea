namespace PSCredentials.Tests.Projects;

/// <summary>Which passwords may be chosen, and what is kept of them.</summary>
public sealed class PasswordChoiceTests
{
    [Theory]
    [InlineData("short", "has 5 characters")]
    [InlineData("API-USER", "is the username")]
    [InlineData("user@example.com", "is the username")]
    [InlineData("john doe", "is the username")]
    [InlineData("abababababab", "two different characters")]
    [InlineData("with\tcontrol", "control character")]
    public async Task A_password_that_is_guessed_is_refused(string password, string fault)
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();

        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.PasswordNotAllowed, () => vault.CreateAsync(ProjectVault.Request() with { Password = new SecretText(password) }));

        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_password_on_the_policys_list_is_refused_until_the_list_ends()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync();
        IPolicyService policy = vault.Authority.Policy;
        CredentialPolicy blocking = await policy.ChangeAsync(
            new CredentialPolicyChange { BlockedPassword = ["123456789", "Correct Horse", "correct horse", string.Empty] }, CancellationToken.None);

        Assert.Equal(2, blocking.BlockedPasswordCount);
        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.PasswordNotAllowed, () => vault.ChangeAsync(new ProjectCredentialChange { Password = new SecretText("CORRECT horse") }));
        Assert.Equal("Password is on the list of passwords that the policy blocks.", refusal.Message);
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync());

        await policy.ChangeAsync(new CredentialPolicyChange { FailureLimit = 5 }, CancellationToken.None);
        Assert.Equal(2, (await policy.GetAsync(CancellationToken.None)).BlockedPasswordCount);
        await policy.ChangeAsync(new CredentialPolicyChange { BlockedPassword = [] }, CancellationToken.None);
        await vault.ChangeAsync(new ProjectCredentialChange { Password = new SecretText("CORRECT horse") });
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync("CORRECT horse"));
    }

    [Fact]
    public async Task A_made_password_is_long_random_and_works()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();

        var made = Assert.IsType<IssuedProjectCredential>(await vault.CreateAsync(ProjectVault.Request() with { Password = null }));
        var other = Assert.IsType<IssuedProjectCredential>(await vault.CreateAsync(ProjectVault.Request("other") with { Password = null }));

        Assert.Equal(24, made.GetPassword().Length);
        Assert.NotEqual(made.GetPassword(), other.GetPassword());
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync(made.GetPassword()));
        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync(other.GetPassword()));
    }

    [Fact]
    public async Task A_password_means_the_same_however_it_was_composed()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync(ProjectVault.Request() with { Password = new SecretText("pa\u0308sswo\u0308rd") });

        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync("p\u00e4ssw\u00f6rd"));
        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync("password"));
    }

    [Fact]
    public async Task Neither_a_given_nor_a_made_password_is_in_the_vault_or_in_an_event()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync();
        var made = (IssuedProjectCredential)await vault.ChangeAsync(new ProjectCredentialChange { GeneratePassword = true, GracePeriod = TimeSpan.FromDays(1) });
        await vault.PresentAsync(made.GetPassword());
        await vault.PresentAsync("a wrong password 42");
        List<string> events = [];
        await foreach (CredentialEvent entry in vault.Authority.Audit.ListAsync(new CredentialEventQuery(), CancellationToken.None))
        {
            events.Add(entry.ToString());
        }

        await vault.CloseAsync();
        foreach (string secret in (string[])[ProjectVault.Password, made.GetPassword(), "a wrong password 42"])
        {
            Assert.DoesNotContain(events, text => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.False(FolderBytes.Contain(vault.Folder, secret));
        }
    }
}
