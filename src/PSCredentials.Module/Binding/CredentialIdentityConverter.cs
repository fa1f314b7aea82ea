using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>
/// Lets the engine itself make an identity of a name, an id or an object, where the parameter's own attribute is not there to do it: a mocked
/// command has the parameter's type and not its attributes.
/// </summary>
public sealed class CredentialIdentityConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => IdentityAttribute.Identify(sourceValue) is not null;

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        IdentityAttribute.Identify(sourceValue) ?? throw new PSInvalidCastException($"{sourceValue?.GetType().Name} names no credential.");

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new PSInvalidCastException($"An identity is no {destinationType?.Name}.");
}
