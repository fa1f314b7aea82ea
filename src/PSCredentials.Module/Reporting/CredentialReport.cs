namespace PSCredentials.Module.Reporting;

/// <summary>Everything that a report says, whatever it is written as.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Now">When the credentials were read; all that the report calls past or soon is so as of then.</param>
/// <param name="Authorities">Whose credentials it has.</param>
/// <param name="Entries">The credentials, in the order of their authorities.</param>
internal sealed record CredentialReport(string Title, DateTimeOffset Now, IReadOnlyList<ReportAuthority> Authorities, IReadOnlyList<ReportEntry> Entries)
{
    /// <summary>How near an end is called soon.</summary>
    internal static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>How many credentials have a finding.</summary>
    /// <param name="finding">The finding.</param>
    internal int Count(ReportFinding finding) => Entries.Count(entry => entry.Findings.Contains(finding));

    /// <summary>How many credentials are in each state, in the order of the states; none is left out.</summary>
    internal IReadOnlyList<ReportCount> CountByState() =>
        [.. Enum.GetValues<CredentialState>().Select(state => new ReportCount(state.ToString(), Entries.Count(entry => entry.State == state)))];

    /// <summary>How many credentials there are of each type, the most frequent first.</summary>
    internal IReadOnlyList<ReportCount> CountByType() => ReportCount.Of(Entries.Select(entry => entry.Type), int.MaxValue);

    /// <summary>How many credentials each owner has, the most first; what is beyond the given number is one row.</summary>
    /// <param name="most">How many owners have rows of their own.</param>
    internal IReadOnlyList<ReportCount> CountByOwner(int most) =>
        ReportCount.Of(Entries.Select(entry => entry.Owner.Length > 0 ? entry.Owner : "(not known)"), most);

    /// <summary>What has to be looked after first: what ends next, then what ended last.</summary>
    /// <param name="most">How many at most.</param>
    internal IReadOnlyList<ReportEntry> Urgent(int most) =>
    [
        .. Entries.Where(entry => entry.Findings.Contains(ReportFinding.ExpiresSoon)).OrderBy(entry => entry.ExpiresAt)
            .Concat(Entries.Where(entry => entry.State == CredentialState.Expired).OrderByDescending(entry => entry.ExpiresAt))
            .Take(most),
    ];
}
