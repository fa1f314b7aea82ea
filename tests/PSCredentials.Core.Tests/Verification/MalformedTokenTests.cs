using System.Net;

namespace PSCredentials.Tests.Verification;

public sealed class MalformedTokenTests
{
    [Fact]
    public async Task The_checksum_is_that_of_the_design()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        string token = (await vault.IssueAsync()).GetToken();

        Assert.Equal(token[^6..], TokenChecksum.Of(token[..^6]));
    }

    [Fact]
    public async Task Every_single_changed_character_is_malformed()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        string token = (await vault.IssueAsync()).GetToken();

        for (int i = 0; i < token.Length; i++)
        {
            foreach (char other in "0Zz_-é\0")
            {
                if (token[i] != other)
                {
                    string changed = $"{token[..i]}{other}{token[(i + 1)..]}";
                    CredentialVerdict verdict = await vault.Authority.Verifier.VerifyTokenAsync(changed, null, CancellationToken.None);
                    Assert.True(verdict.Reason == VerificationReason.Malformed, $"{verdict.Reason} at {i} with '{other}'");
                }
            }
        }
    }

    [Fact]
    public async Task What_is_no_token_is_malformed()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        string token = (await vault.IssueAsync()).GetToken();
        string[] malformed =
        [
            "", " ", "psc_", "psc_api_", token[1..], token[..^1], token + "x", " " + token, token + "\n", token.ToUpperInvariant(), token[..8] + token, "APIToken " + token,
            new string('x', 10_000_000), "psc_api_" + new string('é', 49), "psc_xyz_" + token[8..], "PSC_API_" + token[8..], Guid.NewGuid().ToString(),
        ];

        foreach (string text in malformed)
        {
            CredentialVerdict verdict = await vault.Authority.Verifier.VerifyTokenAsync(text, IPAddress.Loopback, CancellationToken.None);
            Assert.Equal((VerificationReason.Malformed, false, null), (verdict.Reason, verdict.IsValid, verdict.Credential));
        }
    }

    [Fact]
    public async Task A_malformed_token_or_key_is_refused_without_the_store()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        string token = (await vault.IssueAsync()).GetToken();
        string key = (await vault.IssueKeyAsync()).GetKey();
        ICredentialVerifier verifier = vault.Authority.Verifier;

        // With the store closed, whatever asks it fails: the well-formed do, the malformed are answered.
        await vault.CloseAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => verifier.VerifyTokenAsync(token, null, CancellationToken.None).AsTask());
        await Assert.ThrowsAnyAsync<Exception>(() => verifier.VerifyApiKeyAsync(key, null, CancellationToken.None).AsTask());
        Assert.Equal(VerificationReason.Malformed, (await verifier.VerifyTokenAsync(token[..^1] + "!", null, CancellationToken.None)).Reason);
        char last = token[^1] == 'a' ? 'b' : 'a';
        Assert.Equal(VerificationReason.Malformed, (await verifier.VerifyTokenAsync(token[..^1] + last, null, CancellationToken.None)).Reason);
        Assert.Equal(VerificationReason.Malformed, (await verifier.VerifyApiKeyAsync(key[..^1], null, CancellationToken.None)).Reason);
    }
}
