using System.Collections.Concurrent;
using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace PSCredentials.Pki.Pkcs11;

/// <summary>
/// Logs in to tokens. A login is one of the whole process, and lasts as long as a session is open. A PIN that a token refused is not tried again in this process:
/// a few more tries would lock the token.
/// </summary>
internal static class TokenLogin
{
    private static readonly byte[] ProcessKey = RandomNumberGenerator.GetBytes(32);
    private static readonly ConcurrentDictionary<string, Known> Tokens = new(StringComparer.Ordinal);

    /// <summary>Logs in.</summary>
    /// <param name="session">A session with the token.</param>
    /// <param name="token">The token.</param>
    /// <param name="uri">The key.</param>
    /// <param name="pin">The PIN.</param>
    /// <exception cref="CredentialException">There is no PIN, it is wrong, or it is locked.</exception>
    public static void LogIn(ISession session, ITokenInfo token, Pkcs11Uri uri, TokenPin pin)
    {
        if (!token.TokenFlags.LoginRequired)
        {
            return;
        }

        if (token.TokenFlags.UserPinLocked)
        {
            throw Locked(uri);
        }

        byte[]? value = token.TokenFlags.ProtectedAuthenticationPath ? null : pin.Find(uri) ?? throw TokenErrors.Unavailable(
            uri, $"the vault keeps no PIN for it, and {AuthorityOptions.Pkcs11PinVariable} is not set");
        try
        {
            LogIn(session, Tokens.GetOrAdd($"{Pkcs11Module.Locate(uri)}\n{token.SerialNumber}\n{token.Label}", static _ => new Known()), uri, value);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    private static void LogIn(ISession session, Known known, Pkcs11Uri uri, byte[]? pin)
    {
        string mark = pin is null ? string.Empty : Convert.ToHexString(HMACSHA256.HashData(ProcessKey, pin));

        // One at a time, so that many threads do not try the same wrong PIN at once.
        lock (known)
        {
            if (known.Refused.Contains(mark))
            {
                throw TokenErrors.Unavailable(uri, "its token refused this PIN before; it is not tried again in this process, as a few more tries would lock the token");
            }

            try
            {
                session.Login(CKU.CKU_USER, pin);
                known.Accepted = mark;
            }
            catch (Pkcs11Exception error) when (error.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
            {
                // The token does not look at the PIN then, and a wrong one would be kept.
                if (known.Accepted is not null && known.Accepted != mark)
                {
                    throw TokenErrors.Unavailable(uri, "the PIN is another than the one that this process is logged in to its token with", error);
                }
            }
            catch (Pkcs11Exception error) when (error.RV is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE)
            {
                known.Refused.Add(mark);
                throw TokenErrors.Unavailable(uri, "its token says that the PIN is wrong", error);
            }
            catch (Pkcs11Exception error) when (error.RV == CKR.CKR_PIN_LOCKED)
            {
                throw Locked(uri, error);
            }
        }
    }

    private static CredentialException Locked(Pkcs11Uri uri, Exception? inner = null) =>
        TokenErrors.Unavailable(uri, "the PIN of its token is locked after too many wrong ones; the token's security officer has to set a new one", inner);

    // Keyed hashes, so that no PIN stays in memory for it.
    private sealed class Known
    {
        public HashSet<string> Refused { get; } = new(StringComparer.Ordinal);

        public string? Accepted { get; set; }
    }
}
