using System.Management.Automation;

namespace PSCredentials.Formatting;

/// <summary>Says where in an object its secret is, and never what it is.</summary>
internal static class SecretHint
{
    /// <summary>The hint.</summary>
    /// <param name="issued">A live or deserialized issued object.</param>
    /// <returns>What to call to get at the secret, with <c>$c</c> standing for the object.</returns>
    internal static string Describe(object? issued) => (issued is PSObject wrapped ? wrapped.BaseObject : issued) switch
    {
        IssuedApiCredential credential when credential.Type.IsToken() => "a token: $c.Token, $c.GetAuthorizationHeader()",
        IssuedApiCredential credential when credential.Type.IsCertificate() && credential.Password is not null =>
            "a certificate: $c.Certificate, $c | Export-ApiCredential; its password: $c.Password",
        IssuedApiCredential credential when credential.Type.IsCertificate() => "a certificate: $c.Certificate, $c | Export-ApiCredential",
        IssuedApiCredential => "a kubeconfig: $c | Export-ApiCredential, $c.GetKubeConfig()",
        IssuedApiKey => "a key: $c.Key, $c.GetKey()",
        IssuedProjectCredential => "a password: $c.Password, $c.GetPassword()",
        _ => "not here: it stayed in the session that issued it",
    };
}
