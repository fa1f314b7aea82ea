using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace PSCredentials.Pki.Pkcs11;

/// <summary>An open session with the token of a key, logged in. One thread uses it at a time.</summary>
internal sealed class TokenSession : IDisposable
{
    private readonly Pkcs11Uri _uri;

    private TokenSession(Pkcs11Uri uri, ISession session)
    {
        _uri = uri;
        Session = session;
    }

    /// <summary>The session itself.</summary>
    public ISession Session { get; }

    /// <summary>Opens a session.</summary>
    /// <param name="uri">The key.</param>
    /// <param name="pin">The PIN of its token.</param>
    /// <param name="type">Whether objects can be made in it.</param>
    /// <returns>The session; the caller disposes it.</returns>
    /// <exception cref="CredentialException">The token cannot be used.</exception>
    /// <exception cref="Pkcs11Exception">The token refused.</exception>
    public static TokenSession Open(Pkcs11Uri uri, TokenPin pin, SessionType type = SessionType.ReadOnly)
    {
        (ISlot slot, ITokenInfo token) = FindToken(uri);
        var session = new TokenSession(uri, slot.OpenSession(type));
        try
        {
            TokenLogin.LogIn(session.Session, token, uri, pin);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Finds the private key.</summary>
    /// <returns>Its handle, or null where the token has no such object.</returns>
    /// <exception cref="CredentialException">Several match.</exception>
    public IObjectHandle? FindPrivateKey()
    {
        List<IObjectHandle> found = Find(CKO.CKO_PRIVATE_KEY, _uri.Object, _uri.Id);
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw TokenErrors.Unavailable(_uri, "its token has several private keys like that; name one by id="),
        };
    }

    /// <summary>The error for a key that is not in the token.</summary>
    /// <returns>The error.</returns>
    public CredentialException NotFound() => TokenErrors.Unavailable(_uri, "its token has no private key like that");

    /// <summary>Finds objects of a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="label">Their label, or null for any.</param>
    /// <param name="id">Their identifier, or null for any.</param>
    /// <returns>Their handles.</returns>
    public List<IObjectHandle> Find(CKO type, string? label, byte[]? id)
    {
        var template = new List<IObjectAttribute> { Pkcs11Module.Attribute.Create(CKA.CKA_CLASS, type) };
        if (label is not null)
        {
            template.Add(Pkcs11Module.Attribute.Create(CKA.CKA_LABEL, label));
        }

        if (id is not null)
        {
            template.Add(Pkcs11Module.Attribute.Create(CKA.CKA_ID, id));
        }

        return Session.FindAllObjects(template);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Session.Dispose();
        }
        catch (Pkcs11Exception)
        {
            // It is gone already, with its token.
        }
    }

    private static (ISlot Slot, ITokenInfo Token) FindToken(Pkcs11Uri uri)
    {
        var found = new List<(ISlot Slot, ITokenInfo Token)>();
        Pkcs11Exception? mute = null;
        foreach (ISlot slot in Slots(uri).Where(slot => uri.SlotId is null || uri.SlotId == slot.SlotId))
        {
            try
            {
                ITokenInfo token = slot.GetTokenInfo();
                if (token.TokenFlags.TokenInitialized && IsMeant(uri, token))
                {
                    found.Add((slot, token));
                }
            }
            catch (Pkcs11Exception error)
            {
                // Taken out a moment ago, or broken; that is no fault of the other tokens.
                mute = error;
            }
        }

        return found.Count switch
        {
            0 when mute is not null => throw TokenErrors.Unavailable(
                uri, $"its token is not present, or in the slot that answers {mute.RV}; some libraries see a token that is back only in a new process", mute),
            0 => throw TokenErrors.Unavailable(uri, "its token is not present"),
            1 => found[0],
            _ => throw TokenErrors.Unavailable(uri, "several tokens match; name one by token=, serial= or slot-id="),
        };
    }

    private static List<ISlot> Slots(Pkcs11Uri uri)
    {
        try
        {
            return Pkcs11Module.Get(uri).GetSlotList(SlotsType.WithTokenPresent);
        }
        catch (Pkcs11Exception error) when (error.RV == CKR.CKR_CRYPTOKI_NOT_INITIALIZED)
        {
            // Somebody else in the process has finalized the library.
            Pkcs11Module.Renew(uri);
            return Pkcs11Module.Get(uri).GetSlotList(SlotsType.WithTokenPresent);
        }
    }

    private static bool IsMeant(Pkcs11Uri uri, ITokenInfo token) =>
        (uri.Token is null || uri.Token == token.Label)
        && (uri.Serial is null || uri.Serial == token.SerialNumber)
        && (uri.Manufacturer is null || uri.Manufacturer == token.ManufacturerId)
        && (uri.Model is null || uri.Model == token.Model);
}
