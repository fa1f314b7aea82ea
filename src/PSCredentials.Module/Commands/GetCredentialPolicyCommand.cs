using System.Management.Automation;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Reads what an authority allows: lifetimes by type, and how passwords are chosen, guessed and kept.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialPolicy")]
[OutputType(typeof(CredentialPolicy), typeof(LifetimePolicy))]
public sealed class GetCredentialPolicyCommand : AuthorityCmdlet
{
    /// <summary>Returns only the lifetimes of these types: those of API credentials, and ApiKey.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(PolicyTypeCompleter))]
    public string[]? Type { get; set; }

    private protected override void Process()
    {
        IPolicyService service = Target.Policy;
        CredentialPolicy policy = Await(service.GetAsync);
        if (Type is null)
        {
            WriteObject(policy);
            return;
        }

        foreach (string type in Type)
        {
            Attempt(type, () => WriteObject(policy.GetLifetime(type)));
        }
    }
}
