using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;
using PSCredentials.Authority;

namespace PSCredentials.Protection;

/// <summary>
/// Hashes and compares passwords, as many at once as there are cores: more would take memory and be slower. Those who wait are bounded, so that a flood
/// of wrong passwords ends in refusals and not in memory.
/// </summary>
internal static class PasswordHasher
{
    /// <summary>The most octets of a password that bcrypt takes into its hash.</summary>
    public const int MostFileOctets = 72;

    private const int BcryptSaltLength = 16;
    private const int MostWaiting = 2_000;

    private static readonly SemaphoreSlim Cores = new(Environment.ProcessorCount);

    // Stands in for the hash of a username that nobody has, so that its refusal takes as long as any other.
    private static readonly Lazy<PasswordHash> NobodysHash = new(() => PasswordHash.Create(RandomNumberGenerator.GetBytes(32)));

    private static int s_waiting;

    /// <summary>Hashes a password.</summary>
    public static Task<PasswordHash> HashAsync(SecretText password, CancellationToken cancellationToken) =>
        RunAsync(password, static octets => PasswordHash.Create(octets), cancellationToken);

    /// <summary>Hashes a password that takes the place of another which works on for a while.</summary>
    public static Task<PasswordHash> HashAsync(SecretText password, PasswordHash before, CancellationToken cancellationToken) =>
        RunAsync(password, octets => before.CreateTwin(octets), cancellationToken);

    /// <summary>Derives a presented password for comparison with a hash.</summary>
    /// <param name="password">What was presented.</param>
    /// <param name="hash">The hash whose salt counts; null where the username is nobody's.</param>
    /// <param name="cancellationToken">Gives up while waiting for a core.</param>
    public static Task<byte[]> DeriveAsync(SecretText password, PasswordHash? hash, CancellationToken cancellationToken) =>
        RunAsync(password, octets => (hash ?? NobodysHash.Value).Derive(octets), cancellationToken);

    /// <summary>Hashes a password for a password file: bcrypt in the form <c>$2y$</c>, which nginx, Apache and Traefik know.</summary>
    /// <param name="password">The password, at most <see cref="MostFileOctets"/> octets in UTF-8.</param>
    /// <param name="cost">The exponent of its rounds.</param>
    /// <param name="cancellationToken">Gives up while waiting for a core.</param>
    public static Task<string> HashForFileAsync(SecretText password, int cost, CancellationToken cancellationToken) =>
        RunAsync(
            password,
            octets => OpenBsdBCrypt.Generate("2y", Encoding.UTF8.GetChars(octets), RandomNumberGenerator.GetBytes(BcryptSaltLength), cost),
            cancellationToken);

    /// <summary>How many octets a password has in the one form in which it is hashed.</summary>
    public static int CountOctets(SecretText password) => Encoding.UTF8.GetByteCount(password.Reveal().Normalize(NormalizationForm.FormC));

    private static async Task<T> RunAsync<T>(SecretText password, Func<byte[], T> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref s_waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref s_waiting);
            throw new CredentialException(CredentialErrors.TooManyRequests, $"More than {MostWaiting} passwords wait to be checked.");
        }

        AuthorityMeter.Waiting.Add(1, AuthorityMeter.Passwords);
        try
        {
            await Cores.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref s_waiting);
            AuthorityMeter.Waiting.Add(-1, AuthorityMeter.Passwords);
        }

        try
        {
            // On a thread of its own: those of the pool are for what is quick.
            return await Task.Factory.StartNew(
                () =>
                {
                    byte[] octets = Octets(password);
                    try
                    {
                        return work(octets);
                    }
                    finally
                    {
                        CryptographicOperations.ZeroMemory(octets);
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
        finally
        {
            Cores.Release();
        }
    }

    // One form however it was typed (RFC 8265, 4.2.1). What is not well-formed was never set as a password, and so matches none.
    private static byte[] Octets(SecretText password)
    {
        try
        {
            return Encoding.UTF8.GetBytes(password.Reveal().Normalize(NormalizationForm.FormC));
        }
        catch (ArgumentException)
        {
            return RandomNumberGenerator.GetBytes(32);
        }
    }
}
