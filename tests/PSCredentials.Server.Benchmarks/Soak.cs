using System.Globalization;

namespace PSCredentials.Server.Benchmarks;

/// <summary>Memory while verification goes on: measured each tenth of the time, after a full collection.</summary>
internal static class Soak
{
    private const int Parts = 10;

    public static async Task RunAsync(LoadedService service, int seconds)
    {
        string token = (await service.Authority.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = "soaked-token", Type = CredentialType.ApiToken }, CancellationToken.None)).GetToken();
        string script = $"request = function() return wrk.format('GET', nil, {{ ['Authorization'] = 'APIToken {token}' }}) end";
        var memory = new List<string>();
        for (int part = 0; part < Parts; part++)
        {
            Load load = await Wrk.RunAsync(new Uri(service.Address, "/auth"), 64, Math.Max(1, seconds / Parts), script);
            memory.Add(string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(forceFullCollection: true) / 1048576.0:0.0} MB"));
            if (load.Refused + load.Broken > 0)
            {
                throw new InvalidOperationException($"{load.Refused + load.Broken} requests were not served.");
            }
        }

        Console.WriteLine($"| {seconds} s of verification, 64 connections | live memory {string.Join(", ", memory)} | | | | flat |");
    }
}
