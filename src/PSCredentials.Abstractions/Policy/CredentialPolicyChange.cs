namespace PSCredentials;

/// <summary>A change of policy. What is null stays as it is; what was issued before keeps its expiry.</summary>
public sealed record CredentialPolicyChange
{
    /// <summary>The types whose lifetimes change; empty means all types.</summary>
    public IReadOnlyList<string> Type { get; init; } = [];

    /// <summary>The new lifetime where none is asked for.</summary>
    public TimeSpan? DefaultLifetime { get; init; }

    /// <summary>The new longest lifetime.</summary>
    public TimeSpan? MaximumLifetime { get; init; }

    /// <summary>The new least length of a chosen password, 0 to 1024.</summary>
    public int? MinimumPasswordLength { get; init; }

    /// <summary>The new number of iterations of a PKCS#12 bundle: 1000 to 5 000 000, or 0 for the numbers that fit the password.</summary>
    public int? Pkcs12Iteration { get; init; }
}
