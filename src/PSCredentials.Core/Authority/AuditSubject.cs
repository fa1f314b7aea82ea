namespace PSCredentials.Authority;

/// <summary>What an event is about.</summary>
internal sealed record AuditSubject(CredentialSubject Type, string Id, string Name, string Scope)
{
    /// <summary>The authority itself.</summary>
    public static AuditSubject Of(AuthorityContext authority) => new(CredentialSubject.Authority, authority.Id, authority.Name, string.Empty);

    /// <summary>An API credential.</summary>
    public static AuditSubject Of(ApiCredential credential) => new(CredentialSubject.ApiCredential, credential.Id, credential.Name, credential.Namespace);

    /// <summary>An API key.</summary>
    public static AuditSubject Of(ApiKey key) => new(CredentialSubject.ApiKey, key.Id, key.Name, key.Workspace);

    /// <summary>A project's credential.</summary>
    public static AuditSubject Of(ProjectCredential credential) => new(CredentialSubject.ProjectCredential, credential.Id, credential.Username, credential.Project);
}

/// <summary>Set by a change once it knows what it is about.</summary>
internal sealed class AuditTarget
{
    /// <summary>What the change is about, once known.</summary>
    public AuditSubject? Subject { get; set; }
}
