namespace PSCredentials.Server.Benchmarks;

/// <summary>Issue over HTTPS, durable and audited, by the paths of the contracts.</summary>
internal static class IssueBenchmarks
{
    private const int Connections = 16;

    private static int s_script;

    public static async Task RunAsync(LoadedService service)
    {
        await service.Authority.Rights.GrantAsync(new CredentialRight { Principal = "issuer", Role = CredentialRightRole.Owner }, CancellationToken.None);
        string token = (await service.Authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "token-of-issuer", Type = CredentialType.ApiToken, Owner = "issuer" }, CancellationToken.None)).GetToken();
        await service.Authority.Clusters.RegisterAsync("east-cluster", new Uri("https://k8s.example.com:6443"), null, CancellationToken.None);
        Task<Load> Bare(int seconds) => Wrk.RunAsync(service.Bare, Connections, seconds, string.Empty);
        await Comparison.RunAsync(
            "certificate and key in PEM by /v1/api-credentials, durable, 16 connections",
            seconds => Wrk.RunAsync(new Uri(service.Address, "/v1/api-credentials"), Connections, seconds, Script(token, "\"type\":\"ApiCertificate\",\"bundle\":false}")),
            "bare JSON endpoint",
            Bare,
            "≥ 5 000/s; p99 ≤ 15 ms");
        await Comparison.RunAsync(
            "API token by contract 1, durable, 16 connections", seconds => Wrk.RunAsync(Path(service), Connections, seconds, Script(token, "\"spec\":{\"type\":\"API_TOKEN\"}}")), "bare JSON endpoint", Bare, "p99 ≤ 15 ms");
        await Comparison.RunAsync(
            "kubeconfig (key, certificate, YAML) by contract 1, durable, 16 connections",
            seconds => Wrk.RunAsync(Path(service), Connections, seconds, Script(token, "\"spec\":{\"type\":\"KUBE_CONFIG\",\"virtual_k8s_name\":\"east-cluster\"}}")),
            "bare JSON endpoint",
            Bare,
            "≥ 5 000/s; p99 ≤ 15 ms");
    }

    private static Uri Path(LoadedService service) => new(service.Address, "/api/web/namespaces/system/api_credentials");

    // Each run has names of its own.
    private static string Script(string token, string rest) => $$"""
        local at = 0
        request = function()
          at = at + 1
          return wrk.format("POST", nil, { ["Authorization"] = "APIToken {{token}}", ["Content-Type"] = "application/json" },
            '{"name":"loaded-{{Interlocked.Increment(ref s_script)}}-' .. at .. '","namespace":"system",' .. '{{rest}}')
        end
        """;
}
