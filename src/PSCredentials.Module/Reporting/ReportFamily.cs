namespace PSCredentials.Module.Reporting;

/// <summary>The three families of credentials that a report is about.</summary>
internal enum ReportFamily
{
    /// <summary>Tokens, client certificates and kubeconfigs.</summary>
    ApiCredential,

    /// <summary>API keys.</summary>
    ApiKey,

    /// <summary>The credentials of projects.</summary>
    ProjectCredential,
}
