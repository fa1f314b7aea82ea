using System.Text.Json;

namespace PSCredentials.Tests.Interop;

/// <summary>Node.js, one process for all files.</summary>
internal sealed class NodeProgram(string folder) : ClientProgram
{
    private const string Script =
        """
        const fs = require('fs'), https = require('https'), tls = require('tls'), { X509Certificate, createPrivateKey } = require('crypto');
        const task = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
        const options = file => {
          const passphrase = task.password, content = fs.readFileSync(file.path);
          return file.isPkcs12 ? { pfx: content, passphrase } : { cert: content, key: fs.readFileSync(file.keySource), passphrase };
        };
        const read = async file => {
          if (!file.isDer) { tls.createSecureContext(options(file)); return true; }
          return new X509Certificate(fs.readFileSync(file.path)).checkPrivateKey(createPrivateKey(fs.readFileSync(file.keySource)));
        };
        const connect = file => new Promise((resolve, reject) => {
          https.get(task.address, { ...options(file), ca: fs.readFileSync(task.trusted), agent: false }, response => {
            let body = '';
            response.on('data', part => body += part).on('end', () => resolve(response.statusCode === 200 && body === file.serial));
          }).on('error', reject);
        });
        (async () => {
          const results = [];
          for (const file of task.files) {
            try { results.push(await (task.address ? connect : read)(file)); } catch { results.push(false); }
          }
          console.log(JSON.stringify(results));
        })();
        """;

    public override string Name => "Node.js";

    public override bool IsTlsClient => true;

    public override async Task<string> VersionAsync() => (await RunAsync("node", "--version")).Succeeded().Output;

    public override Task<IReadOnlySet<SampleFile>> ReadAsync(IReadOnlyList<SampleFile> files) => WhereAsync(files, null);

    public override Task<IReadOnlySet<SampleFile>> ConnectAsync(IReadOnlyList<SampleFile> files, Nginx server) => WhereAsync(files, server);

    private async Task<IReadOnlySet<SampleFile>> WhereAsync(IReadOnlyList<SampleFile> files, Nginx? server)
    {
        string script = Path.Combine(folder, "clients.js");
        string task = Path.Combine(folder, "task.json");
        await File.WriteAllTextAsync(script, Script);
        await File.WriteAllTextAsync(task, JsonSerializer.Serialize(new
        {
            address = server?.Address,
            trusted = server?.Certificate,
            password = SampleFile.Password,
            files = files.Select(file => new
            {
                path = file.Path, keySource = file.KeySource, isPkcs12 = file.IsPkcs12, isDer = file.Form == FileForm.Der, serial = file.Credential.SerialNumber,
            }),
        }));
        bool[] results = JsonSerializer.Deserialize<bool[]>((await RunAsync("node", script, task)).Succeeded().Output)!;
        return files.Where((_, i) => results[i]).ToHashSet();
    }
}
