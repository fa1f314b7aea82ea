using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>Lets the engine itself make an identity of a connection's name or an object, as <see cref="CredentialIdentityConverter"/> does for credentials.</summary>
public sealed class AuthorityIdentityConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) =>
        sourceValue is "" || AuthorityIdentityAttribute.Identify(sourceValue) is not null;

    /// <inheritdoc/>
    public override object? ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        sourceValue is "" ? null : AuthorityIdentityAttribute.Identify(sourceValue) ?? throw new PSInvalidCastException($"{sourceValue?.GetType().Name} names no authority.");

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new PSInvalidCastException($"An identity is no {destinationType?.Name}.");
}
