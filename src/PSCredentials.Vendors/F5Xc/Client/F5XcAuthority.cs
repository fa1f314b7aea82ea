using System.Net;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>A tenant of F5 Distributed Cloud, or what speaks its contract: API credentials, service credentials and the SCIM token.</summary>
internal sealed class F5XcAuthority : RemoteAuthority
{
    /// <summary>Where the vendor keeps all credentials.</summary>
    public const string SystemNamespace = "system";

    private const string Vendor = "F5 Distributed Cloud";
    private const string WhoAmI = $"api/web/custom/namespaces/{SystemNamespace}/whoami";

    private F5XcAuthority(RemoteAuthorityOptions options, RemoteChannel channel, TimeProvider clock)
        : base(options, Vendor, channel) => ApiCredentials = new F5XcCredentialService(this, clock);

    /// <inheritdoc/>
    public override IApiCredentialService ApiCredentials { get; }

    /// <summary>Who is presented, as far as the authority told it.</summary>
    public string Caller { get; private set; } = string.Empty;

    private string CallerName { get; set; } = string.Empty;

    /// <summary>The client of a tenant; nothing is sent.</summary>
    /// <param name="options">Where and as whom. The address is the tenant's own, or that of its API as the vendor's tools have it, which ends in <c>/api</c>.</param>
    /// <param name="clock">The time.</param>
    public static F5XcAuthority Create(RemoteAuthorityOptions options, TimeProvider clock)
    {
        RemoteAuthorityOptions tenant = options with { Address = TenantOf(options.Address) };
        SecretText? header = tenant.Token is { } token ? new SecretText("APIToken " + token.Reveal()) : null;
        return new F5XcAuthority(tenant, new RemoteChannel(tenant, new F5XcErrors(), new HeaderAuthentication("Authorization", header), clock), clock);
    }

    /// <inheritdoc/>
    public override async Task CheckAsync(CancellationToken cancellation)
    {
        RemoteAnswer answer = await Channel.TrySendAsync(RemoteRequest.Get(WhoAmI), cancellation);
        if (answer.IsSuccess)
        {
            WhoAmIResponse me = answer.Read<WhoAmIResponse>();
            CallerName = me.Name ?? string.Empty;
            Caller = string.IsNullOrEmpty(me.Email) ? CallerName : me.Email;
            return;
        }

        // Who may not ask, or asks a tenant without that path, may still be known: the list tells. What it may do each request tells for itself.
        if (answer.Status is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound))
        {
            throw Channel.Error(answer);
        }

        RemoteAnswer list = await Channel.TrySendAsync(F5XcRequests.List(CredentialCollection.ApiCredentials, SystemNamespace), cancellation);
        if (list.IsSuccess)
        {
            list.Read<CredentialListResponse>();
        }
        else if (list.Status == HttpStatusCode.NotFound)
        {
            throw list.NotUnderstood("no list of API credentials; the address is not that of a tenant");
        }
        else if (list.Status != HttpStatusCode.Forbidden)
        {
            throw Channel.Error(list);
        }
    }

    /// <inheritdoc/>
    public override async Task<CredentialAuthorityInfo> DescribeAsync(CancellationToken cancellationToken) =>
        await base.DescribeAsync(cancellationToken) with { Caller = Caller };

    /// <summary>Whether an owner is who is presented, or the authority has not told either.</summary>
    public bool MayBeCaller(string owner) => Caller.Length == 0 || owner.Length == 0
        || string.Equals(owner, Caller, StringComparison.OrdinalIgnoreCase) || string.Equals(owner, CallerName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Has something done.</summary>
    /// <exception cref="CredentialException">It is refused, or the answer does not say that it is done.</exception>
    public async Task DoAsync(RemoteRequest request, CancellationToken cancellation) => EnsureDone(await Channel.SendAsync(request, cancellation));

    /// <summary>Makes sure that an answer says that it is done: a success of HTTP alone may be that of a page which something in between shows.</summary>
    public static void EnsureDone(RemoteAnswer answer)
    {
        if (answer.Read<StatusResponse>().Status != true)
        {
            throw answer.NotUnderstood("no word that it is done");
        }
    }

    /// <summary>Refuses what the contract has no way to say.</summary>
    /// <param name="parameter">The parameter, as the user knows it.</param>
    /// <param name="reason">Why, as the rest of a sentence.</param>
    public CredentialException NotSupported(string parameter, string reason) =>
        new(CredentialErrors.NotSupported, $"{parameter} is not supported by {Title}: {reason}");

    private static Uri TenantOf(Uri address)
    {
        string path = address.AbsolutePath.TrimEnd('/');
        return path.EndsWith("/api", StringComparison.OrdinalIgnoreCase) ? new UriBuilder(address) { Path = path[..^"api".Length] }.Uri : address;
    }
}
