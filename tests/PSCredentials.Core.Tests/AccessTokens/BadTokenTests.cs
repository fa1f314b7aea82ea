using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using PSCredentials.Storage;
using PSCredentials.Tests.Fuzzing;

namespace PSCredentials.Tests.AccessTokens;

/// <summary>One reason for each token that is none.</summary>
public sealed class BadTokenTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Fact]
    public async Task A_header_that_is_not_ours_is_malformed_whoever_signed_it() => await WithTokenAsync(async (vault, token) =>
    {
        using ECDsa key = vault.SigningKey();
        (string header, string payload) = Parts(token);
        JsonObject Changed(Action<JsonObject> change)
        {
            JsonObject changed = JsonNode.Parse(header)!.AsObject();
            change(changed);
            return changed;
        }

        // The one that is as it should be shows that the others are refused for their header.
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(TokenVault.Sign(key, header, payload)));
        string[] headers =
        [
            Changed(h => h["alg"] = "none").ToJsonString(),
            Changed(h => h["alg"] = "HS256").ToJsonString(),
            Changed(h => h["alg"] = "ES384").ToJsonString(),
            Changed(h => h["alg"] = "es256").ToJsonString(),
            Changed(h => h["alg"] = 7).ToJsonString(),
            Changed(h => h["typ"] = "JWT").ToJsonString(),
            Changed(h => h["typ"] = "dpop+jwt").ToJsonString(),
            Changed(h => h.Remove("typ")).ToJsonString(),
            Changed(h => h.Remove("kid")).ToJsonString(),
            Changed(h => h["kid"] = null).ToJsonString(),
            Changed(h => h["crit"] = new JsonArray("exp")).ToJsonString(),
            Changed(h => h["jku"] = "https://example.com/keys").ToJsonString(),
            Changed(h => h["zip"] = "DEF").ToJsonString(),
            header.Replace("{", """{"alg":"ES256",""", StringComparison.Ordinal),
            "[]", "null", "1", "\"at+jwt\"", header + " {}", "\u0000",
        ];
        foreach (string bad in headers)
        {
            Assert.Equal(VerificationReason.Malformed, await vault.PresentTokenAsync(TokenVault.Sign(key, bad, payload)));
        }

        string unsigned = $"{TokenVault.Encode(headers[0])}.{TokenVault.Encode(payload)}.";
        Assert.Equal(VerificationReason.Malformed, await vault.PresentTokenAsync(unsigned));

        // The classic: HS256 with the published key as the secret.
        byte[] published = key.ExportSubjectPublicKeyInfo();
        foreach (byte[] secret in new[] { published, Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), Encoding.UTF8.GetBytes(await vault.Tokens().GetKeySetAsync(CancellationToken.None)) })
        {
            string signed = $"{TokenVault.Encode(headers[1])}.{TokenVault.Encode(payload)}";
            Assert.Equal(
                VerificationReason.Malformed,
                await vault.PresentTokenAsync($"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}"));
        }
    });

    [Fact]
    public async Task Claims_that_are_missing_or_of_another_type_or_there_twice_are_malformed() => await WithTokenAsync(async (vault, token) =>
    {
        using ECDsa key = vault.SigningKey();
        (string header, string payload) = Parts(token);
        var payloads = new List<string> { "[]", "{}", "1", "nothing", payload[..^1], payload.Replace("{", """{"exp":1,""", StringComparison.Ordinal) };
        foreach (string name in new[] { "iss", "aud", "sub", "client_id", "jti", "iat", "nbf", "exp", "credential_type", "credential_reference" })
        {
            foreach (JsonNode? value in new JsonNode?[] { null, true, new JsonArray("x"), 1.5, -1, 1e300, "\u00e9" })
            {
                if (value is JsonValue text && text.TryGetValue(out string? _) && name is not ("iat" or "nbf" or "exp" or "credential_type" or "credential_reference"))
                {
                    continue;
                }

                JsonObject changed = JsonNode.Parse(payload)!.AsObject();
                changed[name] = value?.DeepClone();
                payloads.Add(changed.ToJsonString());
            }

            JsonObject without = JsonNode.Parse(payload)!.AsObject();
            without.Remove(name);
            payloads.Add(without.ToJsonString());
            payloads.Add(payload.Replace("{", $$"""{"{{name}}":"twice",""", StringComparison.Ordinal));
        }

        foreach (string bad in payloads)
        {
            VerificationReason reason = await vault.PresentTokenAsync(TokenVault.Sign(key, header, bad));
            Assert.True(reason == VerificationReason.Malformed, $"{bad}: {reason}");
        }

        Assert.Equal(VerificationReason.Malformed, await vault.PresentTokenAsync(TokenVault.Sign(key, header, payload.Replace("sample-key", "\\ud800", StringComparison.Ordinal))));
    });

    [Fact]
    public async Task Another_issuer_audience_credential_or_signer_is_unknown() => await WithTokenAsync(async (vault, token) =>
    {
        using ECDsa key = vault.SigningKey();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (string header, string payload) = Parts(token);
        string With(string name, string value)
        {
            JsonObject changed = JsonNode.Parse(payload)!.AsObject();
            changed[name] = value;
            return changed.ToJsonString();
        }

        string[] tokens =
        [
            TokenVault.Sign(key, header, With("iss", "urn:uuid:" + Guid.NewGuid())),
            TokenVault.Sign(key, header, With("aud", "https://api.example.com")),
            TokenVault.Sign(key, header, With("credential_reference", Base64UrlEncoder.Encode(new byte[32]))),
            TokenVault.Sign(stranger, header, payload),
            TokenVault.Sign(key, header.Replace("\"kid\":\"", "\"kid\":\"x", StringComparison.Ordinal), payload),
        ];
        foreach (string bad in tokens)
        {
            Assert.Equal(VerificationReason.Unknown, await vault.PresentTokenAsync(bad));
        }

        // An ended token of a stranger is no ended token.
        JsonObject ended = JsonNode.Parse(payload)!.AsObject();
        ended["exp"] = vault.Clock.Now.ToUnixTimeSeconds();
        Assert.Equal(VerificationReason.Expired, await vault.PresentTokenAsync(TokenVault.Sign(key, header, ended.ToJsonString())));
        Assert.Equal(VerificationReason.Unknown, await vault.PresentTokenAsync(TokenVault.Sign(stranger, header, ended.ToJsonString())));
    });

    [Fact]
    public async Task The_identifier_of_one_key_with_the_signature_of_another_is_unknown() => await WithTokenAsync(async (vault, token) =>
    {
        using ECDsa first = vault.SigningKey();
        vault.Clock.Advance(TimeSpan.FromDays(30));
        string later = await vault.GrantAsync(await vault.IssueKeyAsync("later-key"));
        using ECDsa second = vault.SigningKey();
        (string header, string payload) = Parts(later);
        (string firstHeader, _) = Parts(token);

        Assert.NotEqual(firstHeader, header);
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(TokenVault.Sign(second, header, payload)));
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(TokenVault.Sign(first, firstHeader, payload)));
        Assert.Equal(VerificationReason.Unknown, await vault.PresentTokenAsync(TokenVault.Sign(first, header, payload)));
        Assert.Equal(VerificationReason.Unknown, await vault.PresentTokenAsync(TokenVault.Sign(second, firstHeader, payload)));
    });

    [Fact]
    public async Task Garbage_and_other_spellings_are_malformed() => await WithTokenAsync(async (vault, token) =>
    {
        string[] parts = token.Split('.');
        char last = token[^1];
        string[] texts =
        [
            string.Empty, ".", "..", "...", "a.b.c", token + ".", "." + token, token + "=", token + "==", token + " ", " " + token, token + "\n", "Bearer " + token,
            token + ".e30", parts[0] + "." + parts[1], token.Replace('.', '/'), token + "\u00e9", "\0", "\ud800", new string('.', 40), new string('A', 32 * 1024 + 1),
            $"{parts[0]}.{parts[1]}.{new string('A', 30_000)}", new string('A', 10_000_000),

            // The unused bits of the last digit set: the same bytes in another spelling.
            token[..^1] + Alphabet[Alphabet.IndexOf(last, StringComparison.Ordinal) + 1],
        ];
        foreach (string text in texts)
        {
            Assert.Equal(VerificationReason.Malformed, await vault.PresentTokenAsync(text));
        }
    });

    [Fact]
    public async Task A_key_that_somebody_wrote_into_the_database_signs_nothing() => await WithTokenAsync(async (vault, token) =>
    {
        await vault.CloseAsync();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
        {
            connection.Prepared("UPDATE access_token_key SET public_key = $key").With("$key", stranger.ExportSubjectPublicKeyInfo()).Execute();
        }

        await vault.OpenAgainAsync();
        (string header, string payload) = Parts(token);
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token));
        Assert.Equal(VerificationReason.Unknown, await vault.PresentTokenAsync(TokenVault.Sign(stranger, header, payload)));

        await vault.CloseAsync();
        using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
        {
            connection.Prepared("UPDATE access_token_key SET id = 'mine'").Execute();
        }

        await vault.OpenAgainAsync();
        CredentialException damaged = await Assert.ThrowsAsync<CredentialException>(() => vault.PresentTokenAsync(token));
        Assert.Equal(nameof(CredentialErrors.StoreDamaged), damaged.ErrorId);
    });

    [Fact]
    public async Task No_mutation_of_a_token_is_good_or_an_exception() => await WithTokenAsync((vault, token) =>
    {
        // A mutation that changed nothing is the token itself: the run shows that it is taken.
        FuzzRun.Run(20_000, seed: 91, random =>
        {
            string mutated = Mutate(token, random);
            VerificationReason reason = vault.PresentTokenAsync(mutated).GetAwaiter().GetResult();
            Assert.True(reason == VerificationReason.Valid == (mutated == token), $"{reason}: {mutated}");
            return reason == VerificationReason.Valid;
        });
        return Task.CompletedTask;
    });

    private static string Mutate(string token, Random random)
    {
        var text = new StringBuilder(token);
        for (int i = random.Next(0, 4); i > 0; i--)
        {
            int at = random.Next(text.Length);
            switch (random.Next(6))
            {
                case 0:
                    text[at] = Alphabet[random.Next(Alphabet.Length)];
                    break;
                case 1:
                    text[at] = (char)random.Next(char.MaxValue + 1);
                    break;
                case 2:
                    text.Remove(at, random.Next(1, Math.Min(8, text.Length - at) + 1));
                    break;
                case 3:
                    text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                    break;
                case 4:
                    text.Insert(at, text.ToString(0, Math.Min(text.Length, random.Next(1, 200))));
                    break;
                default:
                    // Another JSON of a good form behind the same signature.
                    string[] parts = text.ToString().Split('.');
                    int part = random.Next(Math.Min(2, parts.Length));
                    try
                    {
                        char[] json = TokenVault.Decode(parts[part]).ToCharArray();
                        json[random.Next(json.Length)] = "0123456789abc\"{}:,"[random.Next(18)];
                        parts[part] = TokenVault.Encode(new string(json));
                        text = new StringBuilder(string.Join('.', parts));
                    }
                    catch (Exception exception) when (exception is FormatException or IndexOutOfRangeException)
                    {
                        // What was no base64 before stays as it is.
                    }

                    break;
            }

            if (text.Length == 0)
            {
                break;
            }
        }

        return text.ToString();
    }

    private static (string Header, string Payload) Parts(string token) => (TokenVault.Decode(token.Split('.')[0]), TokenVault.Decode(token.Split('.')[1]));

    private static async Task WithTokenAsync(Func<SampleVault, string, Task> test)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        string token = await vault.GrantAsync(await vault.IssueKeyAsync());
        await vault.PresentOftenAsync(token);
        await test(vault, token);
    }
}
