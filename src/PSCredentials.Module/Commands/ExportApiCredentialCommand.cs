using System.Management.Automation;
using System.Security;
using System.Text;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Loading;

namespace PSCredentials.Commands;

/// <summary>
/// Writes the secret of an issued credential to a file that only its owner can read, or its certificate to one that everybody may read. The file is
/// complete or not there, and one that exists is kept unless -Force says otherwise, or a kubeconfig is merged into it.
/// </summary>
[Cmdlet(VerbsData.Export, "ApiCredential", SupportsShouldProcess = true, DefaultParameterSetName = WriteSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportApiCredentialCommand : SessionCmdlet
{
    private const string WriteSet = "Write";
    private const string MergeSet = "Merge";

    /// <summary>The credential as New-ApiCredential or Update-ApiCredential -Rotate returned it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public IssuedApiCredential InputObject { get; set; } = null!;

    /// <summary>The file, taken literally; or a folder that exists, in which the file is named after the credential.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath")]
    public string Path { get; set; } = string.Empty;

    /// <summary>
    /// The format: Pkcs12, the password-protected bundle; Pem, the private key, then the certificate, then the certificates above it; Certificate, the
    /// same without the key; Der, the certificate alone; KubeConfig; or Token, the token without a line end. By default what the credential is made
    /// for: Pkcs12, or Certificate where the private key stayed with its owner; KubeConfig; or Token.
    /// </summary>
    [Parameter]
    public CredentialFileFormat? Format { get; set; }

    /// <summary>Encrypts the private key of the format Pem under this password. Without it, the key stands there as it is.</summary>
    [Parameter(ParameterSetName = WriteSet)]
    [ChosenSecret]
    public SecureString? Password { get; set; }

    /// <summary>Overwrites a file that exists; with -Merge, entries of another's that bear the same name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Puts a kubeconfig into the one that the file holds, which keeps all else but its comments.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MergeSet)]
    public SwitchParameter Merge { get; set; }

    /// <summary>Makes the merged kubeconfig's context the current one, also where there is one.</summary>
    [Parameter(ParameterSetName = MergeSet)]
    public SwitchParameter SetCurrentContext { get; set; }

    /// <summary>Writes a command that fetches the certificate and renews it, New-KubernetesExecCredential, in the place of the certificate and its key.</summary>
    [Parameter]
    public SwitchParameter ExecPlugin { get; set; }

    /// <summary>The program that runs the command, and what it gets before the command's text; pwsh -NoProfile -NonInteractive -Command by default.</summary>
    [Parameter]
    public string[]? ExecCommand { get; set; }

    private protected override object? Subject => Path;

    private protected override void Process()
    {
        CredentialFileFormat format = Format ?? (Merge ? CredentialFileFormat.KubeConfig : DefaultFormat(InputObject));
        if (Merge && format != CredentialFileFormat.KubeConfig)
        {
            throw CredentialException.Invalid("Merge", $"does not go with format {format}; allowed is {CredentialFileFormat.KubeConfig}.");
        }

        if (Password is not null && format != CredentialFileFormat.Pem)
        {
            throw CredentialException.Invalid("Password", $"goes with the format Pem alone, and not with {format}; a bundle got its password when it was issued.");
        }

        if (ExecPlugin && format != CredentialFileFormat.KubeConfig)
        {
            throw CredentialException.Invalid("ExecPlugin", $"does not go with format {format}; allowed is {CredentialFileFormat.KubeConfig}.");
        }

        if (ExecCommand is not null && !ExecPlugin)
        {
            throw CredentialException.Invalid("ExecCommand", "goes with -ExecPlugin alone.");
        }

        string path = FilePath.ResolveFile(this, Path, InputObject.Name, Extension(format));
        if (ShouldProcess(path, $"{(Merge ? "Merge" : "Write")} the {format} of {InputObject.Namespace}/{InputObject.Name}"))
        {
            Write(path, format);
            WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
        }
    }

    private static CredentialFileFormat DefaultFormat(IssuedApiCredential issued) =>
        issued.Type.IsToken() ? CredentialFileFormat.Token
        : issued.Type.IsKubeConfig() ? CredentialFileFormat.KubeConfig
        : issued.HasPrivateKey ? CredentialFileFormat.Pkcs12
        : CredentialFileFormat.Certificate;

    private byte[] Content(CredentialFileFormat format) => format switch
    {
        CredentialFileFormat.Token => Encoding.UTF8.GetBytes(InputObject.GetToken()),
        CredentialFileFormat.KubeConfig => Encoding.UTF8.GetBytes(KubeConfig()),
        CredentialFileFormat.Pem => Encoding.UTF8.GetBytes(Line(PrivateKeyPem()) + InputObject.GetCertificatePem() + InputObject.GetChainPem()),
        CredentialFileFormat.Certificate => Encoding.UTF8.GetBytes(InputObject.GetCertificatePem() + InputObject.GetChainPem()),
        CredentialFileFormat.Der => InputObject.GetCertificate(),
        _ => InputObject.GetPkcs12(),
    };

    private void Write(string path, CredentialFileFormat format)
    {
        if (Merge)
        {
            string addition = KubeConfig();
            var options = new KubeConfigMergeOptions { Replace = Force, SetCurrentContext = SetCurrentContext };
            IKubeConfigMerger merger = AuthorityProvider.Instance.KubeConfigs;
            Await(cancellation => SharedFile.ChangeAsync(path, existing => merger.Merge(existing, addition, options), cancellation));
        }
        else if (format is CredentialFileFormat.Certificate or CredentialFileFormat.Der)
        {
            WholeFile.WritePublic(path, Content(format), Force);
        }
        else
        {
            WholeFile.WriteSecret(path, Content(format), Force);
        }
    }

    private string KubeConfig()
    {
        string issued = InputObject.GetKubeConfig();
        if (!ExecPlugin)
        {
            return issued;
        }

        CredentialAuthorityInfo authority = Describe(Find(new AuthorityIdentity(InputObject.Authority)));
        if (authority.Protection == VaultProtection.Passphrase && ExecCommand is null)
        {
            WriteWarning("The vault is sealed with a passphrase, which the plugin has nobody to ask for; name a program that knows it with -ExecCommand.");
        }

        return AuthorityProvider.Instance.KubeConfigs.WithExec(issued, ExecEntry.For(InputObject, authority.Location, MyInvocation.MyCommand.Module.ModuleBase, ExecCommand));
    }

    private string PrivateKeyPem() => Password is null
        ? InputObject.GetPrivateKeyPem()
        : AuthorityProvider.Instance.EncryptPrivateKey(new SecretText(InputObject.GetPrivateKeyPem()), new SecretText(Password));

    private static string Line(string pem) => pem.EndsWith('\n') ? pem : pem + "\n";

    private static string Extension(CredentialFileFormat format) => format switch
    {
        CredentialFileFormat.Token => ".token",
        CredentialFileFormat.KubeConfig => ".kubeconfig",
        CredentialFileFormat.Pem => ".pem",
        CredentialFileFormat.Certificate => ".crt",
        CredentialFileFormat.Der => ".cer",
        _ => ".p12",
    };
}
