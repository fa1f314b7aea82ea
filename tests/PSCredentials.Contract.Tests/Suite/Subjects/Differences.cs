namespace PSCredentials.Contract.Tests.Suite.Subjects;

/// <summary>What contract 1 forces, whoever speaks it.</summary>
internal static class F5XcDifferences
{
    public static readonly Expectation[] All =
    [
        Expectation.NoLabels, Expectation.NoDescription, Expectation.NoAddresses, Expectation.NoOwner, Expectation.NoIdempotencyKeys, Expectation.KeysAreMadeThere,
        Expectation.ClustersAreKnownThere, Expectation.SiteKubeConfigsAreServices, Expectation.ScimTokenIsNamedThere, Expectation.WholeDays, Expectation.RenewalNeedsDays,
        Expectation.NoRevocationReasons, Expectation.RemoveIsRevoke, Expectation.RotationMakesSuccessor, Expectation.GraceForTokensAlone, Expectation.OneNamespace, Expectation.NoConditions,
    ];

    public static readonly CredentialType[] Types = [.. Enum.GetValues<CredentialType>().Where(type => type != CredentialType.SiteGlobalKubeConfig)];
}

/// <summary>What contract 2 forces, whoever speaks it.</summary>
internal static class KubeSliceDifferences
{
    public static readonly Expectation[] All =
    [
        Expectation.NoLabels, Expectation.NoAddresses, Expectation.NoIdempotencyKeys, Expectation.ValidUntilIsRequired, Expectation.NoTokenLifetime, Expectation.NoRenewal,
        Expectation.NoSwitching, Expectation.NoGracePeriod, Expectation.RotationMakesSuccessor, Expectation.NoConditions, Expectation.NoMomentsOfChange,
    ];
}

/// <summary>What contract 3 forces, whoever speaks it.</summary>
internal static class ApinizerDifferences
{
    public static readonly Expectation[] All =
    [
        Expectation.NoLabels, Expectation.NoIdempotencyKeys, Expectation.NoGracePeriod, Expectation.ProjectIsNamed, Expectation.FactsNeedPassword, Expectation.NoConditions,
        Expectation.NoMomentsOfChange,
    ];
}
