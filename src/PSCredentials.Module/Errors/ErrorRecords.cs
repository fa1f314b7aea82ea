using System.Collections.Frozen;
using System.Management.Automation;
using PSCredentials.Formatting;

namespace PSCredentials.Module.Errors;

/// <summary>How an error of the project becomes an error of the engine.</summary>
internal static class ErrorRecords
{
    // With any of these the authority cannot be used, and the next record would fail the same way.
    private static readonly FrozenSet<CredentialErrorDefinition> EndsCommand = FrozenSet.Create(
        CredentialErrors.AuthorityUnreachable,
        CredentialErrors.ServerCertificateRejected,
        CredentialErrors.AuthenticationRequired,
        CredentialErrors.CredentialExpired,
        CredentialErrors.MasterKeyMissing,
        CredentialErrors.MasterKeyRejected,
        CredentialErrors.StoreAccessDenied,
        CredentialErrors.StoreBusy,
        CredentialErrors.StoreDamaged,
        CredentialErrors.StoreFull,
        CredentialErrors.StoreIoFailed,
        CredentialErrors.StoreNotAVault,
        CredentialErrors.StoreReadOnly,
        CredentialErrors.StoreTooNew,
        CredentialErrors.ModuleIncomplete);

    /// <summary>Whether the command ends with the error, and does not go on to the next record.</summary>
    /// <param name="error">The error.</param>
    /// <returns>True for errors of the authority itself.</returns>
    internal static bool IsTerminating(CredentialException error) => EndsCommand.Contains(error.Definition);

    /// <summary>Makes the record.</summary>
    /// <param name="error">The error.</param>
    /// <param name="target">What the user named.</param>
    /// <returns>The record.</returns>
    internal static ErrorRecord Create(CredentialException error, object? target) =>
        new(error, error.ErrorId, Category(error.Code), target)
        {
            // A message repeats what the user named, and that may come from a file of somebody else's.
            ErrorDetails = new ErrorDetails(VisibleText.Of(error.Message)) { RecommendedAction = error.Definition.RecommendedAction },
        };

    /// <summary>The engine's category of a code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The category.</returns>
    internal static ErrorCategory Category(CredentialErrorCode code) => code switch
    {
        CredentialErrorCode.InvalidArgument => ErrorCategory.InvalidArgument,
        CredentialErrorCode.Unauthenticated => ErrorCategory.AuthenticationError,
        CredentialErrorCode.PermissionDenied => ErrorCategory.PermissionDenied,
        CredentialErrorCode.NotFound => ErrorCategory.ObjectNotFound,
        CredentialErrorCode.AlreadyExists => ErrorCategory.ResourceExists,
        CredentialErrorCode.InvalidState => ErrorCategory.InvalidOperation,
        CredentialErrorCode.RateLimited => ErrorCategory.LimitsExceeded,
        CredentialErrorCode.Unavailable => ErrorCategory.ResourceUnavailable,
        CredentialErrorCode.Timeout => ErrorCategory.OperationTimeout,
        CredentialErrorCode.NotSupported => ErrorCategory.NotImplemented,
        CredentialErrorCode.StoreCorrupt => ErrorCategory.InvalidData,
        _ => ErrorCategory.NotSpecified,
    };
}
