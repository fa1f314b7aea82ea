namespace PSCredentials.Commands;

/// <summary>What a report is written as.</summary>
public enum CredentialReportFormat
{
    /// <summary>A page for people, in one file that needs nothing else.</summary>
    Html,

    /// <summary>A row a credential, for spreadsheets (RFC 4180).</summary>
    Csv,

    /// <summary>All of it, for programs (RFC 8259).</summary>
    Json,
}
