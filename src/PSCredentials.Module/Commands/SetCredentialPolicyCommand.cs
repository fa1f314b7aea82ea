using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Changes what an authority allows. What was issued before keeps its expiry.</summary>
[Cmdlet(VerbsCommon.Set, "CredentialPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialPolicy))]
public sealed class SetCredentialPolicyCommand : AuthorityCmdlet
{
    /// <summary>The types whose lifetimes change: those of API credentials, and ApiKey. All by default.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyTypeCompleter))]
    public string[] Type { get; set; } = [];

    /// <summary>The lifetime where none is asked for: a number of days, a TimeSpan, or text such as '90d'.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Duration]
    public TimeSpan? DefaultLifetime { get; set; }

    /// <summary>The longest lifetime that can be asked for: a number of days, a TimeSpan, or text such as '365d'.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Duration]
    public TimeSpan? MaximumLifetime { get; set; }

    /// <summary>The least number of characters of a password that is chosen for a project's credential, 0 to 1024.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumber]
    public int? MinimumPasswordLength { get; set; }

    /// <summary>The least number of characters of a password that is chosen for a PKCS#12 bundle, 0 to 1024.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumber]
    public int? MinimumBundlePasswordLength { get; set; }

    /// <summary>The iterations of each key derivation of a PKCS#12 bundle, 1000 to 5000000; 0 for the numbers that fit the password.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumber]
    public int? Pkcs12Iteration { get; set; }

    /// <summary>After how many wrong passwords in a row a project's credential is throttled, 1 to 1000; 0 for never.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumber]
    public int? FailureLimit { get; set; }

    /// <summary>How long it is throttled then: a number of seconds, a TimeSpan, or text such as '30s'; from one second to one day.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Duration(InSeconds = true)]
    public TimeSpan? ThrottleTime { get; set; }

    /// <summary>The cost of the bcrypt hashes in password files, 5 to 16.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumber]
    public int? HtpasswdCost { get; set; }

    /// <summary>A text file with the passwords that nobody may choose, one a line, in place of the list before. An empty file ends the list.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsAbsent]
    public string? BlockedPasswordPath { get; set; }

    /// <summary>
    /// How long what was removed can be restored: a number of days, a TimeSpan, or text such as '30d', up to 365 days; 0 where a removal shall be for good at once. It counts for what was
    /// removed before too.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Duration]
    public TimeSpan? RemovalRetention { get; set; }

    /// <summary>What happens where a secret is presented that a rotation replaced, after its grace period: it is refused and told in the audit trail in any case.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Choice<RotatedSecretReuse>]
    public RotatedSecretReuse? RotatedSecretReuse { get; set; }

    /// <summary>How often in a minute one credential is accepted, by each process for itself, 1 to 1000000; 0 for any number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumber]
    public int? VerificationsPerMinute { get; set; }

    /// <summary>Returns the policy as it now is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? Subject => Type.Length == 0 ? base.Subject : string.Join(", ", Type);

    private protected override void Process()
    {
        var change = new CredentialPolicyChange
        {
            Type = Type,
            DefaultLifetime = DefaultLifetime,
            MaximumLifetime = MaximumLifetime,
            MinimumPasswordLength = MinimumPasswordLength,
            MinimumBundlePasswordLength = MinimumBundlePasswordLength,
            Pkcs12Iteration = Pkcs12Iteration,
            FailureLimit = FailureLimit,
            ThrottleTime = ThrottleTime,
            HtpasswdCost = HtpasswdCost,
            RemovalRetention = RemovalRetention,
            RotatedSecretReuse = RotatedSecretReuse,
            VerificationsPerMinute = VerificationsPerMinute,
            BlockedPassword = BlockedPasswordPath is null ? null : FilePath.ReadLines(FilePath.Existing(this, BlockedPasswordPath)),
        };
        if (change == new CredentialPolicyChange { Type = Type })
        {
            throw CredentialException.Invalid("DefaultLifetime, or another value of the policy,", "is needed: nothing says what to change.");
        }

        if (!ShouldProcess(Type.Length == 0 ? "all types" : string.Join(", ", Type), "Change policy"))
        {
            return;
        }

        IPolicyService service = Target.Policy;
        CredentialPolicy policy = Await(cancellation => service.ChangeAsync(change, cancellation));
        if (PassThru)
        {
            WriteObject(policy);
        }
    }
}
