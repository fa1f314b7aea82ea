using System.Security;

namespace PSCredentials.Commands;

/// <summary>Reads the parameters that say how a bundle is protected.</summary>
internal static class BundlePasswords
{
    /// <summary>The password that was asked for.</summary>
    /// <param name="password">The value of -Password.</param>
    /// <param name="generate">The value of -GeneratePassword.</param>
    /// <returns>The choice, or null where neither is given.</returns>
    /// <exception cref="CredentialException">Both are given.</exception>
    internal static BundlePassword? Read(SecureString? password, bool generate)
    {
        if (generate)
        {
            return password is null
                ? BundlePassword.Generate
                : throw CredentialException.Invalid("Password", "and GeneratePassword exclude each other; give one of them.");
        }

        return password is null ? null : BundlePassword.Use(new SecretText(password));
    }
}
