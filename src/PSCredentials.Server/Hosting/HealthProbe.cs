namespace PSCredentials.Server.Hosting;

/// <summary>Asks a running service for its health, for images that have no program to ask with.</summary>
internal static class HealthProbe
{
    /// <summary>The argument that asks for it.</summary>
    public const string Argument = "--check-health";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks.</summary>
    /// <param name="address">The address, which needs no trust: it is the plain HTTP one.</param>
    /// <returns>Whether the service says that it is well.</returns>
    public static async Task<bool> RunAsync(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? asked) || asked.Scheme is not ("http" or "https"))
        {
            throw CredentialException.Invalid(Argument, "needs an address such as http://localhost:8080/health/ready behind it.");
        }

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = s_patience };
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(asked);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return false;
        }
    }
}
