using System.Globalization;

namespace PSCredentials.Module.Tests.Support;

/// <summary>Reads objects of the module as a script does: by the names of their properties and methods, not by types that the tests would have to load.</summary>
internal static class PropertyReading
{
    public static object? Get(this PSObject item, string property)
    {
        PSPropertyInfo? info = item.Properties[property];
        Assert.True(info is not null, $"{item.TypeNames[0]} has no property {property}.");
        return info.Value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : info.Value;
    }

    public static string Text(this PSObject item, string property) => LanguagePrimitives.ConvertTo<string>(item.Get(property));

    public static T Get<T>(this PSObject item, string property) => Assert.IsType<T>(item.Get(property), exactMatch: false);

    public static object Call(this PSObject item, string method, params object[] arguments) => item.Methods[method].Invoke(arguments);

    public static string CallText(this PSObject item, string method) => Convert.ToString(item.Call(method), CultureInfo.InvariantCulture)!;
}
