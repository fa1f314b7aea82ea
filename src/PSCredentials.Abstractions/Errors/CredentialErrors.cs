namespace PSCredentials;

/// <summary>The one table of errors. Cmdlets and endpoints both read it; the ids are part of the interface.</summary>
public static class CredentialErrors
{
    /// <summary>A value is missing, malformed or not allowed.</summary>
    public static readonly CredentialErrorDefinition InvalidArgument =
        new("InvalidArgument", CredentialErrorCode.InvalidArgument, "Correct the named value and try again.");

    /// <summary>The lifetime asked for is not allowed by the policy.</summary>
    public static readonly CredentialErrorDefinition LifetimeNotAllowed =
        new("LifetimeNotAllowed", CredentialErrorCode.InvalidArgument, "Ask for an expiry in the future and within the policy's limit; Get-CredentialPolicy shows it.");

    /// <summary>A password is shorter than the policy allows, or missing where one is needed.</summary>
    public static readonly CredentialErrorDefinition PasswordNotAllowed =
        new("PasswordNotAllowed", CredentialErrorCode.InvalidArgument, "Give a password that the policy allows with -Password, or let one be made with -GeneratePassword.");

    /// <summary>A kubeconfig was asked for and no cluster says where it points.</summary>
    public static readonly CredentialErrorDefinition ClusterRequired =
        new("ClusterRequired", CredentialErrorCode.InvalidArgument, "Register the cluster with Register-CredentialCluster and name it with -ClusterName, or give -Server.");

    /// <summary>Several credentials carry the name.</summary>
    public static readonly CredentialErrorDefinition AmbiguousName =
        new("AmbiguousName", CredentialErrorCode.InvalidArgument, "Add -Namespace (API keys: -Workspace; environments: -Project), or name the credential by its id.");

    /// <summary>A wildcard stands where one record has to be named.</summary>
    public static readonly CredentialErrorDefinition WildcardNotAllowed =
        new("WildcardNotAllowed", CredentialErrorCode.InvalidArgument, "List what you mean with the matching Get- command and pipe it on.");

    /// <summary>The passphrase or master key does not open the vault.</summary>
    public static readonly CredentialErrorDefinition MasterKeyRejected =
        new("MasterKeyRejected", CredentialErrorCode.Unauthenticated, "Give the right passphrase or master key; nothing was changed and no attempt is counted.");

    /// <summary>The vault is sealed with a passphrase, key file or variable that was not given.</summary>
    public static readonly CredentialErrorDefinition MasterKeyMissing =
        new("MasterKeyMissing", CredentialErrorCode.Unauthenticated, "Connect with Connect-CredentialAuthority -Passphrase, or put the key where the message says.");

    /// <summary>The operating system refuses access to the store.</summary>
    public static readonly CredentialErrorDefinition StoreAccessDenied =
        new("StoreAccessDenied", CredentialErrorCode.PermissionDenied, "Give the account access to the folder, or choose another with -Path or PSCREDENTIALS_HOME.");

    /// <summary>A service was asked without a credential that is good here.</summary>
    public static readonly CredentialErrorDefinition AuthenticationRequired =
        new("AuthenticationRequired", CredentialErrorCode.Unauthenticated, "Present a token, API key or client certificate that is in force.");

    /// <summary>A service was asked with a credential that has expired.</summary>
    public static readonly CredentialErrorDefinition CredentialExpired =
        new("CredentialExpired", CredentialErrorCode.Unauthenticated, "Have the credential renewed or rotated, and present it anew.");

    /// <summary>Who asks is known and may not do this.</summary>
    public static readonly CredentialErrorDefinition NotAuthorized =
        new("NotAuthorized", CredentialErrorCode.PermissionDenied, "Ask an owner of the scope for the right; Grant-CredentialRight gives it.");

    /// <summary>No credential, key, cluster or authority of that name or id.</summary>
    public static readonly CredentialErrorDefinition NotFound =
        new("NotFound", CredentialErrorCode.NotFound, "Check the name; list what there is with the matching Get- command.");

    /// <summary>The session has no connection of that name.</summary>
    public static readonly CredentialErrorDefinition AuthorityNotConnected =
        new("AuthorityNotConnected", CredentialErrorCode.NotFound, "Connect to it with Connect-CredentialAuthority; Get-CredentialAuthority lists the connections.");

    /// <summary>A file that was named does not exist.</summary>
    public static readonly CredentialErrorDefinition FileNotFound =
        new("FileNotFound", CredentialErrorCode.NotFound, "Check the path.");

    /// <summary>A file stands where one shall be written.</summary>
    public static readonly CredentialErrorDefinition FileExists =
        new("FileExists", CredentialErrorCode.AlreadyExists, "Choose another path, or overwrite the file with -Force.");

    /// <summary>A kubeconfig that shall be merged into has another entry of the same name.</summary>
    public static readonly CredentialErrorDefinition KubeConfigEntryExists =
        new("KubeConfigEntryExists", CredentialErrorCode.AlreadyExists, "Replace the entry with -Force, or write to a file of its own; the file was not changed.");

    /// <summary>The file that a kubeconfig shall be merged into is none.</summary>
    public static readonly CredentialErrorDefinition InvalidKubeConfig =
        new("InvalidKubeConfig", CredentialErrorCode.InvalidArgument, "Repair the file, or choose another path; the file was not changed.");

    /// <summary>A file that was named cannot be read or written.</summary>
    public static readonly CredentialErrorDefinition FileAccessFailed =
        new("FileAccessFailed", CredentialErrorCode.PermissionDenied, "Check the path, its permissions and the space on its disk.");

    /// <summary>An idempotency key came with another request than before.</summary>
    public static readonly CredentialErrorDefinition IdempotencyKeyReused =
        new("IdempotencyKeyReused", CredentialErrorCode.InvalidArgument, "Give each request an idempotency key of its own; only the same request may repeat one.");

    /// <summary>The name is taken.</summary>
    public static readonly CredentialErrorDefinition AlreadyExists =
        new("AlreadyExists", CredentialErrorCode.AlreadyExists, "Choose another name, or remove the record that holds it.");

    /// <summary>A vault was to be made where there is one.</summary>
    public static readonly CredentialErrorDefinition VaultExists =
        new("VaultExists", CredentialErrorCode.AlreadyExists, "Use the vault with Connect-CredentialAuthority, or choose another folder with -Path.");

    /// <summary>Only tokens can be renewed.</summary>
    public static readonly CredentialErrorDefinition NotRenewable =
        new("NotRenewable", CredentialErrorCode.InvalidState, "Use -Rotate to issue a new secret instead.");

    /// <summary>The credential is revoked, and that is for good.</summary>
    public static readonly CredentialErrorDefinition AlreadyRevoked =
        new("AlreadyRevoked", CredentialErrorCode.InvalidState, "Issue a new credential; a revoked one stays revoked.");

    /// <summary>The state of the record does not allow the change.</summary>
    public static readonly CredentialErrorDefinition InvalidState =
        new("InvalidState", CredentialErrorCode.InvalidState, "Look at the record's state with the matching Get- command.");

    /// <summary>The record is no longer as the request says it was.</summary>
    public static readonly CredentialErrorDefinition ModifiedMeanwhile =
        new("ModifiedMeanwhile", CredentialErrorCode.InvalidState, "Read the record again and decide anew.");

    /// <summary>Others depend on what shall be removed.</summary>
    public static readonly CredentialErrorDefinition InUse =
        new("InUse", CredentialErrorCode.InvalidState, "Remove what uses it first, or go on with -Force; the message says what that touches.");

    /// <summary>The certificate authority ends too soon for the certificate that was asked for.</summary>
    public static readonly CredentialErrorDefinition CertificateAuthorityExpired =
        new("CertificateAuthorityExpired", CredentialErrorCode.InvalidState, "Ask for an earlier end, or put a new certificate authority in its place with Update-CredentialAuthorityCertificate.");

    /// <summary>The certificate authority's key is in a token, and cannot be reached there.</summary>
    public static readonly CredentialErrorDefinition SigningKeyUnavailable =
        new("SigningKeyUnavailable", CredentialErrorCode.Unavailable, "See to the token as the message says and try again; what needs no signature works meanwhile.");

    /// <summary>More work waits than can be done in a sensible time.</summary>
    public static readonly CredentialErrorDefinition TooManyRequests =
        new("TooManyRequests", CredentialErrorCode.RateLimited, "Try again later, with fewer requests at once.");

    /// <summary>A service has as much to do as it takes on at once.</summary>
    public static readonly CredentialErrorDefinition ServiceOverloaded =
        new("ServiceOverloaded", CredentialErrorCode.Unavailable, "Try again after a moment; Retry-After says how long.");

    /// <summary>A service worked on a request for longer than it allows.</summary>
    public static readonly CredentialErrorDefinition RequestTimedOut =
        new("RequestTimedOut", CredentialErrorCode.Timeout, "Look whether it was done, and try again if not; an idempotency key makes that safe.");

    /// <summary>A remote authority cannot be reached.</summary>
    public static readonly CredentialErrorDefinition AuthorityUnreachable =
        new("AuthorityUnreachable", CredentialErrorCode.Unavailable, "Check the address, the network and the proxy, and try again; the request was not done.");

    /// <summary>The certificate of a remote authority's server is not trusted.</summary>
    public static readonly CredentialErrorDefinition ServerCertificateRejected =
        new("ServerCertificateRejected", CredentialErrorCode.Unauthenticated, "Name the certificate authority of the server with -CertificateAuthorityPath; nothing was sent.");

    /// <summary>A remote authority answered what its contract does not say.</summary>
    public static readonly CredentialErrorDefinition AnswerNotUnderstood =
        new("AnswerNotUnderstood", CredentialErrorCode.Unavailable, "Check that the address is the authority's and -Provider is right; look whether the request was done.");

    /// <summary>The answer to a request that must not be sent twice was lost.</summary>
    public static readonly CredentialErrorDefinition OutcomeUnknown =
        new("OutcomeUnknown", CredentialErrorCode.Unavailable, "Look whether it was done with the matching Get- command before you try again.");

    /// <summary>The receiver of a notice was not reached, or did not take it.</summary>
    public static readonly CredentialErrorDefinition NoticeNotSent =
        new("NoticeNotSent", CredentialErrorCode.Unavailable, "See to the receiver as the message says; the notice is kept and tried again.");

    /// <summary>Another process holds the store for too long.</summary>
    public static readonly CredentialErrorDefinition StoreBusy =
        new("StoreBusy", CredentialErrorCode.Unavailable, "Try again; if it persists, look for a process that holds the vault open.");

    /// <summary>The disk is full.</summary>
    public static readonly CredentialErrorDefinition StoreFull =
        new("StoreFull", CredentialErrorCode.Unavailable, "Free space on the disk that holds the vault and try again.");

    /// <summary>The file system or database is read-only.</summary>
    public static readonly CredentialErrorDefinition StoreReadOnly =
        new("StoreReadOnly", CredentialErrorCode.Unavailable, "Make the folder writable, or choose another with -Path or PSCREDENTIALS_HOME.");

    /// <summary>Reading or writing the store failed in the operating system.</summary>
    public static readonly CredentialErrorDefinition StoreIoFailed =
        new("StoreIoFailed", CredentialErrorCode.Unavailable, "Check the disk that holds the vault; what was reported as done is safe.");

    /// <summary>The store was written by a newer version.</summary>
    public static readonly CredentialErrorDefinition StoreTooNew =
        new("StoreTooNew", CredentialErrorCode.NotSupported, "Install a newer PSCredentials.");

    /// <summary>The authority cannot do this.</summary>
    public static readonly CredentialErrorDefinition NotSupported =
        new("NotSupported", CredentialErrorCode.NotSupported, "Use an authority that supports it.");

    /// <summary>The file at the vault's place is not a vault.</summary>
    public static readonly CredentialErrorDefinition StoreNotAVault =
        new("StoreNotAVault", CredentialErrorCode.StoreCorrupt, "Move the file away, or choose another folder with -Path or PSCREDENTIALS_HOME.");

    /// <summary>The store is damaged.</summary>
    public static readonly CredentialErrorDefinition StoreDamaged =
        new("StoreDamaged", CredentialErrorCode.StoreCorrupt, "Restore the vault folder from a backup; nothing was written.");

    /// <summary>Parts of the module are missing or cannot be loaded.</summary>
    public static readonly CredentialErrorDefinition ModuleIncomplete =
        new("ModuleIncomplete", CredentialErrorCode.Internal, "Install the module again; its deps folder has to lie beside PSCredentials.dll.");

    /// <summary>A fault inside the authority.</summary>
    public static readonly CredentialErrorDefinition Internal =
        new("Internal", CredentialErrorCode.Internal, "Please report it with the message and the command that led to it.");

    /// <summary>Every definition, for documentation and for tests that ids are unique.</summary>
    public static IReadOnlyList<CredentialErrorDefinition> All { get; } =
    [
        InvalidArgument, LifetimeNotAllowed, PasswordNotAllowed, ClusterRequired, AmbiguousName, WildcardNotAllowed,
        MasterKeyRejected, MasterKeyMissing, StoreAccessDenied, AuthenticationRequired, CredentialExpired, NotAuthorized, NotFound, AuthorityNotConnected, FileNotFound, FileExists,
        KubeConfigEntryExists, InvalidKubeConfig, FileAccessFailed, IdempotencyKeyReused, AlreadyExists, VaultExists, NotRenewable, AlreadyRevoked, InvalidState, ModifiedMeanwhile, InUse,
        CertificateAuthorityExpired, SigningKeyUnavailable, TooManyRequests, ServiceOverloaded, RequestTimedOut, AuthorityUnreachable, ServerCertificateRejected,
        AnswerNotUnderstood, OutcomeUnknown, NoticeNotSent, StoreBusy, StoreFull, StoreReadOnly, StoreIoFailed, StoreTooNew, NotSupported, StoreNotAVault,
        StoreDamaged, ModuleIncomplete, Internal,
    ];
}
