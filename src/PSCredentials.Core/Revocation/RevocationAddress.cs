namespace PSCredentials.Revocation;

/// <summary>The rules of the address where revocation lists and status answers are served.</summary>
internal static class RevocationAddress
{
    private const int Longest = 512;

    /// <summary>Checks an address.</summary>
    /// <param name="address">The address.</param>
    /// <returns>It as certificates write it, without a slash at its end.</returns>
    /// <exception cref="CredentialException">Certificates cannot say it, or nobody could ask there.</exception>
    public static Uri Check(Uri address)
    {
        const string Field = "RevocationAddress";
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) || address.Host.Length == 0)
        {
            throw CredentialException.Invalid(Field, "has to be an http:// or https:// address.");
        }

        if (address.UserInfo.Length != 0 || address.AbsoluteUri.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            throw CredentialException.Invalid(Field, "has a user, a query or a fragment; none is allowed.");
        }

        string text = address.AbsoluteUri.TrimEnd('/');
        if (!text.All(char.IsAscii))
        {
            throw CredentialException.Invalid(Field, "has a host that is not ASCII; write it in its ASCII form (RFC 5890), which begins with xn--.");
        }

        return text.Length <= Longest
            ? new Uri(text)
            : throw CredentialException.Invalid(Field, $"has {text.Length} characters; at most {Longest} are allowed.");
    }
}
