namespace PSCredentials;

/// <summary>A role in a namespace (API keys: in a workspace).</summary>
/// <param name="Namespace">The namespace, or <c>*</c> for all.</param>
/// <param name="Role">The role's name.</param>
public sealed record NamespaceRole(string Namespace, string Role)
{
    /// <summary>Reads <c>namespace:role</c>, or <c>namespace/role</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The role.</returns>
    /// <exception cref="CredentialException">The text is not of that form.</exception>
    public static NamespaceRole Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int at = text.IndexOfAny([':', '/']);
        if (at <= 0 || at == text.Length - 1)
        {
            throw CredentialException.Invalid("NamespaceRole", $"'{text}' is not of the form namespace:role.");
        }

        return new NamespaceRole(text[..at], text[(at + 1)..]);
    }

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    /// <returns><c>namespace:role</c>.</returns>
    public override string ToString() => $"{Namespace}:{Role}";
}
