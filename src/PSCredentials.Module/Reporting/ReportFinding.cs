namespace PSCredentials.Module.Reporting;

/// <summary>What is worth a look about a credential. One may have several.</summary>
internal enum ReportFinding
{
    /// <summary>Its time is over, and its record is still there.</summary>
    Expired,

    /// <summary>It can still be used, or be enabled, and ends within <see cref="CredentialReport.Soon"/>.</summary>
    ExpiresSoon,

    /// <summary>It has no end.</summary>
    NeverExpires,

    /// <summary>It is in force and was never presented. Not told of authorities that do not keep the last use.</summary>
    NeverUsed,

    /// <summary>It is switched off.</summary>
    Disabled,
}
