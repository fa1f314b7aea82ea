using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter takes a certificate that somebody presents: a certificate object, or an issued object that holds one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PresentedCertificateAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a certificate; allowed are an X509Certificate2, and an object as New-ApiCredential returns it";

    private protected override bool TryConvert(object value, out object? converted)
    {
        converted = value switch
        {
            X509Certificate2 certificate => certificate,
            IssuedApiCredential issued => issued.Certificate,
            _ => null,
        };
        return converted is not null;
    }

    private protected override string Show(object value) => value.GetType().Name;
}
