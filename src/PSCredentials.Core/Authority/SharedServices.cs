using PSCredentials.AccessTokens;
using PSCredentials.Authorization;
using PSCredentials.Deployment;
using PSCredentials.Issuing;
using PSCredentials.Revocation;
using PSCredentials.Verification;

namespace PSCredentials.Authority;

/// <summary>What all callers of one opened authority use together, for it holds what was made, read or queued for any of them.</summary>
internal sealed class SharedServices(OpenedAuthority opened) : IAsyncDisposable
{
    private AccessTokenService? _accessTokens;
    private Deliveries? _deliveries;

    /// <summary>The opened vault.</summary>
    public OpenedAuthority Opened => opened;

    /// <summary>The queue of what is slow.</summary>
    public SlowWork SlowWork { get; } = new();

    /// <summary>Sends webhooks. Made at the first message: most sessions send none.</summary>
    public Lazy<WebhookClient> Webhooks { get; } = new(() => new WebhookClient(opened.Clock));

    /// <summary>What is on its way to environments.</summary>
    public Deliveries Deliveries => LazyInitializer.EnsureInitialized(ref _deliveries, () => new Deliveries(opened, Webhooks));

    /// <summary>Who signs status answers.</summary>
    public OcspSigners OcspSigners { get; } = new();

    /// <summary>The revocation lists that are served.</summary>
    public ServedLists ServedLists { get; } = new();

    /// <summary>The verifier, with the cache of what was presented lately.</summary>
    public CredentialVerifier Verifier { get; } = new(opened);

    /// <summary>Access tokens, with their keys; made when they are asked for, since commands do not.</summary>
    public AccessTokenService AccessTokens => LazyInitializer.EnsureInitialized(ref _accessTokens, () => new AccessTokenService(opened, Verifier));

    /// <summary>What credentials let their bearers do.</summary>
    public EffectiveRightsReader Rights { get; } = new(opened);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await opened.LastUse.FlushAsync(CancellationToken.None);
        if (_deliveries is not null)
        {
            await _deliveries.DisposeAsync();
        }

        if (Webhooks.IsValueCreated)
        {
            Webhooks.Value.Dispose();
        }

        SlowWork.Dispose();
        OcspSigners.Dispose();
        _accessTokens?.Dispose();
        opened.Dispose();
    }
}
