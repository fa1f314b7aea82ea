using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Reads the audit trail, the oldest event first. Every parameter that is given narrows it.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialEvent")]
[OutputType(typeof(CredentialEvent))]
public sealed class GetCredentialEventCommand : AuthorityCmdlet
{
    /// <summary>Only events at or after this moment; local time where it names no zone.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? After { get; set; }

    /// <summary>Only events before this moment; local time where it names no zone.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Who acted; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ActorCompleter))]
    public string[] Actor { get; set; } = [];

    /// <summary>What was done.</summary>
    [Parameter]
    public CredentialAction[] Action { get; set; } = [];

    /// <summary>What kind of thing it was done to.</summary>
    [Parameter]
    public CredentialSubject[] SubjectType { get; set; } = [];

    /// <summary>The name of the thing; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventSubjectCompleter))]
    public string[] SubjectName { get; set; } = [];

    /// <summary>The id of the thing; credentials that are piped in give theirs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(EventSubjectCompleter))]
    public string[] SubjectId { get; set; } = [];

    /// <summary>Only the newest so many.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Newest { get; set; }

    private protected override void Process()
    {
        var query = new CredentialEventQuery
        {
            After = After,
            Before = Before,
            Actor = Actor,
            Action = Action,
            SubjectType = SubjectType,
            SubjectName = SubjectName,
            SubjectId = SubjectId,
            Newest = Newest,
        };
        IAuditService audit = Target.Audit;
        foreach (CredentialEvent entry in Stream(cancellation => audit.ListAsync(query, cancellation)))
        {
            WriteObject(entry);
        }
    }
}
