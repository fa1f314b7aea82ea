using System.Security;

namespace PSCredentials.Module.Binding;

/// <summary>
/// The parameter takes a secret that the user chose, as a SecureString. Left to the engine, text would be refused with the text in the message,
/// or passed over in silence where it comes from a CSV file.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChosenSecretAttribute : ArgumentConversionAttribute
{
    /// <summary>Whether empty text is refused, so that the binder passes over an empty cell of a CSV file where the parameter decides what is meant.</summary>
    public bool PassesOverEmpty { get; init; }

    private protected override bool EmptyIsAbsent => !PassesOverEmpty;

    private protected override string Allowed => "a SecureString, as ConvertTo-SecureString and Read-Host -AsSecureString make it";

    private protected override bool TryConvert(object value, out object? converted)
    {
        converted = value as SecureString;
        return converted is not null;
    }

    // The value may be the secret itself.
    private protected override string Show(object value) => value.GetType().Name;
}
