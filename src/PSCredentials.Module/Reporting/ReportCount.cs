namespace PSCredentials.Module.Reporting;

/// <summary>How many credentials have something in common.</summary>
/// <param name="Label">What they have in common.</param>
/// <param name="Count">How many there are.</param>
internal sealed record ReportCount(string Label, int Count)
{
    /// <summary>Whether it stands for all that had no row of its own.</summary>
    internal bool IsRest { get; private init; }

    /// <summary>Counts labels without regard to case.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="most">How many have rows of their own.</param>
    /// <returns>The most frequent first; the rest, where there is one, last and as one.</returns>
    internal static IReadOnlyList<ReportCount> Of(IEnumerable<string> labels, int most)
    {
        ReportCount[] all =
        [
            .. labels.GroupBy(label => label, StringComparer.OrdinalIgnoreCase).Select(group => new ReportCount(group.Key, group.Count()))
                .OrderByDescending(count => count.Count).ThenBy(count => count.Label, StringComparer.OrdinalIgnoreCase),
        ];
        ReportCount[] rest = [.. all.Skip(most)];
        return rest.Length == 0
            ? all
            : [.. all.Take(most), new ReportCount(FormattableString.Invariant($"{rest.Length:#,0} others"), rest.Sum(count => count.Count)) { IsRest = true }];
    }
}
