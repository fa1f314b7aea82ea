using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter names an authority: by a connection's name, by what Connect- and Get-CredentialAuthority return, or itself.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AuthorityIdentityAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "an authority; allowed are a connection's name, and an object as Get-CredentialAuthority returns it";

    /// <summary>The identity that an object stands for.</summary>
    /// <param name="value">A name, an authority, or a description of one, live or deserialized.</param>
    /// <returns>The identity, or null.</returns>
    internal static AuthorityIdentity? Identify(object value) => value switch
    {
        AuthorityIdentity identity => identity,
        ICredentialAuthority authority => new AuthorityIdentity(authority),
        CredentialAuthorityInfo info => new AuthorityIdentity(info.Name, info.Provider == "Embedded" ? info.Location : null),
        string { Length: > 0 } name => new AuthorityIdentity(name),
        PSObject { BaseObject: not PSCustomObject } wrapped when !IsDeserialized(wrapped) => Identify(wrapped.BaseObject),
        PSObject bag when bag.Properties["Name"]?.Value is string name && bag.Properties["Location"] is not null =>
            new AuthorityIdentity(name, bag.Properties["Provider"]?.Value as string == "Embedded" ? bag.Properties["Location"].Value as string : null),
        _ => null,
    };

    private protected override bool TryConvert(object value, out object? converted)
    {
        converted = Identify(value);
        return converted is not null;
    }
}
