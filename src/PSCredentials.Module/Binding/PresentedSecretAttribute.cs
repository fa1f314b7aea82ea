using System.Security;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter takes a secret that somebody presents: a SecureString, text, or an issued object that holds one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PresentedSecretAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a secret; allowed are a SecureString, a text, and an object as New- and Update- return it";

    // Whoever presents nothing is refused by the verdict, as whoever presents the wrong thing is.
    private protected override bool EmptyIsAbsent => false;

    private protected override bool TryConvert(object value, out object? converted)
    {
        converted = value switch
        {
            SecureString secure => secure,
            string text => new SecretText(text).ToSecureString(),
            Guid key => new SecretText(key.ToString("D")).ToSecureString(),
            IssuedApiCredential issued => issued.Token,
            IssuedApiKey issued => issued.Key,
            IssuedProjectCredential issued => issued.Password,
            _ => null,
        };
        return converted is not null;
    }

    // The value may be the secret itself.
    private protected override string Show(object value) => value.GetType().Name;
}
