using System.Management.Automation;
using PSCredentials.Module.Session;

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
        CredentialAuthorityInfo info => RemoteDescriptions.Find(info) is { } live ? new AuthorityIdentity(live) : Describe(info.Name, info.Provider, info.Location),
        string { Length: > 0 } name => new AuthorityIdentity(name),
        PSObject { BaseObject: not PSCustomObject } wrapped when !IsDeserialized(wrapped) => Identify(wrapped.BaseObject),
        PSObject bag when bag.Properties["Name"]?.Value is string name && bag.Properties["Location"] is not null =>
            Describe(name, bag.Properties["Provider"]?.Value as string, bag.Properties["Location"].Value as string),
        _ => null,
    };

    // A vault can be opened by its folder; what a remote authority asks for is in no description.
    private static AuthorityIdentity Describe(string name, string? provider, string? location) =>
        provider == "Embedded" ? new AuthorityIdentity(name, location)
        : string.IsNullOrEmpty(provider) || string.IsNullOrEmpty(location) ? new AuthorityIdentity(name)
        : new AuthorityIdentity(name, provider, location);

    private protected override bool TryConvert(object value, out object? converted)
    {
        converted = Identify(value);
        return converted is not null;
    }
}
