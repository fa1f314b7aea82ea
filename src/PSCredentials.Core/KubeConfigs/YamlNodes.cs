using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PSCredentials.KubeConfigs;

/// <summary>
/// Reading and copying of YAML nodes. Keys are compared by their text, and a changed node is a new one: an alias elsewhere may mean the old one.
/// </summary>
internal static class YamlNodes
{
    /// <summary>The value of a key, or null.</summary>
    public static YamlNode? Find(this YamlMappingNode mapping, string key)
    {
        foreach ((YamlNode name, YamlNode value) in mapping.Children)
        {
            if (name is YamlScalarNode scalar && scalar.Value == key)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The text under a key; null where there is none, or no text.</summary>
    public static string? Text(this YamlMappingNode mapping, string key) =>
        mapping.Find(key) is YamlScalarNode scalar && !IsNull(scalar) ? scalar.Value : null;

    /// <summary>The bytes under a key, in base64; none where there is none, or no base64.</summary>
    public static byte[] Data(this YamlMappingNode mapping, string key)
    {
        // It may be broken into lines.
        string text = mapping.Text(key) ?? string.Empty;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : [];
    }

    /// <summary>Whether nothing stands there.</summary>
    public static bool IsNull(YamlNode? node) =>
        node is null || (node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any } scalar && scalar.Value is null or "" or "~" or "null" or "Null" or "NULL");

    /// <summary>A copy with a key's value set.</summary>
    public static YamlMappingNode With(this YamlMappingNode mapping, string key, YamlNode value)
    {
        var copy = new YamlMappingNode { Style = mapping.Style, Tag = mapping.Tag };
        bool isSet = false;
        foreach ((YamlNode name, YamlNode old) in mapping.Children)
        {
            bool isMeant = name is YamlScalarNode scalar && scalar.Value == key;
            isSet |= isMeant;
            copy.Add(name, isMeant ? value : old);
        }

        if (!isSet)
        {
            copy.Add(new YamlScalarNode(key), value);
        }

        return copy;
    }

    /// <summary>A copy without some keys.</summary>
    public static YamlMappingNode Without(this YamlMappingNode mapping, IReadOnlyCollection<string> keys)
    {
        var copy = new YamlMappingNode { Style = mapping.Style, Tag = mapping.Tag };
        foreach ((YamlNode name, YamlNode value) in mapping.Children)
        {
            if (name is not YamlScalarNode { Value: { } key } || !keys.Contains(key))
            {
                copy.Add(name, value);
            }
        }

        return copy;
    }
}
