using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Policy;

/// <summary>The list of passwords that nobody may choose, kept as hashes: a look-up costs the same however long it is.</summary>
internal static class BlockedPasswords
{
    // Held in memory while the list is read, and written in one transaction.
    private const int Most = 2_000_000;

    /// <summary>The hash by which a password is on the list: SHA-256, without regard to case. The list is no secret, so that the hash needs no key.</summary>
    public static byte[] Hash(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormC).ToUpperInvariant()));

    /// <summary>The hashes of a list; empty lines are passed over.</summary>
    /// <exception cref="CredentialException">It is too long, or not well-formed.</exception>
    public static IReadOnlyCollection<byte[]> Hashes(IEnumerable<string> passwords, CancellationToken cancellationToken)
    {
        var hashes = new SortedSet<byte[]>(Comparer<byte[]>.Create(static (left, right) => left.AsSpan().SequenceCompareTo(right)));
        long line = 0;
        foreach (string password in passwords)
        {
            cancellationToken.ThrowIfCancellationRequested();
            line++;
            if (string.IsNullOrEmpty(password))
            {
                continue;
            }

            try
            {
                hashes.Add(Hash(password));
            }
            catch (ArgumentException)
            {
                throw CredentialException.Invalid("BlockedPassword", $"is not well-formed Unicode at entry {line}.");
            }

            if (hashes.Count > Most)
            {
                throw CredentialException.Invalid("BlockedPassword", $"has more than {Most} entries.");
            }
        }

        return hashes;
    }
}
