using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Seals the vault's keys under another master key, or says where revocation lists and status answers are served. Credentials are not touched.</summary>
[Cmdlet(VerbsCommon.Set, "CredentialAuthority", SupportsShouldProcess = true, DefaultParameterSetName = ProtectionSet)]
[OutputType(typeof(CredentialAuthorityInfo))]
public sealed class SetCredentialAuthorityCommand : AuthorityCmdlet
{
    private const string ProtectionSet = "Protection";
    private const string AddressSet = "RevocationAddress";
    private const string NoAddressSet = "NoRevocationAddress";

    /// <summary>The authority: its name, or an object as Get-CredentialAuthority returns it. The session's current one by default.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [AuthorityIdentity]
    [ArgumentCompleter(typeof(AuthorityCompleter))]
    public override AuthorityIdentity? Authority { get; set; }

    /// <summary>Where the new master key comes from.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ProtectionSet)]
    public VaultProtection Protection { get; set; }

    /// <summary>The new passphrase, for -Protection Passphrase.</summary>
    [Parameter(ParameterSetName = ProtectionSet)]
    [ChosenSecret]
    public SecureString? Passphrase { get; set; }

    /// <summary>Where revocation lists and status answers are served, for certificates issued from now on to say so.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AddressSet)]
    public Uri? RevocationAddress { get; set; }

    /// <summary>Certificates issued from now on do not say where revocation lists and status answers are served.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NoAddressSet)]
    public SwitchParameter NoRevocationAddress { get; set; }

    /// <summary>Returns the authority as it now is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        ICredentialAuthority authority = Target;
        CredentialAuthorityInfo? info = ParameterSetName == ProtectionSet ? ChangeProtection(authority) : ChangeAddress(authority);
        if (PassThru && info is not null)
        {
            WriteObject(WithSession(info, authority));
        }
    }

    private CredentialAuthorityInfo? ChangeProtection(ICredentialAuthority authority)
    {
        if (!ShouldProcess(authority.Name, $"Seal the vault's keys by {Protection}"))
        {
            return null;
        }

        SecretText? passphrase = Passphrase is null ? null : new SecretText(Passphrase);
        return Await(cancellation => authority.ChangeProtectionAsync(Protection, passphrase, cancellation));
    }

    private CredentialAuthorityInfo? ChangeAddress(ICredentialAuthority authority)
    {
        if (ParameterSetName == NoAddressSet && !NoRevocationAddress)
        {
            throw CredentialException.Invalid(nameof(NoRevocationAddress), "is false, and nothing else is said; leave it out and give -RevocationAddress.");
        }

        string change = RevocationAddress is null ? "Name no revocation address in certificates" : $"Name revocation address {RevocationAddress} in certificates";
        if (!ShouldProcess(authority.Name, change))
        {
            return null;
        }

        Await(cancellation => authority.Revocation.SetAddressAsync(RevocationAddress, cancellation));
        return Await(cancellation => authority.DescribeAsync(cancellation));
    }
}
