namespace PSCredentials.Tests.Pki;

/// <summary>Certificate authorities as OpenSSL makes them: roots, and intermediates under a root.</summary>
internal sealed class BroughtAuthority(TemporaryFolder folder)
{
    public const string Password = "its-password";

    public string File(string name) => Path.Combine(folder.Path, name);

    public byte[] Read(string name) => System.IO.File.ReadAllBytes(File(name));

    /// <summary>Makes a root: name.pem and name.key.</summary>
    public Task RootAsync(string name, string[]? key = null, string days = "3650", string usage = "critical,keyCertSign,cRLSign", params string[] extensions) =>
        OpenSslAsync([
            "req", "-x509", .. key ?? ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "-nodes", "-subj", $"/O=Example/CN={name}", "-days", days,
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", $"keyUsage={usage}", .. extensions.SelectMany(extension => new[] { "-addext", extension }),
            "-keyout", File(name + ".key"), "-out", File(name + ".pem")]);

    /// <summary>Makes an intermediate under a root: name.pem and name.key.</summary>
    public async Task IntermediateAsync(string root, string name, params string[] extensions)
    {
        await OpenSslAsync(["req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", $"/O=Example/CN={name}", "-keyout", File(name + ".key"), "-out", File(name + ".csr")]);
        folder.Write("extensions.cnf", string.Join('\n', ["basicConstraints=critical,CA:TRUE,pathlen:0", "keyUsage=critical,keyCertSign,cRLSign", "subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid", .. extensions]));
        await OpenSslAsync([
            "x509", "-req", "-in", File(name + ".csr"), "-CA", File(root + ".pem"), "-CAkey", File(root + ".key"), "-CAcreateserial", "-days", "1000",
            "-extfile", File("extensions.cnf"), "-out", File(name + ".pem")]);
    }

    public Task OpenSslAsync(string[] arguments) => RunAsync(arguments);

    private static async Task RunAsync(string[] arguments) => (await ExternalProgram.RunAsync("openssl", arguments)).Succeeded();
}
