namespace PSCredentials;

/// <summary>How long credentials of one type live.</summary>
/// <param name="Type">The name of a <see cref="CredentialType"/>, or <c>ApiKey</c>.</param>
/// <param name="DefaultLifetime">The lifetime where none is asked for.</param>
/// <param name="MaximumLifetime">The longest lifetime that can be asked for.</param>
public sealed record LifetimePolicy(string Type, TimeSpan DefaultLifetime, TimeSpan MaximumLifetime)
{
    /// <summary>The type's row in one line.</summary>
    /// <returns>Type, default and maximum in days.</returns>
    public override string ToString() => FormattableString.Invariant($"{Type}: {DefaultLifetime.TotalDays:0.##} d, at most {MaximumLifetime.TotalDays:0.##} d");
}
