using PSCredentials.Storage;

namespace PSCredentials.Tests.Connections;

/// <summary>Connections that a vault keeps: what is kept, what is refused, and a token that opens in its own place alone.</summary>
public sealed class ConnectionServiceTests
{
    private const string Token = "a-token-that-nobody-else-has-93";

    private static readonly CancellationToken s_none = CancellationToken.None;

    private static readonly CredentialConnection s_prod = new() { Name = "Prod", Provider = RemoteProvider.F5Xc, Uri = new Uri("https://tenant.example/") };

    [Fact]
    public async Task All_that_was_given_is_kept_and_listed_by_name()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        string pem = (await vault.Authority.DescribeAsync(s_none)).CertificateAuthorityPem!;
        CredentialConnection whole = s_prod with
        {
            Proxy = new Uri("http://proxy.example:8080/"),
            CertificateAuthority = pem,
            SkipCertificateCheck = true,
            OperationTimeoutSeconds = 7,
            MaximumRetryCount = 0,
            CertificatePath = "/etc/psc/client.p12",
        };
        CredentialConnection other = s_prod with { Name = "egs", Provider = RemoteProvider.KubeSlice, SecretName = "owner", SecretVault = "Team" };

        CredentialConnection saved = await vault.Authority.Connections.SaveAsync(whole, null, false, s_none);
        await vault.Authority.Connections.SaveAsync(other, null, false, s_none);
        await vault.OpenAgainAsync();

        IReadOnlyList<CredentialConnection> listed = await vault.Authority.Connections.ListAsync([], s_none);
        DateTimeOffset now = vault.Clock.Now;
        Assert.Equal(whole with { CertificateAuthority = saved.CertificateAuthority, CreatedAt = now, ModifiedAt = now, Authority = "local" }, saved);
        Assert.Equal([other with { CreatedAt = now, ModifiedAt = now, Authority = "local" }, saved], listed);
        Assert.Equal(saved, Assert.Single(await vault.Authority.Connections.ListAsync(["p*D"], s_none)));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Authority.Connections.RevealTokenAsync(saved, s_none));
    }

    [Fact]
    public async Task A_name_is_saved_once_unless_it_is_replaced_and_then_nothing_of_before_stays()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ICredentialConnectionService service = vault.Authority.Connections;
        CredentialConnection first = await service.SaveAsync(s_prod, new SecretText(Token), false, s_none);
        Assert.True(first.HasToken);
        vault.Clock.Advance(TimeSpan.FromHours(1));

        await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => service.SaveAsync(s_prod with { Name = "PROD" }, null, false, s_none));
        CredentialConnection second = await service.SaveAsync(s_prod with { Name = "PROD", Uri = new Uri("https://other.example") }, null, true, s_none);

        Assert.Equal(("PROD", false, first.CreatedAt, first.CreatedAt.AddHours(1)), (second.Name, second.HasToken, second.CreatedAt, second.ModifiedAt));
        Assert.Equal(second, Assert.Single(await service.ListAsync([], s_none)));
        await Refusal.OfAsync(CredentialErrors.ModifiedMeanwhile, () => service.RevealTokenAsync(first, s_none));
    }

    [Fact]
    public async Task A_token_is_in_no_byte_of_the_vault_and_comes_back_whole_under_another_master_key_too()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        CredentialConnection saved = await vault.Authority.Connections.SaveAsync(s_prod, new SecretText(Token), false, s_none);
        await vault.Authority.ChangeProtectionAsync(VaultProtection.KeyFile, null, s_none);
        ICredentialAuthority again = await vault.OpenAgainAsync();

        Assert.Equal(Token, (await again.Connections.RevealTokenAsync(saved, s_none)).Reveal());
        Assert.DoesNotContain(await vault.EventsAsync(), entry => entry.Detail.Contains(Token, StringComparison.Ordinal));
        Assert.DoesNotContain(Token, saved.ToString() + System.Text.Json.JsonSerializer.Serialize(saved), StringComparison.Ordinal);
        await vault.CloseAsync();
        Assert.False(FolderBytes.Contain(vault.Folder, Token));
    }

    [Fact]
    public async Task What_is_removed_is_gone_with_its_token()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ICredentialConnectionService service = vault.Authority.Connections;
        CredentialConnection saved = await service.SaveAsync(s_prod, new SecretText(Token), false, s_none);

        await service.RemoveAsync("prod", s_none);

        Assert.Empty(await service.ListAsync([], s_none));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => service.RevealTokenAsync(saved, s_none));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => service.RemoveAsync("prod", s_none));
    }

    [Theory]
    [InlineData("UPDATE connection SET address = 'https://evil.example/' WHERE name = 'Prod'")]
    [InlineData("UPDATE connection SET provider = 'Apinizer' WHERE name = 'Prod'")]
    [InlineData("UPDATE connection SET proxy = 'http://evil.example/' WHERE name = 'Prod'")]
    [InlineData("UPDATE connection SET skip_check = 1 WHERE name = 'Prod'")]
    [InlineData("UPDATE connection SET certificate_authority = 'x' WHERE name = 'Prod'")]
    [InlineData("UPDATE connection SET sealed_token = (SELECT sealed_token FROM connection WHERE name = 'other') WHERE name = 'Prod'")]
    public async Task A_token_does_not_open_for_what_another_hand_put_beside_it(string change)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.Connections.SaveAsync(s_prod, new SecretText(Token), false, s_none);
        await vault.Authority.Connections.SaveAsync(s_prod with { Name = "other" }, new SecretText(Token), false, s_none);
        using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
        {
            connection.Execute(change);
        }

        CredentialConnection read = Assert.Single(await vault.Authority.Connections.ListAsync(["prod"], s_none));
        CredentialException error = await Refusal.OfAsync(CredentialErrors.StoreDamaged, () => vault.Authority.Connections.RevealTokenAsync(read, s_none));

        Assert.DoesNotContain(Token, error.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "Name", """{ "Name": "" }""" },
        { "Name", """{ "Name": "a,b" }""" },
        { "Name", """{ "Name": "a*" }""" },
        { "Provider", """{ "Provider": 9 }""" },
        { "Uri", """{ "Uri": null }""" },
        { "Uri", """{ "Uri": "ftp://a.example" }""" },
        { "Uri", """{ "Uri": "a.example" }""" },
        { "Uri", """{ "Uri": "http://a.example" }""" },
        { "Uri", """{ "Uri": "https://me@a.example" }""" },
        { "Uri", """{ "Uri": "https://a.example/?x" }""" },
        { "Proxy", """{ "Proxy": "https://me:secret@p.example" }""" },
        { "Proxy", """{ "Proxy": "ftp://p.example" }""" },
        { "OperationTimeoutSeconds", """{ "OperationTimeoutSeconds": 0 }""" },
        { "MaximumRetryCount", """{ "MaximumRetryCount": 21 }""" },
        { "CertificateAuthority", """{ "CertificateAuthority": "no certificate" }""" },
        { "SecretVault", """{ "SecretVault": "Team" }""" },
        { "Token", """{ "SecretName": "a", "CertificatePath": "/b" }""" },
        { "CertificatePath", """{ "Uri": "http://localhost", "CertificatePath": "/b" }""" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_could_not_connect_or_would_keep_a_secret_in_the_open_is_refused_by_its_field(string field, string given)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        CredentialConnection connection = s_prod;
        foreach (System.Text.Json.JsonProperty property in System.Text.Json.JsonDocument.Parse(given).RootElement.EnumerateObject())
        {
            string? text = property.Value.ValueKind == System.Text.Json.JsonValueKind.String ? property.Value.GetString() : null;
            connection = property.Name switch
            {
                "Name" => connection with { Name = text! },
                "Provider" => connection with { Provider = (RemoteProvider)property.Value.GetInt32() },
                "Uri" => connection with { Uri = text is null ? null : new Uri(text, UriKind.RelativeOrAbsolute) },
                "Proxy" => connection with { Proxy = new Uri(text!) },
                "OperationTimeoutSeconds" => connection with { OperationTimeoutSeconds = property.Value.GetInt32() },
                "MaximumRetryCount" => connection with { MaximumRetryCount = property.Value.GetInt32() },
                "CertificateAuthority" => connection with { CertificateAuthority = text },
                "SecretName" => connection with { SecretName = text },
                "SecretVault" => connection with { SecretVault = text },
                _ => connection with { CertificatePath = text },
            };
        }

        CredentialException error = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Authority.Connections.SaveAsync(connection, null, false, s_none));

        Assert.StartsWith(field, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret@", error.Message, StringComparison.Ordinal);
        Assert.Empty(await vault.Authority.Connections.ListAsync([], s_none));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("tökén")]
    public async Task A_token_that_none_is_is_refused_without_being_repeated(string token)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialException error = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Authority.Connections.SaveAsync(s_prod, new SecretText(token), false, s_none));

        Assert.True(token.Length == 0 || !error.Message.Contains(token, StringComparison.Ordinal));
    }
}
