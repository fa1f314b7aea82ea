using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.KubeSlice.Client;

/// <summary>Exchanges an API key for a token, presents the token while it is good, and exchanges the key anew before it ends, or when it is refused.</summary>
/// <param name="key">The key.</param>
/// <param name="clock">The time.</param>
internal sealed class KeyExchange(SecretText key, TimeProvider clock) : IRequestAuthentication
{
    private readonly SingleFlight<AccessToken> _exchange = new();
    private AccessToken? _token;

    /// <inheritdoc/>
    public async ValueTask AuthenticateAsync(HttpRequestMessage message, RemoteChannel channel, CancellationToken cancellation) =>
        message.Headers.TryAddWithoutValidation("Authorization", Header(await TokenAsync(channel, cancellation)));

    /// <summary>The token in force, exchanged for where there is none; only one exchange is under way at a time.</summary>
    public async Task<AccessToken> TokenAsync(RemoteChannel channel, CancellationToken cancellation) =>
        Volatile.Read(ref _token) is { } token && clock.GetUtcNow() < token.RenewAt
            ? token
            : await _exchange.JoinAsync(cancel => ExchangeAsync(channel, cancel), cancellation);

    /// <inheritdoc/>
    public bool Renew(HttpRequestMessage message)
    {
        // Another request may have replaced it already.
        if (Volatile.Read(ref _token) is { } token && message.Headers.TryGetValues("Authorization", out IEnumerable<string>? sent) && sent.Contains(Header(token)))
        {
            Interlocked.CompareExchange(ref _token, null, token);
        }

        return true;
    }

    private static string Header(AccessToken token) => "Bearer " + token.Text;

    private async Task<AccessToken> ExchangeAsync(RemoteChannel channel, CancellationToken cancellation)
    {
        // It changes nothing there, so that it can be repeated.
        RemoteRequest request = RemoteRequest.Of(HttpMethod.Post, "api/v1/auth", new PresentedApiKey { ApiKey = key.Reveal() }) with { IsAnonymous = true, IsRepeatable = true };
        RemoteAnswer answer = await channel.AskAsync(request, cancellation);
        string? text = answer.Unpack<GrantedToken>()?.Token;
        if (string.IsNullOrEmpty(text) || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw answer.NotUnderstood("no token");
        }

        var token = AccessToken.Of(text, clock.GetUtcNow());
        Volatile.Write(ref _token, token);
        return token;
    }
}
