using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PSCredentials.Benchmarks;

/// <summary>Issue and verification of tokens.</summary>
internal static class TokenBenchmarks
{
    public static void RunIssue()
    {
        using var vault = new Vault();
        using var raw = new RawDatabase();
        void One(int count)
        {
            for (int i = 0; i < count; i++)
            {
                vault.IssueTokenAsync().GetAwaiter().GetResult();
            }
        }

        Measurement.Print("token issue, durable and audited, 1 caller", Measurement.Compare(2000, One, 2000, raw.Insert), "raw one-row commit", "≥ 0.80");
        void ThirtyTwo(int count) => Parallel.ForAsync(
            0, count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, _) => await vault.IssueTokenAsync()).GetAwaiter().GetResult();
        Measurement.Print("the same, 32 callers", Measurement.Compare(10_000, ThirtyTwo, 2000, raw.Insert), "raw one-row commit", "≥ 4");
    }

    public static void RunVerify(int stored)
    {
        using var vault = new Vault();
        string[] few = vault.FillAsync(1000).GetAwaiter().GetResult();
        using var other = new Vault();
        string[] many = other.FillAsync(stored).GetAwaiter().GetResult();
        byte[] key = RandomNumberGenerator.GetBytes(32);
        byte[] token = Encoding.ASCII.GetBytes(few[0]);
        void Hmac(int count)
        {
            Span<byte> hash = stackalloc byte[32];
            for (int i = 0; i < count; i++)
            {
                HMACSHA256.HashData(key, token, hash);
            }
        }

        void Verify(ICredentialVerifier verifier, string[] tokens, int first, int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (!verifier.VerifyTokenAsync(tokens[(first + i) % tokens.Length], null, CancellationToken.None).Result.IsValid)
                {
                    throw new InvalidOperationException("A good token was refused.");
                }
            }
        }

        Measurement.Print(
            "token verify, hot", Measurement.Compare(1_000_000, count => Verify(vault.Authority.Verifier, few, 0, count), 200_000, Hmac), "one platform HMAC-SHA-256", "≥ 1 M/s");

        Measurement.Print(
            $"token verify, hot, {stored:#,0} stored",
            Measurement.Compare(500_000, count => Verify(other.Authority.Verifier, many[..1000], 0, count), 500_000, count => Verify(vault.Authority.Verifier, few, 0, count)),
            "the same at 1 000 stored",
            "≥ 0.90");
        RunScale(vault, other, stored);

        // Last, since the last uses it leaves are written behind for a while.
        // Every token once a pass and far more of them than the cache holds: each is read from the database.
        int place = 0;
        void FromDisk(int count)
        {
            Verify(other.Authority.Verifier, many, place, count);
            place += count;
        }

        using var look = new RawLookup(other.Folder, stored);
        Measurement.Print(
            $"token verify from the database, {stored:#,0} stored", Measurement.Compare(40_000, FromDisk, 40_000, look.Find), "raw look-up by hash", "≥ 120 000/s");
    }

    private static void RunScale(Vault small, Vault large, int stored)
    {
        static void Issue(Vault vault, int count)
        {
            for (int i = 0; i < count; i++)
            {
                vault.IssueTokenAsync().GetAwaiter().GetResult();
            }
        }

        static void List(Vault vault, int count)
        {
            for (int i = 0; i < count; i++)
            {
                ReadPage(vault).GetAwaiter().GetResult();
            }
        }

        Measurement.Print(
            $"token issue at {stored:#,0} stored", Measurement.Compare(1000, count => Issue(large, count), 1000, count => Issue(small, count)), "the same at 1 000 stored", "≥ 0.90");
        Measurement.Print(
            $"list 500 at {stored:#,0} stored", Measurement.Compare(40, count => List(large, count), 40, count => List(small, count)), "the same at 1 000 stored", "≥ 0.90");
    }

    private static async Task ReadPage(Vault vault)
    {
        int seen = 0;
        await foreach (ApiCredential _ in vault.Authority.ApiCredentials.ListAsync(new ApiCredentialQuery { First = 500 }, CancellationToken.None))
        {
            seen++;
        }

        if (seen != 500)
        {
            throw new InvalidOperationException(JsonSerializer.Serialize(seen));
        }
    }
}
