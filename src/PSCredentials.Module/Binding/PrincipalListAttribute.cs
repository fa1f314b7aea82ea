using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter names users or groups: by name, or by an object with a property Principal, such as a right, live, deserialized, or a row.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PrincipalListAttribute : ListConversionAttribute<string>
{
    private protected override string Allowed => "a user or group; allowed are a name, and an object with a property Principal";

    private protected override string? Read(object item, object bare) =>
        bare is string name ? (name.Length > 0 ? name : null) : Text(PSObject.AsPSObject(item).Properties["Principal"]);
}
