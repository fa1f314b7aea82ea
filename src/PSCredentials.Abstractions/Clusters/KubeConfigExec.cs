namespace PSCredentials;

/// <summary>The command that a client runs for its certificate and key (ExecCredential of client.authentication.k8s.io/v1). Nothing in it is secret.</summary>
public sealed record KubeConfigExec
{
    /// <summary>The environment variable by which the command learns which credential it is about, and a merge whose entry it is.</summary>
    public const string CredentialVariable = "PSCREDENTIALS_EXEC_CREDENTIAL";

    /// <summary>The program.</summary>
    public required string Command { get; init; }

    /// <summary>What the program gets, each as it is.</summary>
    public IReadOnlyList<string> Argument { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The identifier of the credential.</summary>
    public required string CredentialId { get; init; }

    /// <summary>The folder of the vault that the credential is in.</summary>
    public required string Home { get; init; }

    /// <summary>What the client says where there is no such program.</summary>
    public string InstallHint { get; init; } = string.Empty;
}
