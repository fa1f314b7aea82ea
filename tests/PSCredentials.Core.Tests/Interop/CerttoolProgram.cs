namespace PSCredentials.Tests.Interop;

/// <summary>GnuTLS's certtool.</summary>
internal sealed class CerttoolProgram : ClientProgram
{
    public override string Name => "certtool";

    public override async Task<string> VersionAsync() => (await RunAsync("certtool", "--version")).Succeeded().Output;

    protected override async Task<bool> ReadsAsync(SampleFile file)
    {
        if (file.IsPkcs12)
        {
            // It decrypts the certificates, but writes the key out as it stands.
            ExternalProgram bundle = await RunAsync("certtool", "--p12-info", "--inder", "--infile", file.Path, "--password", SampleFile.Password);
            string key = $"{file.Path}.key";
            await File.WriteAllTextAsync(key, bundle.Output);
            return bundle.ExitCode == 0 && bundle.Output.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal) && await ReadsKeyAsync(key);
        }

        string[] form = file.Form == FileForm.Der ? ["--inder"] : [];
        ExternalProgram certificate = await RunAsync("certtool", ["--certificate-info", .. form, "--infile", file.Path]);
        return certificate.ExitCode == 0 && await ReadsKeyAsync(file.KeySource);
    }

    private static async Task<bool> ReadsKeyAsync(string path)
    {
        ExternalProgram key = await RunAsync("certtool", "--key-info", "--infile", path, "--password", SampleFile.Password);
        return key.ExitCode == 0;
    }
}
