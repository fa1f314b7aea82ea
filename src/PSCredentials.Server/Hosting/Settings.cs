using System.Globalization;
using System.Reflection;
using PSCredentials.Server.Limits;

namespace PSCredentials.Server.Hosting;

/// <summary>The settings as such: their names and defaults, and which ones a configuration may have.</summary>
internal static class Settings
{
    /// <summary>Every setting, by its name without the section.</summary>
    public static IReadOnlyList<Setting> All { get; } = [.. Of(typeof(ServiceOptions), new ServiceOptions(), string.Empty)];

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="CredentialException">One is not known, or cannot be used.</exception>
    public static ServiceOptions Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(ServiceOptions.Section);
        RefuseUnknown(section, string.Empty);
        ServiceOptions options;
        try
        {
            options = section.Get<ServiceOptions>() ?? new ServiceOptions();
        }
        catch (InvalidOperationException exception)
        {
            throw CredentialException.Invalid($"Section {ServiceOptions.Section} of the configuration", $"cannot be read: {exception.Message}");
        }

        options.Check();
        return options;
    }

    private static void RefuseUnknown(IConfigurationSection section, string prefix)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            string name = prefix + child.Key;
            if (All.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known)
            {
                if (known.IsList && !string.IsNullOrEmpty(child.Value))
                {
                    throw ServiceOptions.Fault(known.Name, $"is a list; write {known.Name}:0, {known.Name}:1 and so on.");
                }
            }
            else if (All.Any(setting => setting.Name.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)))
            {
                RefuseUnknown(child, name + ":");
            }
            else
            {
                throw ServiceOptions.Fault(name, "is not a setting; --help lists them.");
            }
        }
    }

    private static IEnumerable<Setting> Of(Type type, object defaults, string prefix) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property =>
            property.PropertyType == typeof(LimitOptions)
                ? Of(typeof(LimitOptions), property.GetValue(defaults)!, $"{property.Name}:")
                : [new Setting(prefix + property.Name, Default(property.GetValue(defaults)), property.PropertyType.IsArray)]);

    private static string Default(object? value) => value is Array ? string.Empty : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}

/// <summary>A setting.</summary>
/// <param name="Name">Its name without the section.</param>
/// <param name="Default">What it is where nobody sets it.</param>
/// <param name="IsList">Whether it has many values.</param>
internal sealed record Setting(string Name, string Default, bool IsList);
