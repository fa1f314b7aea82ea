namespace PSCredentials.Tests.Interop;

/// <summary>Every kind of key in every form of file, with the programs themselves; what they take is what the guide says, blanks and all.</summary>
public sealed class InteroperabilityTests(SampleFiles samples)
{
    private readonly GuideTable _table = GuideTable.Read();

    [Theory]
    [InlineData("openssl")]
    [InlineData("keytool")]
    [InlineData("certtool")]
    [InlineData("pk12util")]
    [InlineData("Node.js")]
    [InlineData(".NET")]
    public async Task A_program_opens_what_the_guide_says(string name)
    {
        ClientProgram program = Programs().Single(program => program.Name == name);
        SampleFile[] files = await FilesForAsync(program);

        IReadOnlySet<SampleFile> opened = await program.ReadAsync(files);

        await AssertIsAsInGuideAsync(program, files, opened, _table.Reads);
    }

    [Fact]
    public async Task Nginx_lets_in_what_the_guide_says_and_nothing_that_is_revoked()
    {
        IReadOnlyList<SampleFile> all = await samples.AllAsync();
        string authority = (await samples.Vault.Vault.Authority.DescribeAsync(CancellationToken.None)).CertificateAuthorityPem!;
        await using Nginx server = await Nginx.StartAsync(authority, (await samples.Vault.ListAsync()).GetPem());
        ClientProgram[] clients = [.. Programs().Where(program => program.IsTlsClient)];
        foreach (ClientProgram client in clients)
        {
            SampleFile[] files = await FilesForAsync(client);
            await AssertIsAsInGuideAsync(client, files, await client.ConnectAsync(files, server), _table.GetsIn);
        }

        // One stays, so that it is the list that refuses the others, and not a server that refuses all.
        SampleFile spared = all.Single(file => file is { Key: KeyAlgorithm.EcdsaP256, Form: FileForm.Legacy });
        foreach (IssuedApiCredential issued in all.Select(file => file.Credential).Distinct().Where(issued => issued != spared.Credential))
        {
            await samples.Vault.Vault.Credentials.RevokeAsync(CredentialReference.ById(issued.Id), RevocationReason.KeyCompromise, CancellationToken.None);
        }

        await server.TakeAsync((await samples.Vault.ListAsync()).GetPem());
        foreach (ClientProgram client in clients)
        {
            Assert.Equal([spared], await client.ConnectAsync(await FilesForAsync(client), server));
        }
    }

    private ClientProgram[] Programs() =>
    [
        new OpenSslProgram(), new CurlProgram(), new KeytoolProgram(samples.Folder), new CerttoolProgram(), new NssProgram(samples.Folder),
        new NodeProgram(samples.Folder), new DotNetProgram(),
    ];

    private async Task<SampleFile[]> FilesForAsync(ClientProgram program) =>
        [.. (await samples.AllAsync()).Where(file => _table.IsTested(program, file))];

    // A later version may take more than the guide says, and no less.
    private async Task AssertIsAsInGuideAsync(
        ClientProgram program, IEnumerable<SampleFile> files, IReadOnlySet<SampleFile> taken, Func<ClientProgram, SampleFile, bool> expected)
    {
        string version = await program.VersionAsync();
        bool isMeasured = version.Contains(_table.Version(program), StringComparison.Ordinal);
        string[] wrong =
        [
            .. files.Where(file => taken.Contains(file) != expected(program, file) && (isMeasured || expected(program, file)))
                .Select(file => $"{file.Key} in {file.Form}: {(taken.Contains(file) ? "taken" : "not taken")}"),
        ];
        Assert.True(wrong.Length == 0, $"{program.Name}, against the guide: {string.Join("; ", wrong)}");
    }
}
