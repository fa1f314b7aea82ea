using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>
/// Looks through the whole audit trail for an event that was edited, put in, deleted, moved or cut off in the database file. It answers true or false, or the verdict,
/// which names the first.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "CredentialAuditTrail")]
[OutputType(typeof(bool), typeof(CredentialAuditVerdict))]
public sealed class TestCredentialAuditTrailCommand : AuthorityCmdlet
{
    /// <summary>Files with anchors that Export-CredentialAuditAnchor wrote, one a line; wildcards are allowed. The trail has to fit each.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[] AnchorPath { get; set; } = [];

    /// <summary>Returns the verdict, with the finding and the number of the event, in place of a Boolean.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override string WaitingText => "Looking through the audit trail";

    private protected override void Process()
    {
        IAuditIntegrityService integrity = Target.AuditIntegrity;
        List<CredentialAuditAnchor> anchors = [.. AnchorPath.SelectMany(path => FilePath.Matching(this, path)).SelectMany(Read)];
        CredentialAuditVerdict verdict = Await(cancellation => integrity.VerifyAsync(anchors, cancellation));
        WriteVerbose(verdict.Message);
        WriteObject(Detailed ? verdict : verdict.IsIntact);
    }

    private static IEnumerable<CredentialAuditAnchor> Read(string path)
    {
        int number = 0;
        foreach (string line in FilePath.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            CredentialAuditAnchor anchor;
            try
            {
                anchor = CredentialAuditAnchor.Parse(line);
            }
            catch (CredentialException error)
            {
                throw new CredentialException(error.Definition, FormattableString.Invariant($"File '{path}', line {number}: {error.Message}"), error);
            }

            yield return anchor;
        }
    }
}
