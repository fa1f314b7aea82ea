using System.Threading.RateLimiting;
using PSCredentials.Server.Authentication;
using PSCredentials.Server.Endpoints;
using PSCredentials.Server.Errors;
using PSCredentials.Server.Limits;
using PSCredentials.Server.Telemetry;

namespace PSCredentials.Server.Hosting;

/// <summary>Builds the service: its settings, its authority, its listeners and its steps.</summary>
internal static class ServiceHost
{
    /// <summary>Builds a service that is ready to be started.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="clock">The time.</param>
    /// <param name="addStep">Adds a step before all others, for what is measured beside them.</param>
    /// <returns>The service.</returns>
    /// <exception cref="CredentialException">A setting cannot be used, or the vault cannot be opened.</exception>
    public static async Task<WebApplication> BuildAsync(string[] args, TimeProvider clock, Action<IApplicationBuilder>? addStep = null)
    {
        WebApplicationBuilder builder = CreateBuilder(args);
        ServiceOptions options = Settings.Read(builder.Configuration);
        Listeners.Probe(options);
        builder.Services.AddSystemd().Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.StopSeconds));
        ServiceLog.Configure(builder.Logging, options.LogFormat);
        OpenTelemetryExport.Configure(builder.Services, builder.Configuration);
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
                .AddSingleton(options.Limits)
                .AddSingleton(new ConcurrencyLimiter(Concurrency(options.Limits)))
                .AddSingleton(authority)
                .AddSingleton(certificate)
                .AddSingleton<CallerAuthenticator>()
                .AddSingleton<ErrorFormats>()
                .AddSingleton<ServiceMeter>()
                .AddHostedService<OpenedVault>()
                .AddHostedService<DeploymentWorker>()
                .AddHostedService<NotificationWorker>()
                .AddHostedService<RemovalWorker>()
                .AddHostedService(provider => provider.GetRequiredService<ServerCertificate>())
                .AddHostedService<Announcement>();
            AddEndpointServices(services);
            WebApplication service = builder.Build();
            addStep?.Invoke(service);
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

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        try
        {
            return WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        }
        catch (InvalidDataException exception)
        {
            throw CredentialException.Invalid("The configuration", $"cannot be read: {exception.Message} {exception.InnerException?.Message}".TrimEnd());
        }
    }

    private static ConcurrencyLimiterOptions Concurrency(LimitOptions limits) => new()
    {
        PermitLimit = Math.Max(1, limits.ConcurrentRequests),
        QueueLimit = limits.WaitingRequests,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };

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
        if (options.AccessLog)
        {
            service.UseMiddleware<AccessLogStep>();
        }

        service.UseMiddleware<ErrorStep>();
        if (options.TrustedProxy.Length > 0)
        {
            var proxies = new TrustedProxies(options.TrustedProxy);
            if (options.ClientCertificateHeader.Length > 0)
            {
                service.UseMiddleware<ForwardedCertificateStep>(proxies);
            }

            service.UseForwardedHeaders(proxies.Forwarding());
        }

        service.UseRouting();
        service.UseMiddleware<AddressLimitStep>();
        service.UseMiddleware<ListenerStep>();
        UseBounds(service, options.Limits);
        service.UseMiddleware<AuthenticationStep>();
        if (options.Limits.RequestsPerCredential > 0)
        {
            service.UseMiddleware<CredentialLimitStep>();
        }

        foreach (EndpointFamily family in EndpointFamily.All)
        {
            family.Map(service);
        }
    }

    private static void UseBounds(WebApplication service, LimitOptions limits)
    {
        if (limits.RequestSeconds > 0)
        {
            service.UseMiddleware<TimeLimitStep>();
        }

        if (limits.ConcurrentRequests > 0)
        {
            service.UseMiddleware<ConcurrencyStep>();
        }
    }
}
