using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>A command that writes something public of an authority to a file, whole or not at all.</summary>
public abstract class PublicFileCmdlet : AuthorityCmdlet
{
    private protected PublicFileCmdlet()
    {
    }

    /// <summary>The file, taken literally; or a folder that exists, in which the file is named after the authority.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath")]
    public string Path { get; set; } = string.Empty;

    /// <summary>Overwrites a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override object? Subject => Path;

    /// <summary>What is written, as ShouldProcess says it.</summary>
    private protected abstract string What { get; }

    /// <summary>The extension of a file that is named after the authority.</summary>
    private protected abstract string Extension { get; }

    /// <summary>Makes what is written.</summary>
    private protected abstract byte[] Content(ICredentialAuthority authority);

    private protected sealed override void Process()
    {
        ICredentialAuthority authority = Target;
        string path = FilePath.ResolveFile(this, Path, authority.Name, Extension);
        WholeFile.EnsureFree(path, Force);
        if (ShouldProcess(path, $"Write the {What} of {authority.Name}"))
        {
            WholeFile.WritePublic(path, Content(authority), Force);
            WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
        }
    }
}
