using System.Text;
using System.Text.Json;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PSCredentials.Tests.Projects;

namespace PSCredentials.Tests.AccessTokens;

/// <summary>What a token says, and that it is as good as what it stands for at this moment.</summary>
public sealed class AccessTokenTests
{
    private static readonly CredentialReference s_key = CredentialReference.ByName("sample-key");

    [Fact]
    public async Task A_token_follows_the_profile_and_every_reader_of_the_key_set_verifies_it()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey key = await vault.Keys.CreateAsync(
            new ApiKeyRequest { Name = "sample-key", Workspace = "blue", Role = ApiKeyRole.Editor, UserName = "admin", TokenLifetime = TimeSpan.FromMinutes(20) }, CancellationToken.None);

        AccessTokenGrant grant = await vault.AskAsync(key);
        string token = grant.Token!.Reveal();
        string issuer = "urn:uuid:" + (await vault.Authority.DescribeAsync(CancellationToken.None)).Id;

        Assert.Equal(TimeSpan.FromMinutes(20), grant.Lifetime);
        var set = new JsonWebKeySet(await vault.Tokens().GetKeySetAsync(CancellationToken.None));
        JsonWebKey published = Assert.Single(set.Keys);
        string canonical = $$"""{"crv":"P-256","kty":"EC","x":"{{published.X}}","y":"{{published.Y}}"}""";
        Assert.Equal(Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(canonical))), published.Kid);
        Assert.Null(published.D);

        using JsonDocument header = JsonDocument.Parse(TokenVault.Decode(token.Split('.')[0]));
        Assert.Equal("at+jwt", header.RootElement.GetProperty("typ").GetString());
        Assert.Equal("ES256", header.RootElement.GetProperty("alg").GetString());
        Assert.Equal(published.Kid, header.RootElement.GetProperty("kid").GetString());
        using JsonDocument payload = JsonDocument.Parse(TokenVault.Decode(token.Split('.')[1]));
        JsonElement claims = payload.RootElement;
        long now = vault.Clock.Now.ToUnixTimeSeconds();
        Assert.Equal(issuer, claims.GetProperty("iss").GetString());
        Assert.Equal(issuer, claims.GetProperty("aud").GetString());
        Assert.Equal("kubeslice-rbac-rw-slice-blue", claims.GetProperty("sub").GetString());
        Assert.Equal("sample-key", claims.GetProperty("client_id").GetString());
        Assert.Equal("blue", claims.GetProperty("workspace").GetString());
        Assert.Equal("Editor", claims.GetProperty("role").GetString());
        Assert.Equal(now, claims.GetProperty("iat").GetInt64());
        Assert.Equal(now, claims.GetProperty("nbf").GetInt64());
        Assert.Equal(now + 1200, claims.GetProperty("exp").GetInt64());
        Assert.True(Guid.TryParse(claims.GetProperty("jti").GetString(), out _));
        Assert.DoesNotContain(key.GetKey(), TokenVault.Decode(token.Split('.')[1]), StringComparison.OrdinalIgnoreCase);

        var validation = new TokenValidationParameters { IssuerSigningKeys = set.GetSigningKeys(), ValidIssuer = issuer, ValidAudience = issuer, ValidateLifetime = false };
        Assert.True((await new JsonWebTokenHandler().ValidateTokenAsync(token, validation)).IsValid);

        CredentialVerdict verdict = await vault.Tokens().VerifyAsync(token, null, null, CancellationToken.None);
        CredentialVerdict presented = await vault.VerifyAsync(key);
        Assert.True(verdict.IsValid);
        Assert.Equal(presented.Principal, verdict.Principal);
        Assert.Equal(presented.Right, verdict.Right);
        Assert.Equal(presented.Credential!.Name, verdict.Credential!.Name);
        Assert.NotEqual(await vault.GrantAsync(key), await vault.GrantAsync(key));
    }

    [Fact]
    public async Task A_key_set_without_keys_is_empty() => await UsingAsync(async vault =>
        Assert.Equal("""{"keys":[]}""", await vault.Tokens().GetKeySetAsync(CancellationToken.None)));

    [Fact]
    public async Task A_token_is_good_to_the_second_and_not_before_it_was_granted() => await UsingAsync(async vault =>
    {
        string token = await vault.GrantAsync(await vault.IssueKeyAsync());
        DateTimeOffset granted = vault.Clock.Now;
        TimeSpan lifetime = new ApiKeyRequest().TokenLifetime;
        await vault.PresentOftenAsync(token);

        vault.Clock.Set(granted + lifetime - TimeSpan.FromMilliseconds(1));
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token));
        vault.Clock.Set(granted + lifetime);
        Assert.Equal(VerificationReason.Expired, await vault.PresentTokenAsync(token));
        vault.Clock.Set(granted - TimeSpan.FromMilliseconds(1));
        Assert.Equal(VerificationReason.NotYetValid, await vault.PresentTokenAsync(token));
    });

    [Fact]
    public async Task A_key_that_is_not_in_force_makes_its_tokens_invalid_at_the_next_call() => await UsingAsync(async vault =>
    {
        IssuedApiKey key = await vault.IssueKeyAsync();
        string token = await vault.GrantAsync(key);
        await vault.PresentOftenAsync(token);

        await vault.Keys.DisableAsync(s_key, CancellationToken.None);
        Assert.Equal(VerificationReason.Disabled, await vault.PresentTokenAsync(token));
        AccessTokenGrant refused = await vault.AskAsync(key);
        Assert.Equal(VerificationReason.Disabled, refused.Verdict.Reason);
        Assert.Null(refused.Token);
        await vault.Keys.EnableAsync(s_key, CancellationToken.None);
        await vault.PresentOftenAsync(token);

        IssuedApiKey next = await vault.Keys.RotateAsync(s_key, TimeSpan.FromMinutes(5), null, CancellationToken.None);
        await vault.PresentOftenAsync(token);
        AccessTokenGrant byOld = await vault.AskAsync(key);
        Assert.Equal(TimeSpan.FromMinutes(5), byOld.Lifetime);
        string byNext = await vault.GrantAsync(next);
        vault.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(VerificationReason.Expired, await vault.PresentTokenAsync(token));
        await vault.PresentOftenAsync(byNext);

        await vault.Keys.RotateAsync(s_key, TimeSpan.Zero, null, CancellationToken.None);
        Assert.NotEqual(VerificationReason.Valid, await vault.PresentTokenAsync(byNext));

        await vault.Keys.RemoveAsync(s_key, CancellationToken.None);
        Assert.Equal(VerificationReason.Unknown, await vault.PresentTokenAsync(token));
    });

    [Fact]
    public async Task A_token_never_outlives_its_key() => await UsingAsync(async vault =>
    {
        IssuedApiKey key = await vault.IssueKeyAsync();
        vault.Clock.Set(key.ExpiresAt - TimeSpan.FromSeconds(90) + TimeSpan.FromMilliseconds(700));

        AccessTokenGrant grant = await vault.AskAsync(key);

        Assert.Equal(TimeSpan.FromSeconds(90), grant.Lifetime);
        vault.Clock.Set(key.ExpiresAt);
        Assert.Equal(VerificationReason.Expired, await vault.PresentTokenAsync(grant.Token!.Reveal()));
    });

    [Fact]
    public async Task The_addresses_of_a_key_are_those_of_its_tokens() => await UsingAsync(async vault =>
    {
        IssuedApiKey key = await vault.Keys.CreateAsync(
            new ApiKeyRequest { Name = "narrow-key", Role = ApiKeyRole.Owner, IPAddress = ["10.0.0.0/8"] }, CancellationToken.None);

        Assert.Equal(VerificationReason.AddressNotAllowed, (await vault.AskAsync(key, "192.0.2.1")).Verdict.Reason);
        string token = await vault.GrantAsync(key, "10.1.2.3");
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token, "10.9.9.9"));
        Assert.Equal(VerificationReason.AddressNotAllowed, await vault.PresentTokenAsync(token, "192.0.2.1"));
        Assert.Equal(VerificationReason.AddressNotAllowed, await vault.PresentTokenAsync(token));
    });

    [Fact]
    public async Task The_use_of_a_token_is_a_use_of_its_key() => await UsingAsync(async vault =>
    {
        string token = await vault.GrantAsync(await vault.IssueKeyAsync());
        vault.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token, "192.0.2.7"));

        ApiKey read = await vault.Keys.GetAsync(s_key, CancellationToken.None);
        Assert.Equal(vault.Clock.Now, read.LastUsedAt);
        Assert.Equal("192.0.2.7", read.LastUsedAddress);
    });

    [Fact]
    public async Task The_longest_names_fit_into_a_token() => await UsingAsync(async vault =>
    {
        string name = string.Concat(Enumerable.Repeat("\U0001F600", 512));
        IssuedApiKey key = await vault.Keys.CreateAsync(new ApiKeyRequest { Name = name, Workspace = name, Role = ApiKeyRole.Editor }, CancellationToken.None);

        string token = await vault.GrantAsync(key);

        Assert.InRange(token.Length, 20_000, 32 * 1024);
        await vault.PresentOftenAsync(token);
    });

    [Fact]
    public async Task What_is_good_as_something_else_is_no_token() => await UsingAsync(async vault =>
    {
        IssuedApiKey key = await vault.IssueKeyAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        for (int i = 0; i < 4; i++)
        {
            Assert.True((await vault.VerifyAsync(key)).IsValid);
            Assert.True((await vault.VerifyAsync(issued)).IsValid);
            Assert.Equal(VerificationReason.Malformed, await vault.PresentTokenAsync(key.GetKey()));
            Assert.Equal(VerificationReason.Malformed, await vault.PresentTokenAsync(issued.GetToken()));
        }

        string token = await vault.GrantAsync(key);
        await vault.PresentOftenAsync(token);
        Assert.Equal(VerificationReason.Malformed, (await vault.Authority.Verifier.VerifyTokenAsync(token, null, CancellationToken.None)).Reason);
        Assert.Equal(VerificationReason.Malformed, (await vault.Authority.Verifier.VerifyApiKeyAsync(token, null, CancellationToken.None)).Reason);
    });

    private static async Task UsingAsync(Func<SampleVault, Task> test)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await test(vault);
    }
}
