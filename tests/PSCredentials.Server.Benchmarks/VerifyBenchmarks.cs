namespace PSCredentials.Server.Benchmarks;

/// <summary>Verification over HTTPS, as a proxy asks and as a server does.</summary>
internal static class VerifyBenchmarks
{
    private const int Connections = 16;
    private const int Hot = 1000;

    public static async Task RunAsync(LoadedService service, int stored)
    {
        var tokens = new string[stored];
        await Parallel.ForAsync(0, stored, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, cancellation) =>
            tokens[i] = (await service.Authority.ApiCredentials.CreateAsync(
                new ApiCredentialRequest { Name = $"credential-{i:00000000}", Type = CredentialType.ApiToken, Owner = "ada" }, cancellation)).GetToken());
        Task<Load> Bare(int seconds) => Wrk.RunAsync(service.Bare, Connections, seconds, Present(tokens[..Hot]));
        var ask = new Uri(service.Address, "/auth");
        string reference = "bare JSON endpoint";
        await Comparison.RunAsync(
            $"token verify by GET /auth, {stored:#,0} stored, 1 000 of them hot", seconds => Wrk.RunAsync(ask, Connections, seconds, Present(tokens[..Hot])), reference, Bare, "≥ 0.90; p99 ≤ 2 ms");
        await Comparison.RunAsync(
            "GET /v1/whoami", seconds => Wrk.RunAsync(new Uri(service.Address, "/v1/whoami"), Connections, seconds, Present(tokens[..Hot])), reference, Bare, "≥ 0.90; p99 ≤ 2 ms");
        await Comparison.RunAsync(
            "POST /v1/verify", seconds => Wrk.RunAsync(new Uri(service.Address, "/v1/verify"), Connections, seconds, Post(tokens[..Hot])), reference, Bare, "≥ 0.90; p99 ≤ 2 ms");
        await Comparison.RunAsync(
            "token verify by GET /auth, each read from the database", seconds => Wrk.RunAsync(ask, Connections, seconds, Present(tokens)), reference, Bare, "≥ 0.70");
        using var slow = new CancellationTokenSource();
        Task bundles = BundlesAsync(service, slow.Token);
        await Comparison.RunAsync(
            "token verify by GET /auth beside bundles and RSA keys without end", seconds => Wrk.RunAsync(ask, Connections, seconds, Present(tokens[..Hot])), "the same, bare", Bare, "p99");
        await slow.CancelAsync();
        await bundles;
    }

    // Each request presents the next token; wrk has one thread.
    private static string Present(string[] tokens) => $$"""
        local tokens = {}
        local at = 0
        for line in io.lines("{{Write(tokens)}}") do tokens[#tokens + 1] = line end
        request = function()
          at = at % #tokens + 1
          return wrk.format("GET", nil, { ["Authorization"] = "APIToken " .. tokens[at] })
        end
        """;

    private static string Post(string[] tokens) => $$"""
        local tokens = {}
        local at = 0
        for line in io.lines("{{Write(tokens)}}") do tokens[#tokens + 1] = line end
        request = function()
          at = at % #tokens + 1
          return wrk.format("POST", nil, { ["Authorization"] = "APIToken " .. tokens[1], ["Content-Type"] = "application/json" }, '{"token":"' .. tokens[at] .. '"}')
        end
        """;

    private static string Write(string[] tokens)
    {
        string file = Path.Combine(Path.GetTempPath(), $"psc-load-{Environment.ProcessId}-{tokens.Length}.txt");
        if (!File.Exists(file))
        {
            File.WriteAllLines(file, tokens);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
        }

        return file;
    }

    private static Task BundlesAsync(LoadedService service, CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
    {
        for (int n = 0; !cancellation.IsCancellationRequested; n++)
        {
            await service.Authority.ApiCredentials.CreateAsync(
                new ApiCredentialRequest { Name = $"bundle-{i}-{n}", Type = CredentialType.ApiCertificate, KeyAlgorithm = KeyAlgorithm.Rsa2048, Password = BundlePassword.Use(new SecretText("correct horse battery")) },
                CancellationToken.None);
        }
    })));
}
