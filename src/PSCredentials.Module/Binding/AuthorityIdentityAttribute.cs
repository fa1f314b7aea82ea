using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter names an authority: by a connection's name, by what Connect- and Get-CredentialAuthority return, or itself.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AuthorityIdentityAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "an authority; allowed are a connection's name, and an object as Get-CredentialAuthority returns it";

    private protected override bool TryConvert(object value, out object? converted)
    {
        converted = value switch
        {
            AuthorityIdentity identity => identity,
            ICredentialAuthority authority => new AuthorityIdentity(authority),
            CredentialAuthorityInfo info => new AuthorityIdentity(info.Name, info.Provider == "Embedded" ? info.Location : null),
            string name => new AuthorityIdentity(name),
            PSObject bag when bag.Properties["Name"]?.Value is string name && bag.Properties["Location"] is not null =>
                new AuthorityIdentity(name, bag.Properties["Provider"]?.Value as string == "Embedded" ? bag.Properties["Location"].Value as string : null),
            _ => null,
        };
        return converted is not null;
    }
}
