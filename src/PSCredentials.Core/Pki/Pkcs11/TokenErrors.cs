using Net.Pkcs11Interop.Common;

namespace PSCredentials.Pki.Pkcs11;

/// <summary>Says why a key in a token cannot be used.</summary>
internal static class TokenErrors
{
    /// <summary>The error for a cause.</summary>
    /// <param name="uri">The key.</param>
    /// <param name="cause">The cause: a clause without an end.</param>
    /// <param name="inner">What it was learnt from.</param>
    /// <returns>The error.</returns>
    public static CredentialException Unavailable(Pkcs11Uri uri, string cause, Exception? inner = null) =>
        new(CredentialErrors.SigningKeyUnavailable, $"The key '{uri}' cannot be used: {cause}.", inner);

    /// <summary>The error for what a token answered.</summary>
    /// <param name="uri">The key.</param>
    /// <param name="error">The answer.</param>
    /// <returns>The error.</returns>
    public static CredentialException Unavailable(Pkcs11Uri uri, Pkcs11Exception error) =>
        Unavailable(uri, $"{Describe(error.RV)} ({error.RV} from {error.Method})", error);

    /// <summary>Whether a new session may do what this one could not.</summary>
    /// <param name="answer">What the token answered.</param>
    /// <returns>True where the session, the login or the object's handle is gone.</returns>
    public static bool IsStale(CKR answer) => answer is
        CKR.CKR_SESSION_HANDLE_INVALID or CKR.CKR_SESSION_CLOSED or CKR.CKR_DEVICE_REMOVED or CKR.CKR_DEVICE_ERROR or CKR.CKR_TOKEN_NOT_PRESENT
        or CKR.CKR_OBJECT_HANDLE_INVALID or CKR.CKR_KEY_HANDLE_INVALID or CKR.CKR_USER_NOT_LOGGED_IN or CKR.CKR_CRYPTOKI_NOT_INITIALIZED
        or CKR.CKR_OPERATION_ACTIVE or CKR.CKR_GENERAL_ERROR or CKR.CKR_SLOT_ID_INVALID;

    private static string Describe(CKR answer) => answer switch
    {
        CKR.CKR_DEVICE_REMOVED or CKR.CKR_TOKEN_NOT_PRESENT or CKR.CKR_SLOT_ID_INVALID => "the token is not present",
        CKR.CKR_PIN_EXPIRED => "its PIN has expired",
        CKR.CKR_SESSION_COUNT => "the token takes no more sessions",
        CKR.CKR_MECHANISM_INVALID or CKR.CKR_KEY_FUNCTION_NOT_PERMITTED or CKR.CKR_KEY_TYPE_INCONSISTENT => "the token does not sign with it",
        CKR.CKR_USER_NOT_LOGGED_IN => "the token wants a login for it that this authority cannot give",
        CKR.CKR_TOKEN_WRITE_PROTECTED => "the token is write-protected",
        _ => "the token refused",
    };
}
