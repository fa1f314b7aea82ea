namespace PSCredentials.Formatting;

/// <summary>Which colour a word has, by its name in <c>$PSStyle.Formatting</c>, which is what people fit to their terminals.</summary>
internal static class StateColour
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>The colour of a state, a verdict's reason or an outcome.</summary>
    /// <param name="word">The word.</param>
    /// <returns>That of errors for all that is refused.</returns>
    internal static string Of(string word) => word switch
    {
        "Active" or "Valid" or "Success" or "Deployed" or "Intact" => "FormatAccent",
        "Disabled" or "NotYetValid" or "Pending" => "Warning",
        _ => "Error",
    };

    /// <summary>The colour of an expiry: that of the state, but for what ends soon.</summary>
    /// <param name="state">The state when the object was read.</param>
    /// <param name="left">The time that is left now.</param>
    /// <returns>The colour.</returns>
    internal static string OfExpiry(string state, TimeSpan left) =>
        left <= TimeSpan.Zero ? "Error" : state == "Active" && left < Soon ? "Warning" : Of(state);
}
