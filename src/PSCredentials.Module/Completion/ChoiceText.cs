using System.Management.Automation;
using PSCredentials.Commands;

namespace PSCredentials.Module.Completion;

/// <summary>What the values of the enumerations mean, in the words of a tool tip.</summary>
internal static class ChoiceText
{
    /// <summary>The choices that begin with a word; underscores do not count, so that <c>API_TOKEN</c> is found as well.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="choices">The names with what they mean.</param>
    /// <returns>The completions.</returns>
    internal static IEnumerable<CompletionResult> Complete(string? word, IEnumerable<(string Name, string Meaning)> choices)
    {
        CompletionWord typed = CompletionWord.Read(word);
        typed = typed with { Text = typed.Text.Replace("_", string.Empty, StringComparison.Ordinal) };
        return choices
            .Where(choice => typed.Fits(choice.Name))
            .Select(choice => new CompletionResult(
                typed.Write(choice.Name), choice.Name, CompletionResultType.ParameterValue, $"{choice.Name}: {choice.Meaning}"));
    }

    /// <summary>The values of an enumeration with what they mean.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <returns>The values in their order.</returns>
    internal static IEnumerable<(string Name, string Meaning)> Of<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => (value.ToString(), Meaning(value)));

    private static string Meaning(Enum value) => value switch
    {
        CredentialType.ApiCertificate => "client certificate (PKCS#12) with its owner's rights",
        CredentialType.KubeConfig => "kubeconfig with its owner's rights",
        CredentialType.ApiToken => "token with its owner's rights",
        CredentialType.ServiceApiToken => "token with rights of its own",
        CredentialType.ServiceApiCertificate => "client certificate (PKCS#12) with rights of its own",
        CredentialType.ServiceKubeConfig => "kubeconfig with rights of its own",
        CredentialType.SiteGlobalKubeConfig => "kubeconfig for all that a site holds",
        CredentialType.ScimApiToken => "token for user provisioning; one is in force in a namespace at a time",
        CredentialType.ServiceSiteGlobalKubeConfig => "kubeconfig for all that a site holds, with rights of its own",
        CredentialState.Active => "in force",
        CredentialState.Disabled => "switched off for now",
        CredentialState.Expired => "past its expiry; a token or key can still be renewed",
        CredentialState.Revoked => "ended for good",
        RevocationReason.Unspecified => "no reason given",
        RevocationReason.KeyCompromise => "the secret is, or may be, in other hands",
        RevocationReason.AffiliationChanged => "the holder's name or affiliation changed",
        RevocationReason.Superseded => "another credential took its place",
        RevocationReason.CessationOfOperation => "no longer needed",
        RevocationReason.PrivilegeWithdrawn => "a privilege it carried was withdrawn",
        ApiKeyRole.Owner => "everything",
        ApiKeyRole.Editor => "read and change one workspace",
        ApiKeyRole.Viewer => "read one workspace",
        VaultProtection.KeyFile => "a key file beside the vault; the default on Unix",
        VaultProtection.Passphrase => "a passphrase, by Argon2id",
        VaultProtection.EnvironmentVariable => "the environment variable PSCREDENTIALS_MASTER_KEY",
        VaultProtection.Dpapi => "the user's Windows account; the default on Windows",
        CredentialAction.Initialize => "an authority was made",
        CredentialAction.ChangeProtection => "the vault's keys were sealed under another master key",
        CredentialAction.Create => "a credential was issued",
        CredentialAction.Renew => "an expiry was moved",
        CredentialAction.Rotate => "a secret was made anew",
        CredentialAction.Change => "facts were changed",
        CredentialAction.Disable => "a credential was switched off",
        CredentialAction.Enable => "a credential was switched on",
        CredentialAction.Revoke => "a credential was ended for good",
        CredentialAction.Remove => "a record was removed",
        CredentialAction.Reveal => "a whole API key was read",
        CredentialAction.Register => "a cluster was registered",
        CredentialAction.Unregister => "a cluster was forgotten",
        CredentialAction.ChangePolicy => "the policy was changed",
        CredentialSubject.Authority => "the authority itself",
        CredentialSubject.ApiCredential => "API credentials",
        CredentialSubject.ApiKey => "API keys",
        CredentialSubject.Cluster => "registered clusters",
        CredentialSubject.Policy => "the policy",
        CredentialFileFormat.Pkcs12 => "the bundle, protected by its password",
        CredentialFileFormat.Pem => "private key, not encrypted, with certificate and chain",
        CredentialFileFormat.KubeConfig => "the kubeconfig",
        CredentialFileFormat.Token => "the token as text",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "No tool tip says what this value means."),
    };
}
