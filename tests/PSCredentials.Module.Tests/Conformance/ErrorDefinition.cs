using System.Collections;
using System.Reflection;

namespace PSCredentials.Module.Tests.Conformance;

/// <summary>A row of the module's table of errors.</summary>
internal sealed record ErrorDefinition(string Id, ErrorCategory Category, string RecommendedAction)
{
    private static readonly Lazy<ErrorDefinition[]> s_table = new(Read);

    /// <summary>The table, as the loaded module has it.</summary>
    public static IReadOnlyList<ErrorDefinition> Table => s_table.Value;

    private static ErrorDefinition[] Read()
    {
        Assembly module = ExportedCommand.Of(ExportedCommand.Names[0]).Type.Assembly;
        MethodInfo category = module.GetType("PSCredentials.Module.Errors.ErrorRecords", throwOnError: true)!.GetMethod("Category", BindingFlags.Static | BindingFlags.NonPublic)!;
        Type table = category.GetParameters()[0].ParameterType.Assembly.GetType("PSCredentials.CredentialErrors", throwOnError: true)!;
        FieldInfo[] fields = table.GetFields(BindingFlags.Static | BindingFlags.Public);
        var all = ((IEnumerable)table.GetProperty("All")!.GetValue(null)!).Cast<object>().ToHashSet();
        Assert.Equal(fields.Length, all.Count);
        Assert.All(fields, field => Assert.Contains(field.GetValue(null)!, all));
        return [.. all.Select(row => PSObject.AsPSObject(row)).Select(row => new ErrorDefinition(row.Text("Id"), (ErrorCategory)category.Invoke(null, [row.Get("Code")])!, row.Text("RecommendedAction")))];
    }
}
