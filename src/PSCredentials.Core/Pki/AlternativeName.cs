namespace PSCredentials.Pki;

/// <summary>A subject alternative name of a client certificate (RFC 5280, 4.2.1.6): an e-mail address or a URI, written as OpenSSL writes them.</summary>
/// <param name="IsUri">Whether it is a URI; it is an e-mail address otherwise.</param>
/// <param name="Value">The name itself.</param>
internal readonly record struct AlternativeName(bool IsUri, string Value)
{
    private const string Field = "SubjectAlternativeName";
    private const string EmailPrefix = "email:";
    private const string UriPrefix = "URI:";
    private const int MaximumUriLength = 1024;

    // Keeps the certificate far below what TLS stacks and the strict parser take.
    private const int MaximumNames = 32;

    /// <summary>Reads the names that a user gave.</summary>
    /// <param name="names">Such as <c>email:ada@example.com</c> and <c>URI:spiffe://example.com/ci</c>.</param>
    /// <returns>The names, each once, in their order.</returns>
    /// <exception cref="CredentialException">One is no such name, or there are too many.</exception>
    public static IReadOnlyList<AlternativeName> ReadAll(IReadOnlyList<string> names)
    {
        AlternativeName[] read = [.. names.Select(Read).Distinct()];
        return read.Length <= MaximumNames
            ? read
            : throw CredentialException.Invalid(Field, $"has {read.Length} names; at most {MaximumNames} are allowed.");
    }

    /// <summary>A URI that is no user's choice.</summary>
    /// <param name="uri">The URI.</param>
    /// <param name="field">What the user calls where it came from.</param>
    /// <returns>The name.</returns>
    /// <exception cref="CredentialException">It is no absolute URI.</exception>
    public static AlternativeName Uri(string uri, string field)
    {
        if (uri.Length is 0 or > MaximumUriLength)
        {
            throw CredentialException.Invalid(field, $"must have 1 to {MaximumUriLength} characters.");
        }

        return AlternativeNameSyntax.IsAbsoluteUri(uri)
            ? new AlternativeName(true, uri)
            : throw CredentialException.Invalid(field, "must be an absolute URI as RFC 3986 has it, such as urn:uuid:… or spiffe://….");
    }

    /// <summary>The name as users write it.</summary>
    /// <returns>The kind, a colon and the value.</returns>
    public override string ToString() => (IsUri ? UriPrefix : EmailPrefix) + Value;

    private static AlternativeName Read(string? name) =>
        name is null ? throw Unknown(string.Empty)
        : name.StartsWith(UriPrefix, StringComparison.OrdinalIgnoreCase) ? Uri(name[UriPrefix.Length..], Field)
        : name.StartsWith(EmailPrefix, StringComparison.OrdinalIgnoreCase) ? Email(name[EmailPrefix.Length..])
        : throw Unknown(name);

    private static AlternativeName Email(string address) => AlternativeNameSyntax.IsMailbox(address)
        ? new AlternativeName(false, address)
        : throw CredentialException.Invalid(
            Field, $"'{address}' is no e-mail address in ASCII of at most {AlternativeNameSyntax.MaximumMailboxLength} characters.");

    private static CredentialException Unknown(string name) =>
        CredentialException.Invalid(Field, $"'{name}' is of no kind that a client certificate takes; allowed are email:… and URI:….");
}
