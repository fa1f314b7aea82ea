using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter names a saved connection: by its name, or by an object as Get-CredentialConnection returns it. A description of an authority is none.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SavedConnectionAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a saved connection; allowed are its name, and an object as Get-CredentialConnection returns it";

    private protected override bool TryConvert(object value, out object? converted)
    {
        converted = value switch
        {
            string name => name,
            CredentialConnection connection => connection.Name,
            PSObject bag when bag.Properties["HasToken"] is not null && bag.Properties["Uri"] is not null => bag.Properties["Name"]?.Value as string,
            _ => null,
        };
        return converted is not null;
    }
}
