using System.Security;

namespace PSCredentials;

/// <summary>A project's credential with a password that the authority made, as its creation or change returns it.</summary>
public sealed record IssuedProjectCredential : ProjectCredential
{
    private readonly SecretText _password;

    /// <summary>Joins the facts and the password.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="password">The password.</param>
    public IssuedProjectCredential(ProjectCredential facts, SecretText password)
        : base(facts)
    {
        ArgumentNullException.ThrowIfNull(password);
        _password = password;
    }

    /// <summary>The password.</summary>
    public SecureString Password => _password.ToSecureString();

    /// <summary>The password as text.</summary>
    /// <returns>The password.</returns>
    public string GetPassword() => _password.Reveal();
}
