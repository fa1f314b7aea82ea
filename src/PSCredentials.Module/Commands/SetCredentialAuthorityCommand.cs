using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Seals the vault's keys under another master key. Credentials are not touched.</summary>
[Cmdlet(VerbsCommon.Set, "CredentialAuthority", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialAuthorityInfo))]
public sealed class SetCredentialAuthorityCommand : AuthorityCmdlet
{
    /// <summary>The authority: its name, or an object as Get-CredentialAuthority returns it. The session's current one by default.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [AuthorityIdentity]
    [ArgumentCompleter(typeof(AuthorityCompleter))]
    public override AuthorityIdentity? Authority { get; set; }

    /// <summary>Where the new master key comes from.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public VaultProtection Protection { get; set; }

    /// <summary>The new passphrase, for -Protection Passphrase.</summary>
    [Parameter]
    [ChosenSecret]
    public SecureString? Passphrase { get; set; }

    /// <summary>Returns the authority as it now is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        ICredentialAuthority authority = Target;
        if (!ShouldProcess(authority.Name, $"Seal the vault's keys by {Protection}"))
        {
            return;
        }

        SecretText? passphrase = Passphrase is null ? null : new SecretText(Passphrase);
        CredentialAuthorityInfo info = Await(cancellation => authority.ChangeProtectionAsync(Protection, passphrase, cancellation));
        if (PassThru)
        {
            WriteObject(WithSession(info, authority));
        }
    }
}
