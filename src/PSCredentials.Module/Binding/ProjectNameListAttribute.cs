using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter names projects: by name, or by an object that is a project or belongs to one, live, deserialized, or a row.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ProjectNameListAttribute : ListConversionAttribute<string>
{
    private protected override string Allowed => "a project; allowed are a name, and an object with a property Project, or that of a project with a property Name";

    private protected override string? Read(object item, object bare)
    {
        if (bare is string name)
        {
            return name.Length > 0 ? name : null;
        }

        // A project itself bears its name; of all else, the name is something else's.
        PSMemberInfoCollection<PSPropertyInfo> properties = PSObject.AsPSObject(item).Properties;
        return Text(properties["Project"] ?? (properties["CredentialCount"] is not null && properties["Environment"] is not null ? properties["Name"] : null));
    }
}
