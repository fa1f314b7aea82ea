using NSec.Cryptography;

namespace PSCredentials.Benchmarks;

/// <summary>Passwords of project credentials, beside libsodium alone at the same parameters; and whether the time tells an unknown username from a wrong password.</summary>
internal static class PasswordBenchmarks
{
    private const int Checks = 24;
    private static readonly SecretText s_password = new("a password to be checked 1");
    private static readonly SecretText s_wrong = new("a password that is wrong 1");

    public static async Task RunAsync()
    {
        using var vault = new Vault();
        await vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { FailureLimit = 0 }, CancellationToken.None);
        await vault.Authority.Projects.CreateProjectAsync("benchmark", string.Empty, CancellationToken.None);
        int made = 0;
        foreach (int i in Enumerable.Range(0, 8 * Checks))
        {
            await vault.Authority.ProjectCredentials.CreateAsync(
                new ProjectCredentialRequest { Project = "benchmark", Username = $"user-{i}", Password = s_password, Email = "user@example.com", FullName = "User" },
                CancellationToken.None);
        }

        bool Check(string username, SecretText password) =>
            vault.Authority.Verifier.VerifyPasswordAsync(username, password, null, null, CancellationToken.None).AsTask().GetAwaiter().GetResult().IsValid;

        // Each username once: the second time its answer would come out of the cache.
        void Right(int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (!Check($"user-{made++}", s_password))
                {
                    throw new InvalidOperationException("The password is right.");
                }
            }
        }

        Argon2id argon = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 19 * 1024, NumberOfPasses = 2 });
        var salt = new byte[16];
        void Raw(int count)
        {
            for (int i = 0; i < count; i++)
            {
                argon.DeriveBytes("a password to be checked 1"u8, salt, 32);
            }
        }

        void Wrong(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Check("user-0", s_wrong);
            }
        }

        void Unknown(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Check("nobody-0", s_wrong);
            }
        }

        Measurement.Print("password check, not cached", Measurement.Compare(Checks, Right, Checks, Raw), "libsodium alone", "≥ 0.90");
        Measurement.Print("refusal of a wrong password", Measurement.Compare(Checks, Wrong, Checks, Unknown), "of an unknown username", "1.00");
    }
}
