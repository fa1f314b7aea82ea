namespace PSCredentials.Tests.Deployment;

/// <summary>Whom nginx lets in by a password file, asked by curl right after each change.</summary>
public sealed class NginxTests
{
    [Fact]
    public async Task Each_change_takes_effect_with_the_next_request()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await vault.AddFileAsync();
        await using PasswordNginx nginx = await PasswordNginx.StartAsync(vault.PasswordFile);
        string password = DeployVault.PasswordOf("orders");
        Assert.Equal("401", await nginx.AskAsync("orders", password));

        await vault.MakeAsync("orders", request => request with { ExpiresAt = vault.Clock.Now.AddDays(1) });
        Assert.Equal("200", await nginx.AskAsync("orders", password));
        Assert.Equal("401", await nginx.AskAsync("orders", "wrong"));
        await vault.SwitchAsync("orders", false);
        Assert.Equal("401", await nginx.AskAsync("orders", password));
        await vault.SwitchAsync("orders", true);
        Assert.Equal("200", await nginx.AskAsync("orders", password));
        await vault.ChangeAsync("orders", new ProjectCredentialChange { Password = new SecretText("another good password") });
        Assert.Equal(("401", "200"), (await nginx.AskAsync("orders", password), await nginx.AskAsync("orders", "another good password")));
        vault.Clock.Advance(TimeSpan.FromDays(2));
        await vault.PublishAsync();
        Assert.Equal("401", await nginx.AskAsync("orders", "another good password"));
        await vault.ChangeAsync("orders", new ProjectCredentialChange { NeverExpires = true });
        Assert.Equal("200", await nginx.AskAsync("orders", "another good password"));
        await vault.RemoveAsync("orders");
        Assert.Equal("401", await nginx.AskAsync("orders", "another good password"));
    }
}
