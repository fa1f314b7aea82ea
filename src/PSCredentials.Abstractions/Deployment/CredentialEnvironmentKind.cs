namespace PSCredentials;

/// <summary>What an environment is.</summary>
public enum CredentialEnvironmentKind
{
    /// <summary>A password file that nginx, Apache and Traefik read, with bcrypt hashes of the credentials that are enabled and unexpired.</summary>
    Htpasswd,

    /// <summary>An address that every change is posted to, signed.</summary>
    Webhook,
}
