namespace PSCredentials.Vendors.F5Xc;

/// <summary>The rules of contract 1 for fields, by the names that they have on the wire.</summary>
internal static class Fields
{
    private const int LeastName = 6;
    private const int LongestText = 1024;

    // More than any policy allows; a longer time would not fit.
    private const long MostDays = 1_000_000;

    private const long MostScimDays = 730;

    /// <summary>A name that has to be there: 6 to 1024 characters.</summary>
    /// <param name="value">The name.</param>
    /// <returns>The same one.</returns>
    /// <exception cref="CredentialException">It is missing, too short or too long.</exception>
    public static string Name(string? value) =>
        string.IsNullOrEmpty(value) ? throw CredentialException.Invalid("name", "is required.")
        : value.Length is < LeastName or > LongestText ? throw CredentialException.Invalid("name", $"has {value.Length} characters; {LeastName} to {LongestText} are allowed.")
        : value;

    /// <summary>Checks the namespace that a body repeats: left out where it may be, or that of the path.</summary>
    /// <param name="value">The namespace in the body.</param>
    /// <param name="path">The namespace in the path.</param>
    /// <param name="isRequired">Whether it has to be there.</param>
    /// <exception cref="CredentialException">It is missing, or another one.</exception>
    public static void Namespace(string? value, string path, bool isRequired)
    {
        if (string.IsNullOrEmpty(value))
        {
            if (isRequired)
            {
                throw CredentialException.Invalid("namespace", "is required.");
            }
        }
        else if (!string.Equals(value, path, StringComparison.OrdinalIgnoreCase))
        {
            throw CredentialException.Invalid("namespace", "of the body is not that of the path; leave it out, or make them the same.");
        }
    }

    /// <summary>A text that may be left out.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="value">The text.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="CredentialException">It is too long.</exception>
    public static string? Text(string field, string? value) =>
        value?.Length > LongestText ? throw CredentialException.Invalid(field, $"has {value.Length} characters; at most {LongestText} are allowed.")
        : string.IsNullOrEmpty(value) ? null
        : value;

    /// <summary>A password, where there is one.</summary>
    /// <param name="value">The password.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="CredentialException">It is too long.</exception>
    public static SecretText? Password(SecretText? value) => Text("password", value?.Reveal()) is null ? null : value;

    /// <summary>A lifetime in days.</summary>
    /// <param name="days">The days; 0 or null for the policy's default.</param>
    /// <returns>The expiry, which the policy has yet to allow.</returns>
    /// <exception cref="CredentialException">It is negative.</exception>
    public static Expiry Expiry(long? days) => days switch
    {
        null or 0 => PSCredentials.Expiry.Default,
        < 0 => throw CredentialException.Invalid("expiration_days", "is negative; a number of days is allowed, or 0 for the policy's default."),
        _ => PSCredentials.Expiry.In(TimeSpan.FromDays((int)Math.Min(days.Value, MostDays))),
    };

    /// <summary>A SCIM token's lifetime in days.</summary>
    /// <param name="days">The days; 0 or null for the policy's default.</param>
    /// <returns>The expiry.</returns>
    /// <exception cref="CredentialException">It is negative, or over what the contract allows.</exception>
    public static Expiry ScimExpiry(long? days) =>
        days > MostScimDays ? throw CredentialException.Invalid("expiration_days", $"is over the limit; a SCIM token lives 1 to {MostScimDays} days.") : Expiry(days);

    /// <summary>The items of a list that may be left out.</summary>
    /// <typeparam name="T">What it lists.</typeparam>
    /// <param name="field">Its name.</param>
    /// <param name="values">The list.</param>
    /// <returns>The items.</returns>
    /// <exception cref="CredentialException">One of them is null.</exception>
    public static IReadOnlyList<T> Items<T>(string field, List<T?>? values)
        where T : class =>
        values is null ? []
        : values.Contains(null) ? throw CredentialException.Invalid(field, "has an item that is null.")
        : [.. values.OfType<T>()];

    /// <summary>Roles in a list.</summary>
    /// <param name="items">The list.</param>
    /// <returns>The roles.</returns>
    /// <exception cref="CredentialException">One of them lacks a part.</exception>
    public static IReadOnlyList<NamespaceRole> Roles(List<NamespaceRoleItem?>? items) =>
        [.. Items("namespace_roles", items).Select(item => Role("namespace_roles", item.Namespace, item.Role))];

    /// <summary>Roles in a map.</summary>
    /// <param name="access">The map.</param>
    /// <returns>The roles.</returns>
    /// <exception cref="CredentialException">A part is null.</exception>
    public static IReadOnlyList<NamespaceRole> Roles(NamespaceAccess? access) =>
        [
            .. (access?.NamespaceRoleMap ?? []).SelectMany(entry => Items("namespace_role_map", entry.Value?.Names)
                .Select(role => Role("namespace_role_map", entry.Key, role))),
        ];

    private static NamespaceRole Role(string field, string? space, string? role) =>
        string.IsNullOrEmpty(space) || string.IsNullOrEmpty(role)
            ? throw CredentialException.Invalid(field, "has an item without its namespace or role; both are required.")
            : new NamespaceRole(space, role);
}
