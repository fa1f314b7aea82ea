using System.Collections;
using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Issues an API key.</summary>
[Cmdlet(VerbsCommon.New, "ApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(IssuedApiKey))]
public sealed class NewApiKeyCommand : AuthorityCmdlet
{
    /// <summary>The name, up to 1024 characters, unique in the workspace.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = string.Empty;

    /// <summary>What its holder may do.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Choice<ApiKeyRole>]
    public ApiKeyRole Role { get; set; }

    /// <summary>The workspace it works in; required for Editor and Viewer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("WorkspaceName")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ApiKeyPropertyCompleter))]
    public string Workspace { get; set; } = string.Empty;

    /// <summary>The user it is associated with; admin by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ApiKeyPropertyCompleter))]
    public string UserName { get; set; } = string.Empty;

    /// <summary>What it is for, up to 1024 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Description { get; set; } = string.Empty;

    /// <summary>The last day it works, to the end of that day in UTC; as the policy says by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Validity")]
    [Day]
    public DateOnly? ValidUntil { get; set; }

    /// <summary>How long a token that is exchanged for the key lives: a number of seconds, a TimeSpan, or text such as '15m'. 15 minutes by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("TokenTtlSeconds")]
    [Duration(InSeconds = true)]
    public TimeSpan? TokenLifetime { get; set; }

    /// <summary>The addresses and CIDR ranges it may be used from; anywhere by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [TextList]
    public string[]? IPAddress { get; set; }

    /// <summary>Labels for finding and grouping: a hashtable, or text such as 'team=payments;stage=prod'.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Labels")]
    [Label]
    [ArgumentCompleter(typeof(ApiKeyLabelCompleter))]
    public Hashtable? Label { get; set; }

    /// <summary>Keeps a sealed copy of the key in the vault, which SecretManagement reads by name. Without it SecretManagement does not see the key.</summary>
    [Parameter]
    public SwitchParameter Recoverable { get; set; }

    /// <summary>Puts the key on the object as text in place of a SecureString.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override object? Subject => Name;

    private protected override void Process()
    {
        var request = new ApiKeyRequest
        {
            Name = Name,
            Role = Role,
            Workspace = Workspace ?? string.Empty,
            Description = Description ?? string.Empty,
            ValidUntil = ValidUntil,
            IPAddress = IPAddress ?? [],
            Label = LabelAttribute.ToDictionary(Label),
            IsRecoverable = Recoverable,
        };
        request = string.IsNullOrEmpty(UserName) ? request : request with { UserName = UserName };
        request = TokenLifetime is { } lifetime ? request with { TokenLifetime = lifetime } : request;
        if (!ShouldProcess(request.Workspace.Length == 0 ? $"{Name} ({Role})" : $"{request.Workspace}/{Name} ({Role})", "Issue"))
        {
            return;
        }

        ICredentialAuthority authority = Target;
        IssuedApiKey issued = Await(cancellation => authority.ApiKeys.CreateAsync(request, cancellation));
        WriteObject(AsPlainText ? PlainText.Reveal(issued) : issued);
    }
}
