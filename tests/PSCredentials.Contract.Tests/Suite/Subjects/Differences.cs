namespace PSCredentials.Contract.Tests.Suite.Subjects;

/// <summary>What contract 1 forces, whoever speaks it.</summary>
internal static class F5XcDifferences
{
    public static readonly Expectation[] All =
    [
        Expectation.NoLabels, Expectation.NoDescription, Expectation.NoAddresses, Expectation.NoOwner, Expectation.NoIdempotencyKeys, Expectation.KeysAreMadeThere,
        Expectation.ClustersAreKnownThere, Expectation.SiteKubeConfigsAreServices, Expectation.ScimTokenIsNamedThere, Expectation.WholeDays, Expectation.RenewalNeedsDays,
        Expectation.NoRevocationReasons, Expectation.RemoveIsRevoke, Expectation.RotationMakesSuccessor, Expectation.GraceForTokensAlone, Expectation.OneNamespace, Expectation.NoConditions,
        .. Afar.CredentialsAlone,
    ];

    public static readonly CredentialType[] Types = [.. Enum.GetValues<CredentialType>().Where(type => type != CredentialType.SiteGlobalKubeConfig)];
}

/// <summary>What contract 2 forces, whoever speaks it.</summary>
internal static class KubeSliceDifferences
{
    public static readonly Expectation[] All =
    [
        Expectation.NoLabels, Expectation.NoAddresses, Expectation.NoIdempotencyKeys, Expectation.ValidUntilIsRequired, Expectation.NoTokenLifetime, Expectation.NoRenewal,
        Expectation.NoSwitching, Expectation.NoGracePeriod, Expectation.RotationMakesSuccessor, Expectation.NoConditions, Expectation.NoMomentsOfChange, .. Afar.CredentialsAlone,
    ];
}

/// <summary>What contract 3 forces, whoever speaks it.</summary>
internal static class ApinizerDifferences
{
    public static readonly Expectation[] All =
    [
        Expectation.NoLabels, Expectation.NoIdempotencyKeys, Expectation.NoGracePeriod, Expectation.ProjectIsNamed, Expectation.FactsNeedPassword, Expectation.NoConditions,
        Expectation.NoMomentsOfChange, .. Afar.CredentialsAlone,
    ];
}

/// <summary>What it forces that an authority is somewhere else.</summary>
internal static class Afar
{
    /// <summary>For everybody.</summary>
    public static readonly Expectation[] All = [Expectation.RightsAreWorkedOutThere, Expectation.FilesAreWrittenThere, Expectation.TrailIsProvenThere, Expectation.SecretsAreKeptHere];

    /// <summary>For vendors, whose contracts have credentials and nothing else.</summary>
    public static readonly Expectation[] CredentialsAlone =
    [
        .. All, Expectation.NoProjects, Expectation.NoRights, Expectation.NoPolicy, Expectation.NoVerification, Expectation.NoWayBack, Expectation.NoClusters, Expectation.NoEnvironments,
        Expectation.NoNotifications, Expectation.NoTrail,
    ];
}
