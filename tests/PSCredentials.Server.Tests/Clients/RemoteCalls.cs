using System.Security.Cryptography.X509Certificates;
using PSCredentials.Server.Tests.Support;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>What tests of clients do again and again.</summary>
internal static class RemoteCalls
{
    /// <summary>Connects to the service as to a vendor.</summary>
    public static Task<ICredentialAuthority> ConnectAsync(this RunningService service, RemoteProvider provider, string token, string path = "/") =>
        new RemoteAuthorityProvider().ConnectAsync(
            new RemoteAuthorityOptions
            {
                Provider = provider,
                Name = "vendor",
                Address = new Uri(service.Https, path),
                Token = new SecretText(token),
                CertificateAuthorities = [X509CertificateLoader.LoadCertificateFromFile(service.CertificateAuthorityFile)],
                Retries = 0,
            },
            TestContext.Current.CancellationToken);

    /// <summary>Asserts that work fails, and how.</summary>
    public static async Task<CredentialException> FailsAsync(CredentialErrorDefinition definition, Func<Task> work)
    {
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(work);
        Assert.True(error.Definition == definition, $"{error.ErrorId}: {error.Message}");
        return error;
    }

    /// <summary>Asserts that an authority refuses before it sends anything.</summary>
    public static async Task<CredentialException> RefusesAsync(CredentialErrorDefinition definition, Func<Task> work)
    {
        var sent = new List<string>();
        using IDisposable narration = RequestNarration.Begin(sent.Add);
        CredentialException error = await FailsAsync(definition, work);
        Assert.Empty(sent);
        return error;
    }

    public static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> source)
    {
        var list = new List<T>();
        await foreach (T item in source)
        {
            list.Add(item);
        }

        return list;
    }
}
