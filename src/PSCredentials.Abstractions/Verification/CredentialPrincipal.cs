namespace PSCredentials;

/// <summary>Who a credential speaks for.</summary>
/// <param name="Name">The name: the owner, the service credential or the service account.</param>
/// <param name="Kind">What it is.</param>
public sealed record CredentialPrincipal(string Name, PrincipalKind Kind)
{
    /// <summary>The groups it belongs to.</summary>
    public IReadOnlyList<string> Group { get; init; } = [];

    /// <summary>The principal's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
