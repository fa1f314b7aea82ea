namespace PSCredentials.Module.Reporting;

/// <summary>What became of reading one family from one authority.</summary>
/// <param name="Family">The family.</param>
/// <param name="Count">How many credentials it has; zero where it was not read.</param>
/// <param name="Omission">Why the report has none of it; null where it was read whole.</param>
/// <param name="IsExpected">Whether the authority has no such family, so that nothing is missing.</param>
internal sealed record FamilyReading(CredentialFamily Family, int Count, string? Omission = null, bool IsExpected = false);
