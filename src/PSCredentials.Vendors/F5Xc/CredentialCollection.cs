namespace PSCredentials.Vendors.F5Xc;

/// <summary>One of the three collections that contract 1 keeps apart; none shows what is in another, though all share the names of a namespace.</summary>
/// <param name="Segment">Its name in paths.</param>
/// <param name="Types">The types that are in it.</param>
internal sealed record CredentialCollection(string Segment, IReadOnlyList<CredentialType> Types)
{
    /// <summary>Credentials that carry their owner's rights.</summary>
    public static readonly CredentialCollection ApiCredentials = new(
        "api_credentials", [.. Enum.GetValues<CredentialType>().Where(type => !type.IsService() && type != CredentialType.ScimApiToken)]);

    /// <summary>Credentials that are principals of their own.</summary>
    public static readonly CredentialCollection ServiceCredentials = new("service_credentials", [.. Enum.GetValues<CredentialType>().Where(type => type.IsService())]);

    /// <summary>The SCIM token.</summary>
    public static readonly CredentialCollection ScimTokens = new("scim_token", [CredentialType.ScimApiToken]);

    /// <summary>Refuses what the authority would not find, or would take for a pattern.</summary>
    /// <param name="space">The namespace of the path.</param>
    /// <exception cref="CredentialException">It can be no namespace.</exception>
    public static void CheckNamespace(string space)
    {
        if (space.AsSpan().IndexOfAny("*?[]`") >= 0)
        {
            throw CredentialException.Invalid("namespace", "has one of the characters * ? [ ] and `, which are not allowed.");
        }
    }

    /// <summary>The credentials of the collection in a namespace.</summary>
    /// <param name="space">The namespace.</param>
    /// <returns>The query.</returns>
    public ApiCredentialQuery In(string space) => new() { Namespace = [space], Type = Types };

    /// <summary>Refuses a credential of another collection as if it were not there.</summary>
    /// <param name="credential">The credential.</param>
    /// <returns>The same one.</returns>
    /// <exception cref="CredentialException"><see cref="CredentialErrors.NotFound"/>.</exception>
    public ApiCredential Own(ApiCredential credential) => Types.Contains(credential.Type) ? credential : throw Missing(credential.Namespace, credential.Name);

    /// <summary>The refusal of what is not there.</summary>
    /// <param name="space">The namespace.</param>
    /// <param name="name">The name.</param>
    /// <returns>The exception, to be thrown by the caller.</returns>
    public CredentialException Missing(string space, string name) =>
        new(CredentialErrors.NotFound, $"There is no '{name}' among the {Segment} of namespace '{space}'.");

    /// <summary>Refuses the renewal of what cannot be renewed. Contract: a bad request, whatever the state.</summary>
    /// <param name="credential">The credential.</param>
    /// <returns>The same one.</returns>
    /// <exception cref="CredentialException">It is no token.</exception>
    public ApiCredential Renewable(ApiCredential credential) =>
        credential.Type.IsRenewable() ? credential : throw CredentialException.Invalid(
            "name", $"is of a credential of type {CredentialTypeConverter.NameOf(credential.Type)}; renewal is only for {CredentialTypeConverter.NamesOf(Types.Where(CredentialTypes.IsRenewable))}.");
}
