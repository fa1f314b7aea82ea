namespace PSCredentials.Tests.Interop;

/// <summary>Java's keytool: bundles are imported, which decrypts the private key, and certificates are printed.</summary>
internal sealed class KeytoolProgram(string folder) : ClientProgram
{
    public override string Name => "keytool";

    public override async Task<string> VersionAsync() => (await RunAsync("java", "-version")).Succeeded().Everything;

    protected override async Task<bool> ReadsAsync(SampleFile file)
    {
        string[] quickly = ["-J-XX:TieredStopAtLevel=1", "-J-Duser.language=en"];
        ExternalProgram keytool = file.IsPkcs12
            ? await RunAsync(
                "keytool",
                [
                    .. quickly, "-importkeystore", "-srckeystore", file.Path, "-srcstoretype", "PKCS12", "-srcstorepass:env", "BUNDLE_PASSWORD",
                    "-destkeystore", Path.Combine(folder, $"{Guid.NewGuid():N}.copy"), "-deststoretype", "PKCS12", "-deststorepass", "another",
                ])
            : await RunAsync("keytool", [.. quickly, "-printcert", "-file", file.Path]);
        return keytool.ExitCode == 0;
    }
}
