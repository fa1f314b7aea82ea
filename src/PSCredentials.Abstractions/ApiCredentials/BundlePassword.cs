namespace PSCredentials;

/// <summary>How a PKCS#12 bundle gets its password: the one given, or one made and returned once.</summary>
public sealed class BundlePassword
{
    private BundlePassword(SecretText? chosen) => Chosen = chosen;

    /// <summary>The password that was given, or null when one shall be made.</summary>
    public SecretText? Chosen { get; }

    /// <summary>Whether a password shall be made.</summary>
    public bool IsGenerated => Chosen is null;

    /// <summary>A password shall be made and returned on the issued object, once.</summary>
    public static BundlePassword Generate { get; } = new(null);

    /// <summary>The password is given.</summary>
    /// <param name="password">The password; policy sets its least length.</param>
    /// <returns>The choice.</returns>
    public static BundlePassword Use(SecretText password)
    {
        ArgumentNullException.ThrowIfNull(password);
        return new BundlePassword(password);
    }
}
