namespace PSCredentials.Module.Binding;

/// <summary>The parameter names one or several authorities, each as <see cref="AuthorityIdentityAttribute"/> takes it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AuthorityIdentityListAttribute : ListConversionAttribute<AuthorityIdentity>
{
    private protected override string Allowed => "authorities; allowed are names of connections, and objects as Get-CredentialAuthority returns them";

    private protected override AuthorityIdentity? Read(object item, object bare) => AuthorityIdentityAttribute.Identify(item);
}
