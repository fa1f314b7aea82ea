using System.Management.Automation;
using System.Text;

namespace PSCredentials.Commands;

/// <summary>
/// Writes an anchor of the audit trail to a file: a line of JSON that says where the trail ends by now. Kept where the authority's machine cannot reach it, it lets
/// Test-CredentialAuditTrail find out that an older copy was put in the trail's place. Nothing in it is secret.
/// </summary>
[Cmdlet(VerbsData.Export, "CredentialAuditAnchor", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCredentialAuditAnchorCommand : PublicFileCmdlet
{
    private protected override string What => "audit anchor";

    private protected override string Extension => ".anchor.json";

    private protected override byte[] Content(ICredentialAuthority authority)
    {
        CredentialAuditAnchor anchor = Await(authority.AuditIntegrity.GetAnchorAsync);
        WriteVerbose($"The audit trail of {authority.Name} ends with event {anchor.Sequence}.");
        return Encoding.UTF8.GetBytes(anchor.ToText() + "\n");
    }
}
