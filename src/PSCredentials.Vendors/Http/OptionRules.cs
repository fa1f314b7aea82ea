namespace PSCredentials.Vendors.Http;

/// <summary>What options for a connection have to be.</summary>
internal static class OptionRules
{
    private const int MostRetries = 20;
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    /// <summary>Refuses options that contradict each other, or that would send a secret where everybody reads it.</summary>
    /// <exception cref="CredentialException">One is not allowed.</exception>
    public static void Check(RemoteAuthorityOptions options)
    {
        Uri address = RemoteAddress.Check(options.Address);
        RemoteAddress.CheckProxy(options.Proxy);
        if (options.Token is null == options.Certificate is null)
        {
            throw CredentialException.Invalid("Token", "or a certificate has to be given, and not both.");
        }

        if (options.Token?.Reveal() is { } token && (token.Length == 0 || token.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            throw CredentialException.Invalid("Token", "is empty or has characters that no token has; allowed are the visible ones of ASCII.");
        }

        if (options.Certificate is { } certificate && (!certificate.HasPrivateKey || address.Scheme == "http"))
        {
            throw CredentialException.Invalid("Certificate", address.Scheme == "http" ? "needs an https address." : "has no private key.");
        }

        if (options.Timeout <= TimeSpan.Zero || options.Timeout > LongestTimeout)
        {
            throw CredentialException.Invalid("OperationTimeoutSeconds", $"has to be longer than nothing and at most {LongestTimeout.TotalHours:0} hour.");
        }

        if (options.Retries is < 0 or > MostRetries)
        {
            throw CredentialException.Invalid("MaximumRetryCount", $"has to be 0 to {MostRetries}.");
        }
    }
}
