using System.Collections;
using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter names credentials: by name, by id, or by object, live, deserialized, or a row with Id or Name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdentityAttribute : ArgumentConversionAttribute
{
    /// <summary>The property by which an object names a credential that has no Id.</summary>
    public string NameProperty { get; init; } = "Name";

    private protected override string Allowed => $"a credential; allowed are a name, an id, and an object with a property Id or {NameProperty}";

    private protected override bool TryConvert(object value, out object? converted)
    {
        object bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        var identities = new List<CredentialIdentity>();
        IEnumerable<object?> items = bare is IEnumerable many and not string and not IDictionary ? many.Cast<object?>() : [value];
        foreach (object? item in items)
        {
            if (item is null || Identify(item, NameProperty) is not { } identity)
            {
                converted = null;
                return false;
            }

            identities.Add(identity);
        }

        converted = identities.ToArray();
        return identities.Count > 0;
    }

    /// <summary>The identity that one object stands for.</summary>
    /// <param name="item">A name, an id, a credential, or an object with such properties.</param>
    /// <param name="nameProperty">The property that holds the name.</param>
    /// <returns>The identity, or null.</returns>
    internal static CredentialIdentity? Identify(object item, string nameProperty = "Name")
    {
        object bare = item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item;
        return bare switch
        {
            CredentialIdentity identity => identity,
            ICredential credential => CredentialIdentity.FromCredential(credential),
            string { Length: > 0 } text => CredentialIdentity.FromText(text),
            string => null,
            Guid id => CredentialIdentity.FromText(id.ToString()),
            _ => CredentialIdentity.FromProperties(PSObject.AsPSObject(item), nameProperty),
        };
    }
}
