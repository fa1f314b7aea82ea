namespace PSCredentials.Module.Binding;

/// <summary>The parameter takes types of credential by name, in the spelling of F5 Distributed Cloud (<c>API_TOKEN</c>), or by its number on the wire.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CredentialTypeAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => $"a credential type; allowed are {string.Join(", ", Enum.GetNames<CredentialType>())}";

    private protected override bool TryConvert(object value, out object? converted)
    {
        converted = null;
        if (value is System.Collections.IEnumerable many and not string)
        {
            var types = new List<CredentialType>();
            foreach (object? item in many)
            {
                if (!TryParse(item?.ToString(), out CredentialType one))
                {
                    return false;
                }

                types.Add(one);
            }

            converted = types.ToArray();
            return true;
        }

        bool success = TryParse(value.ToString(), out CredentialType type);
        converted = type;
        return success;
    }

    private static bool TryParse(string? text, out CredentialType type) =>
        Enum.TryParse(text?.Replace("_", string.Empty, StringComparison.Ordinal), ignoreCase: true, out type) && Enum.IsDefined(type);
}
