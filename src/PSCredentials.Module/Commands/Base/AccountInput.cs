using System.Management.Automation;
using System.Security;

namespace PSCredentials.Commands;

/// <summary>Reads a username and a password that were given apart, or as one PSCredential.</summary>
internal static class AccountInput
{
    /// <summary>What was given.</summary>
    /// <param name="username">The value of -Username.</param>
    /// <param name="password">The value of -Password.</param>
    /// <param name="credential">The value of -Credential.</param>
    /// <returns>The username, and the password or null.</returns>
    /// <exception cref="CredentialException">Both ways are used at once, and differ.</exception>
    internal static (string Username, SecretText? Password) Read(string? username, SecureString? password, PSCredential? credential)
    {
        if (credential is null)
        {
            return (username ?? string.Empty, password is null ? null : new SecretText(password));
        }

        // A PSCredential that is piped in binds its properties as well.
        var held = new SecretText(credential.Password);
        return (!string.IsNullOrEmpty(username) && username != credential.UserName) || (password is not null && new SecretText(password).Reveal() != held.Reveal())
            ? throw CredentialException.Invalid("Credential", "says otherwise than Username and Password; give one or the other.")
            : (credential.UserName, held);
    }
}
