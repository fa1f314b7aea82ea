using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.KubeSlice.Client;

/// <summary>KubeSlice Manager: an authority that has API keys and nothing else.</summary>
internal sealed class KubeSliceAuthority : RemoteAuthority
{
    private const string Vendor = "KubeSlice Manager";

    private readonly KeyExchange? _exchange;
    private readonly KubeSliceApiKeys _keys;

    /// <summary>Makes one; nothing is sent.</summary>
    /// <param name="options">Where and as whom. What is presented is an API key, which is exchanged for tokens, or a token, which is taken as it is.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="CredentialException">A certificate is presented, which the contract does not know.</exception>
    public KubeSliceAuthority(RemoteAuthorityOptions options, TimeProvider clock)
        : this(options, clock, Presented(options) is { } token && AccessToken.IsToken(token.Reveal()) ? null : new KeyExchange(options.Token!, clock))
    {
    }

    private KubeSliceAuthority(RemoteAuthorityOptions options, TimeProvider clock, KeyExchange? exchange)
        : base(options, Vendor, new RemoteChannel(options, new KubeSliceErrors(), exchange ?? (IRequestAuthentication)new HeaderAuthentication("Authorization", new SecretText("Bearer " + options.Token!.Reveal())), clock))
    {
        _exchange = exchange;
        _keys = new KubeSliceApiKeys(this, clock);
    }

    /// <inheritdoc/>
    public override IApiKeyService ApiKeys => _keys;

    /// <summary>Exchanges the key; a token, which is not exchanged, is presented with a list.</summary>
    public override Task CheckAsync(CancellationToken cancellation) =>
        _exchange is null ? _keys.CountAsync(new ApiKeyQuery(), cancellation) : _exchange.TokenAsync(Channel, cancellation);

    private static SecretText Presented(RemoteAuthorityOptions options) =>
        options.Token ?? throw Unsupported.Error($"'{options.Name ?? options.Address.Host}' ({Vendor})", "way to present a certificate; give an API key with -Token");
}
