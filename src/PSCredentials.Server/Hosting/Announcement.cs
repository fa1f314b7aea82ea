using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting.Systemd;

namespace PSCredentials.Server.Hosting;

/// <summary>
/// Says on standard output where the service listens and, once in a vault's life, the token of its first owner, or in which file that is. The log never has it.
/// </summary>
internal sealed class Announcement(
    IServedAuthority authority, ServiceOptions options, IServer server, IHostApplicationLifetime lifetime, ServerCertificate certificate, ILogger<ServerCertificate> log)
    : IHostedService
{
    private string? _file;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        certificate.Log = log;
        IssuedApiCredential? token = await Bootstrap.RunAsync(authority, options.BootstrapUser, KeepAsync, cancellationToken);
        if (options.RevocationAddress.Length > 0 && await authority.Revocation.GetAddressAsync(cancellationToken) != new Uri(options.RevocationAddress))
        {
            await authority.Revocation.SetAddressAsync(new Uri(options.RevocationAddress), cancellationToken);
        }

        CredentialAuthorityInfo info = await authority.DescribeAsync(cancellationToken);
        lifetime.ApplicationStarted.Register(() => Say(info, token));
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Say(CredentialAuthorityInfo info, IssuedApiCredential? token)
    {
        Console.WriteLine($"Authority '{info.Name}' in {info.Location}, certificate authority {info.CertificateAuthoritySubject}");
        foreach (string address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            Console.WriteLine($"Listening at {address}{(address.StartsWith("http:", StringComparison.Ordinal) ? " (revocation lists, status answers, CA certificates and health alone)" : string.Empty)}");
        }

        if (token is null)
        {
            return;
        }

        string owner = $"Bootstrap token of '{token.Owner}', owner of the authority until {token.ExpiresAt:yyyy-MM-dd}";
        if (_file is not null)
        {
            Console.WriteLine($"{owner}, is in {_file}; remove the file when the token is kept elsewhere.");
            return;
        }

        Console.WriteLine($"{owner}. It is shown this once:");
        Console.WriteLine(token.GetToken());
    }

    private async Task KeepAsync(IssuedApiCredential token, CancellationToken cancellationToken)
    {
        if (options.BootstrapToken == BootstrapTokenPlace.File || (options.BootstrapToken == BootstrapTokenPlace.Auto && Console.IsOutputRedirected && SystemdHelpers.IsSystemdService()))
        {
            string folder = (await authority.DescribeAsync(cancellationToken)).Location;
            _file = await BootstrapTokenFile.WriteAsync(folder, token.GetToken(), cancellationToken);
        }
    }
}
