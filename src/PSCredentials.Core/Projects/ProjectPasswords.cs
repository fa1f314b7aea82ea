using System.Text;
using PSCredentials.Authority;
using PSCredentials.Deployment;
using PSCredentials.Policy;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Projects;

/// <summary>Makes, checks and hashes the passwords of project credentials.</summary>
internal sealed class ProjectPasswords(AuthorityContext authority, Deployer deployer)
{
    // What is shorter stands in too many words to say anything about a password that holds it.
    private const int ShortestTellingPart = 4;

    /// <summary>A password that is as strong as a key.</summary>
    public static SecretText Generate() => new(PasswordGenerator.Create());

    /// <summary>Refuses a password that the policy does not allow, or that is guessed from the facts of its holder.</summary>
    public void Check(SecretText? password, ProjectCredential holder)
    {
        if (password is null || password.Reveal().Length == 0)
        {
            throw ProjectRules.Empty("password");
        }

        PasswordRules.Check(password, authority.Policy().MinimumPasswordLength);
        string text = password.Reveal();
        string[] parts = [holder.Username, holder.Email, holder.Email[..holder.Email.IndexOf('@', StringComparison.Ordinal)], holder.FullName];
        if (parts.Any(part => part.Length >= ShortestTellingPart && text.Equals(part, StringComparison.OrdinalIgnoreCase)))
        {
            throw NotAllowed("is the username, the e-mail address or the name of its holder.");
        }

        if (text.Distinct().Count() <= 2)
        {
            throw NotAllowed("has no more than two different characters.");
        }

        byte[] hash = BlockedPasswords.Hash(text);
        if (authority.Policy().BlockedPasswordCount > 0 && authority.Store.Read(connection => BlockedPasswordTable.Contains(connection, hash)))
        {
            throw NotAllowed("is on the list of passwords that the policy blocks.");
        }
    }

    /// <summary>Hashes a password for the store.</summary>
    /// <param name="password">The password, checked.</param>
    /// <param name="project">The row of the project.</param>
    /// <param name="credentialId">The credential.</param>
    /// <param name="before">The hash of the password that works on beside it; null where none does.</param>
    /// <param name="cancellationToken">Gives up while waiting for a core.</param>
    public async Task<StoredPassword> HashAsync(
        SecretText password, long project, string credentialId, PasswordHash? before, CancellationToken cancellationToken)
    {
        bool hasFile = authority.Store.Read(connection => Deployer.HasPasswordFile(connection, project));
        if (hasFile && PasswordHasher.CountOctets(password) is > PasswordHasher.MostFileOctets and int octets)
        {
            throw NotAllowed($"has {octets} octets in UTF-8; the project has a password file, whose hashes take {PasswordHasher.MostFileOctets} at most.");
        }

        PasswordHash hash = before is null
            ? await PasswordHasher.HashAsync(password, cancellationToken)
            : await PasswordHasher.HashAsync(password, before, cancellationToken);
        return new StoredPassword(hash, hasFile ? await SealFileHashAsync(password, credentialId, cancellationToken) : null);
    }

    private async Task<byte[]> SealFileHashAsync(SecretText password, string credentialId, CancellationToken cancellationToken)
    {
        string hash = await PasswordHasher.HashForFileAsync(password, authority.Policy().HtpasswdCost, cancellationToken);
        return KeySealer.Seal(authority.Keys.SealingKey, Encoding.ASCII.GetBytes(hash), deployer.PasswordFileContext(credentialId));
    }

    private static CredentialException NotAllowed(string fault) => new(CredentialErrors.PasswordNotAllowed, $"Password {fault}");
}
