namespace PSCredentials.Module.Reporting;

/// <summary>An authority in a report.</summary>
/// <param name="Name">The name the session calls it by.</param>
/// <param name="Provider">What it is: <c>Embedded</c>, or the vendor.</param>
/// <param name="Families">What became of each family, in their order.</param>
internal sealed record ReportAuthority(string Name, string Provider, IReadOnlyList<FamilyReading> Families)
{
    /// <summary>Whether it keeps when a credential was last used: ours do, the vendors' contracts do not tell.</summary>
    internal bool KeepsUse => Provider is "Embedded" or nameof(RemoteProvider.PSCredentials);
}
