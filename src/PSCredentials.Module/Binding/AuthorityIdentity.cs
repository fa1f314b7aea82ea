using System.ComponentModel;

namespace PSCredentials.Module.Binding;

/// <summary>Which authority a command goes to: a connection's name, its description, or an authority itself. Two of one name are equal.</summary>
[TypeConverter(typeof(AuthorityIdentityConverter))]
public sealed class AuthorityIdentity
{
    /// <summary>Names by a connection's name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="location">The folder of an embedded vault, which a session without that connection opens; null where it is not known.</param>
    public AuthorityIdentity(string name, string? location = null)
    {
        Name = name;
        Location = location;
    }

    /// <summary>Names an authority that is open already.</summary>
    /// <param name="authority">The authority.</param>
    public AuthorityIdentity(ICredentialAuthority authority)
    {
        ArgumentNullException.ThrowIfNull(authority);
        Name = authority.Name;
        Live = authority;
    }

    /// <summary>Names a remote authority by a description that has no connection behind it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="provider">What speaks there.</param>
    /// <param name="address">Its address.</param>
    internal AuthorityIdentity(string name, string provider, string address)
    {
        Name = name;
        ConnectHint = $"Connect-CredentialAuthority -Provider {provider} -Uri {address} -Name {name}";
    }

    /// <summary>The name the session calls it by.</summary>
    public string Name { get; }

    /// <summary>How a session that has no such connection makes one; null where that is not known.</summary>
    internal string? ConnectHint { get; }

    /// <summary>The folder of its vault, where a description was given.</summary>
    public string? Location { get; }

    /// <summary>The authority, where it was given itself.</summary>
    public ICredentialAuthority? Live { get; }

    /// <summary>What the user would recognize.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AuthorityIdentity other && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);
}
