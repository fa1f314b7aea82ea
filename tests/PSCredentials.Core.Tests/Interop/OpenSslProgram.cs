namespace PSCredentials.Tests.Interop;

/// <summary>The <c>openssl</c> command.</summary>
internal sealed class OpenSslProgram : ClientProgram
{
    public override string Name => "openssl";

    public override bool IsTlsClient => true;

    public override async Task<string> VersionAsync() => (await RunAsync("openssl", "version")).Succeeded().Output;

    protected override async Task<bool> ReadsAsync(SampleFile file)
    {
        if (file.IsPkcs12)
        {
            ExternalProgram opened = await RunAsync("openssl", "pkcs12", "-in", file.Path, "-passin", "env:BUNDLE_PASSWORD", "-nodes");
            return opened.ExitCode == 0 && opened.Output.Contains("PRIVATE KEY-----", StringComparison.Ordinal);
        }

        ExternalProgram certificate = await RunAsync("openssl", "x509", "-in", file.Path, "-inform", file.Form == FileForm.Der ? "DER" : "PEM", "-noout");
        ExternalProgram key = await RunAsync("openssl", "pkey", "-in", file.KeySource, "-passin", "env:BUNDLE_PASSWORD", "-noout");
        return certificate.ExitCode == 0 && key.ExitCode == 0;
    }

    protected override async Task<bool> GetsInAsync(SampleFile file, Nginx server)
    {
        ExternalProgram connection = await ExternalProgram.RunAsync(
            "openssl",
            [
                "s_client", "-connect", $"127.0.0.1:{server.Port}", "-servername", "localhost", "-CAfile", server.Certificate, "-verify_return_error", "-quiet",
                "-ign_eof", "-cert", file.Path, "-key", file.KeySource, "-pass", "env:BUNDLE_PASSWORD",
            ],
            start => start.Environment["BUNDLE_PASSWORD"] = SampleFile.Password,
            "GET / HTTP/1.0\r\n\r\n");
        return connection.Output.EndsWith("\r\n\r\n" + file.Credential.SerialNumber, StringComparison.Ordinal);
    }
}
