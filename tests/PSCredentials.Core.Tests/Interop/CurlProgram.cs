namespace PSCredentials.Tests.Interop;

/// <summary>curl, which opens a file only to connect with it.</summary>
internal sealed class CurlProgram : ClientProgram
{
    public override string Name => "curl";

    public override bool IsTlsClient => true;

    public override bool IsReader => false;

    public override async Task<string> VersionAsync() => (await RunAsync("curl", "--version")).Succeeded().Output;

    protected override async Task<bool> GetsInAsync(SampleFile file, Nginx server)
    {
        string type = file.IsPkcs12 ? "P12" : file.Form == FileForm.Der ? "DER" : "PEM";
        string[] key = file.IsPkcs12 ? [] : ["--key", file.KeySource];
        ExternalProgram request = await RunAsync(
            "curl",
            [
                "--silent", "--show-error", "--max-time", "60", "--cacert", server.Certificate, "--cert-type", type, "--cert", file.Path,
                "--pass", SampleFile.Password, .. key, server.Address.AbsoluteUri,
            ]);
        return request.ExitCode == 0 && request.Output == file.Credential.SerialNumber;
    }
}
