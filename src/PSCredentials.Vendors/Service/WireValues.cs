namespace PSCredentials.Vendors.Service;

/// <summary>What values on the wire stand for, where they need a look.</summary>
internal static class WireValues
{
    /// <summary>Lists that are empty are left out.</summary>
    /// <param name="list">The list.</param>
    /// <returns>The list, or null.</returns>
    public static IReadOnlyList<T>? OrNone<T>(IReadOnlyList<T> list) => list.Count > 0 ? list : null;

    /// <summary>Labels that are none are left out.</summary>
    /// <param name="labels">The labels.</param>
    /// <returns>The labels, or null.</returns>
    public static IReadOnlyDictionary<string, string>? OrNone(IReadOnlyDictionary<string, string> labels) => labels.Count > 0 ? labels : null;

    /// <summary>A text that is empty is left out.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text, or null.</returns>
    public static string? OrNone(string text) => text.Length > 0 ? text : null;

    /// <summary>A list without nulls in it.</summary>
    /// <param name="list">The list; null counts as empty.</param>
    /// <param name="field">What it is called.</param>
    /// <returns>The list.</returns>
    /// <exception cref="CredentialException">A null stands in it.</exception>
    public static IReadOnlyList<T> Items<T>(IReadOnlyList<T>? list, string field)
        where T : class =>
        list is null ? [] : list.All(item => item is not null) ? list : throw CredentialException.Invalid(field, "has null among its values.");

    /// <summary>Labels without nulls in them.</summary>
    /// <param name="labels">The labels; null counts as none.</param>
    /// <returns>The labels.</returns>
    /// <exception cref="CredentialException">A value is null.</exception>
    public static IReadOnlyDictionary<string, string> Labels(IReadOnlyDictionary<string, string>? labels) =>
        labels is null ? new Dictionary<string, string>()
        : labels.Values.All(value => value is not null) ? labels
        : throw CredentialException.Invalid("labels", "has null among its values.");

    /// <summary>The expiry that two fields mean.</summary>
    /// <param name="lifetime">The time from now.</param>
    /// <param name="expiresAt">The moment.</param>
    /// <returns>The expiry; null where both are.</returns>
    /// <exception cref="CredentialException">Both are given.</exception>
    public static Expiry? Expiry(TimeSpan? lifetime, DateTimeOffset? expiresAt) => (lifetime, expiresAt) switch
    {
        (null, null) => null,
        ({ } time, null) => PSCredentials.Expiry.In(time),
        (null, { } moment) => PSCredentials.Expiry.On(moment),
        _ => throw CredentialException.Invalid("expiresAt", "does not go with lifetime; give one of them."),
    };

    /// <summary>A value of an enumeration that has a name: numbers are read too, and not each stands for something.</summary>
    /// <param name="value">The value.</param>
    /// <param name="field">What it is called.</param>
    /// <returns>The value.</returns>
    /// <exception cref="CredentialException">It has no name.</exception>
    public static T Known<T>(T value, string field)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw CredentialException.Invalid(field, $"is none of {string.Join(", ", Enum.GetNames<T>())}.");
}
