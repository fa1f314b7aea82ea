using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.Apinizer;

/// <summary>A project's credential in a body. A class, since a record would show the password as text.</summary>
internal sealed class CredentialBody : IWire<CredentialBody>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<CredentialBody> Json => ApinizerJson.Default.CredentialBody;

    /// <summary>The e-mail address of its holder; required.</summary>
    public string? Email { get; init; }

    /// <summary>The full name of its holder; required.</summary>
    public string? FullName { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Who presents it; required.</summary>
    public string? Username { get; init; }

    /// <summary>The password: required of a new one, null where one is read, and null to keep the one there is.</summary>
    public string? Password { get; init; }

    /// <summary>The names of its roles.</summary>
    public IReadOnlyList<string?>? RoleNameList { get; init; }

    /// <summary>Whether it is switched on; it is where nothing says otherwise.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The addresses and CIDR ranges it may be used from.</summary>
    public IReadOnlyList<string?>? IpList { get; init; }

    /// <summary>When it stops working, see <see cref="Moments"/>; null for never.</summary>
    public string? ExpireDate { get; init; }

    /// <summary>The body of a credential.</summary>
    /// <param name="credential">The credential.</param>
    /// <returns>The body, without a password.</returns>
    public static CredentialBody Of(ProjectCredential credential) => new()
    {
        Email = credential.Email,
        FullName = credential.FullName,
        Description = credential.Description,
        Username = credential.Username,
        RoleNameList = credential.Role,
        Enabled = credential.DisabledAt is null,
        IpList = credential.IPAddress,
        ExpireDate = Moments.Write(credential.ExpiresAt),
    };

    /// <summary>The credential to be made that the body stands for. What is missing is left empty, for the authority to say so in the contract's words.</summary>
    /// <param name="project">The project.</param>
    /// <returns>The request.</returns>
    /// <exception cref="CredentialException">The date is malformed.</exception>
    public ProjectCredentialRequest ToRequest(string project) => new()
    {
        Project = project,
        Username = Username ?? string.Empty,
        Password = new SecretText(Password ?? string.Empty),
        FullName = FullName ?? string.Empty,
        Email = Email ?? string.Empty,
        Description = Description ?? string.Empty,
        Role = Texts(RoleNameList),
        IPAddress = Texts(IpList),
        IsDisabled = Enabled == false,
        ExpiresAt = Moments.Read("expireDate", ExpireDate),
    };

    /// <summary>The change that the body stands for: it replaces everything but the username, and the password where it has one.</summary>
    /// <returns>The change.</returns>
    /// <exception cref="CredentialException">The date is malformed.</exception>
    public ProjectCredentialChange ToChange()
    {
        DateTimeOffset? expiry = Moments.Read("expireDate", ExpireDate);
        return new ProjectCredentialChange
        {
            Password = Password is null ? null : new SecretText(Password),
            FullName = FullName ?? string.Empty,
            Email = Email ?? string.Empty,
            Description = Description ?? string.Empty,
            Role = Texts(RoleNameList),
            IPAddress = Texts(IpList),
            IsEnabled = Enabled != false,
            ExpiresAt = expiry,
            NeverExpires = expiry is null,
        };
    }

    private static string[] Texts(IReadOnlyList<string?>? list) => list is null ? [] : [.. list.Select(text => text ?? string.Empty)];
}

/// <summary>The body of a change of a password.</summary>
internal sealed class PasswordBody : IWire<PasswordBody>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<PasswordBody> Json => ApinizerJson.Default.PasswordBody;

    /// <summary>The new password; required.</summary>
    public string? Password { get; init; }

    /// <summary>The change that the body stands for.</summary>
    /// <returns>The change.</returns>
    public ProjectCredentialChange ToChange() => new() { Password = new SecretText(Password ?? string.Empty) };
}
