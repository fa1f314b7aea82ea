using PSCredentials.Server.Authentication;

namespace PSCredentials.Server.Authorization;

/// <summary>The questions that every guard asks. What a caller may not see is not found; what it may see and not do is refused with what it lacks.</summary>
/// <param name="caller">Who asks.</param>
internal sealed class Access(Caller caller)
{
    /// <summary>Who asks.</summary>
    public Caller Caller => caller;

    /// <summary>What the caller may do.</summary>
    public EffectiveRights Rights => caller.Rights;

    /// <summary>The scopes of a kind that the caller may see; null for all of them.</summary>
    /// <param name="type">The kind.</param>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string>? Visible(CredentialScopeType type) => Rights.Scopes(CredentialPermissions.View, type);

    /// <summary>A reference that finds only what the caller may see.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="type">The kind of scope of what it means.</param>
    /// <returns>The reference.</returns>
    public CredentialReference Seen(CredentialReference reference, CredentialScopeType type) => reference with { VisibleIn = Visible(type) };

    /// <summary>Demands a permission.</summary>
    /// <param name="permissions">What.</param>
    /// <param name="type">The kind of scope.</param>
    /// <param name="scope">Its name.</param>
    /// <exception cref="CredentialException"><see cref="CredentialErrors.NotAuthorized"/>.</exception>
    public void Demand(CredentialPermissions permissions, CredentialScopeType type, string scope = "")
    {
        if (!Rights.Allow(permissions, type, scope))
        {
            throw Refuse(type == CredentialScopeType.Authority ? $"{permissions} in the whole authority" : $"{permissions} in {type} '{scope}'");
        }
    }

    /// <summary>The refusal that names what is lacking.</summary>
    /// <param name="lacking">The permission, and where.</param>
    /// <returns>The exception, to be thrown by the caller.</returns>
    public static CredentialException Refuse(string lacking) =>
        new(CredentialErrors.NotAuthorized, $"The caller may not do this; what it takes is {lacking}.");

    /// <summary>The refusal of what authorities do only for those who have their folder.</summary>
    /// <param name="what">What was asked for.</param>
    /// <returns>The exception, to be thrown by the caller.</returns>
    public static CredentialException OnSiteOnly(string what) =>
        new(CredentialErrors.NotSupported, $"A service does not {what}; it is done on its machine, with the vault's folder.");
}
