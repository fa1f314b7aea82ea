using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Tells which credentials of all families end soon, the first to end first, in one authority or several.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialExpiry")]
[OutputType(typeof(CredentialExpiry))]
public sealed class GetCredentialExpiryCommand : SurveyCmdlet
{
    private static readonly int[] s_thresholds = [30, 14, 7, 1, 0];

    /// <summary>The thresholds, in days before the last day on which a credential works; 0 is that day. The largest says how far is looked.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 36_500)]
    public int[]? Threshold { get; set; }

    /// <summary>Only what belongs to these: the maker of an API credential, the user of an API key, the holder of a project's credential. Wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string[]? Owner { get; set; }

    /// <summary>Of project credentials only those of these projects; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ProjectNameList]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Project { get; set; }

    /// <summary>The families.</summary>
    [Parameter]
    public CredentialFamily[]? Family { get; set; }

    /// <summary>Also what has ended already and is still there.</summary>
    [Parameter]
    public SwitchParameter IncludeExpired { get; set; }

    private protected override object? Subject => null;

    private protected override void End()
    {
        int[] thresholds = Threshold is { Length: > 0 } given ? given : s_thresholds;
        DateTimeOffset now = Now;
        var found = new List<CredentialExpiry>();
        foreach (ICredentialAuthority authority in Authorities)
        {
            Attempt(authority.Name, () => Read(authority, new Search(now, thresholds.Max(), IncludeExpired), found));
        }

        foreach (CredentialExpiry expiry in found.OrderBy(expiry => expiry.ExpiresAt).ThenBy(expiry => expiry.Name, StringComparer.Ordinal))
        {
            WriteObject(expiry.Reaching(thresholds));
        }
    }

    private void Read(ICredentialAuthority authority, Search search, List<CredentialExpiry> found)
    {
        if (Wants(CredentialFamily.ApiCredential))
        {
            var query = new ApiCredentialQuery { State = search.States, ExpiringBefore = search.ExpiringBefore };
            Read(authority, CredentialFamily.ApiCredential, cancellation => authority.ApiCredentials.ListAsync(query, cancellation), credential => Kept(CredentialExpiry.Of(credential, search.Now)), found);
        }

        if (Wants(CredentialFamily.ApiKey))
        {
            var query = new ApiKeyQuery { State = search.States, ExpiringBefore = search.ExpiringBefore };
            Read(authority, CredentialFamily.ApiKey, cancellation => authority.ApiKeys.ListAsync(query, cancellation), key => Kept(CredentialExpiry.Of(key, search.Now)), found);
        }

        if (Wants(CredentialFamily.ProjectCredential))
        {
            var query = new ProjectCredentialQuery { Project = Project ?? [], State = search.States, ExpiringBefore = search.ExpiringBefore };
            Read(authority, CredentialFamily.ProjectCredential, cancellation => authority.ProjectCredentials.ListAsync(query, cancellation), credential => Kept(CredentialExpiry.Of(credential, search.Now)), found);
        }

        CredentialExpiry? Kept(CredentialExpiry? expiry) =>
            expiry is not null && search.Includes(expiry) && IsOfOwner(expiry.Owner) ? expiry with { Authority = authority.Name } : null;
    }

    private bool Wants(CredentialFamily family) => Family is not { Length: > 0 } || Family.Contains(family);

    private bool IsOfOwner(string owner) =>
        Owner is not { Length: > 0 } || Owner.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(owner));

    // An authority's query ends with the moment, a threshold with the day: the authority is asked for a day more than the largest.
    private sealed record Search(DateTimeOffset Now, int Days, bool IncludesExpired)
    {
        public IReadOnlyList<CredentialState> States { get; } = IncludesExpired
            ? [CredentialState.Active, CredentialState.Disabled, CredentialState.Expired]
            : [CredentialState.Active, CredentialState.Disabled];

        public DateTimeOffset? ExpiringBefore => IncludesExpired ? null : Now.AddDays(Days + 1);

        public bool Includes(CredentialExpiry expiry) => expiry.DaysLeft <= Days;
    }
}
