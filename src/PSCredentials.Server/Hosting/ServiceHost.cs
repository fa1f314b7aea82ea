using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using PSCredentials.Server.Authentication;
using PSCredentials.Server.Endpoints;
using PSCredentials.Server.Errors;

namespace PSCredentials.Server.Hosting;

/// <summary>Builds the service: its settings, its authority, its listeners and its steps.</summary>
internal static class ServiceHost
{
    /// <summary>Builds a service that is ready to be started.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="clock">The time.</param>
    /// <returns>The service.</returns>
    /// <exception cref="CredentialException">A setting cannot be used, or the vault cannot be opened.</exception>
    public static async Task<WebApplication> BuildAsync(string[] args, TimeProvider clock)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        ServiceOptions options = ReadOptions(builder.Configuration);
        builder.Services.AddSystemd();
        IServedAuthority authority = await OpenAsync(options, clock);
        ServerCertificate? certificate = null;
        try
        {
            certificate = await ServerCertificate.CreateAsync(options, authority, clock);
            Listeners.Configure(builder.WebHost, options, certificate);
            IServiceCollection services = builder.Services;
            services
                .AddSingleton(clock)
                .AddSingleton(options)
                .AddSingleton(authority)
                .AddSingleton(certificate)
                .AddSingleton<CallerAuthenticator>()
                .AddSingleton<ErrorFormats>()
                .AddHostedService<OpenedVault>()
                .AddHostedService<DeploymentWorker>()
                .AddHostedService(provider => provider.GetRequiredService<ServerCertificate>())
                .AddHostedService<Announcement>();
            AddEndpointServices(services);
            WebApplication service = builder.Build();
            UseSteps(service, options);
            return service;
        }
        catch
        {
            certificate?.Dispose();
            await authority.DisposeAsync();
            throw;
        }
    }

    private static ServiceOptions ReadOptions(IConfiguration configuration)
    {
        ServiceOptions options;
        try
        {
            options = configuration.GetSection(ServiceOptions.Section).Get<ServiceOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new ServiceOptions();
        }
        catch (InvalidOperationException exception)
        {
            throw CredentialException.Invalid($"Section {ServiceOptions.Section} of the configuration", $"cannot be read: {exception.Message}");
        }

        options.Check();
        return options;
    }

    private static async Task<IServedAuthority> OpenAsync(ServiceOptions options, TimeProvider clock)
    {
        SecretText? passphrase = null;
        if (options.PassphraseFile.Length > 0)
        {
            try
            {
                passphrase = new SecretText((await File.ReadAllLinesAsync(options.PassphraseFile)).FirstOrDefault() ?? string.Empty);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw ServiceOptions.Fault(nameof(ServiceOptions.PassphraseFile), $"'{options.PassphraseFile}' cannot be read.");
            }
        }

        var provider = new EmbeddedAuthorityProvider(clock);
        return (IServedAuthority)await provider.OpenAsync(
            new AuthorityOptions { Path = options.Path.Length == 0 ? null : options.Path, Passphrase = passphrase, Caller = Bootstrap.ServiceName }, CancellationToken.None);
    }

    private static void AddEndpointServices(IServiceCollection services)
    {
        foreach (EndpointFamily family in EndpointFamily.All)
        {
            family.AddServices(services);
        }
    }

    private static void UseSteps(WebApplication service, ServiceOptions options)
    {
        service.UseMiddleware<ErrorStep>();
        if (options.TrustedProxy.Length > 0)
        {
            service.UseForwardedHeaders(Forwarding(options.TrustedProxy));
        }

        service.UseRouting();
        service.UseMiddleware<ListenerStep>();
        service.UseMiddleware<AuthenticationStep>();
        foreach (EndpointFamily family in EndpointFamily.All)
        {
            family.Map(service);
        }
    }

    // Only whom the settings name is believed, and only one step: what comes before it anybody can have written.
    private static ForwardedHeadersOptions Forwarding(string[] proxies)
    {
        var forwarding = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        forwarding.KnownIPNetworks.Clear();
        forwarding.KnownProxies.Clear();
        foreach (string proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out IPAddress? address))
            {
                forwarding.KnownProxies.Add(address);
            }
            else
            {
                forwarding.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }

        return forwarding;
    }
}
