using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Benchmarks;

/// <summary>Access tokens for an API key, beside what the platform takes for their signatures alone.</summary>
internal static class AccessTokenBenchmarks
{
    private const int Count = 500;

    public static async Task RunAsync()
    {
        using var vault = new Vault();
        IAccessTokenService tokens = ((IServedAuthority)vault.Authority).AccessTokens;
        IssuedApiKey key = await vault.Authority.ApiKeys.CreateAsync(new ApiKeyRequest { Name = "benchmark", Role = ApiKeyRole.Owner }, CancellationToken.None);
        string Grant() => tokens.GrantForApiKeyAsync(key.GetKey(), null, CancellationToken.None).GetAwaiter().GetResult().Token!.Reveal();
        void Verify(string token)
        {
            if (!tokens.VerifyAsync(token, null, null, CancellationToken.None).AsTask().GetAwaiter().GetResult().IsValid)
            {
                throw new InvalidOperationException("The token is good.");
            }
        }

        string[] few = [.. Enumerable.Range(0, 100).Select(_ => Grant())];
        byte[] signed = Encoding.ASCII.GetBytes(few[0][..few[0].LastIndexOf('.')]);
        using var platform = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] signature = platform.SignData(signed, HashAlgorithmName.SHA256);
        void Raw(int count)
        {
            for (int i = 0; i < count; i++)
            {
                platform.VerifyData(signed, signature, HashAlgorithmName.SHA256);
            }
        }

        void Hot(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Verify(few[i % few.Length]);
            }
        }

        Measurement.Print("access token verify, hot", Measurement.Compare(200_000, Hot, 4 * Count, Raw), "ES256 verification by the platform", "≥ 10");

        // Each token once: the second time its answer would come out of the cache.
        var fresh = new Queue<string>(Enumerable.Range(0, 8 * Count).Select(_ => Grant()));
        void Cold(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Verify(fresh.Dequeue());
            }
        }

        Measurement.Print("access token verify, not cached", Measurement.Compare(Count, Cold, Count, Raw), "ES256 verification by the platform", "≥ 0.40");
    }
}
