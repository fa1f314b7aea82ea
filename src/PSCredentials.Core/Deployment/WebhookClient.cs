using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PSCredentials.Protection;

namespace PSCredentials.Deployment;

/// <summary>Posts signed messages. Any answer of the kind 2xx means that the message arrived.</summary>
internal sealed class WebhookClient(TimeProvider clock) : IDisposable
{
    private const int MostOfBody = 2048;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = MostOfBody,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),

        // Shorter than servers wait, so that a message does not meet the end of its connection.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
        Proxy = new LoopbackBypass(HttpClient.DefaultProxy),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends one message.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="key">The key it is signed by.</param>
    /// <param name="id">Its identifier, the same each time it is sent.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeliveryException">It did not arrive, or the receiver did not take it.</exception>
    public async Task SendAsync(Uri address, byte[] key, string id, string body, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using HttpRequestMessage request = Message(address, key, id, body);
            using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                string status = string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {Reason.Clean(response.ReasonPhrase ?? string.Empty)}").TrimEnd();
                string redirect = (int)response.StatusCode is >= 300 and < 400 ? ", a redirection, which is not followed" : string.Empty;
                throw new DeliveryException($"The webhook answered {status}{redirect}{Reason.Of(await BeginningAsync(response, limit.Token))}")
                {
                    IsAboutMessage = response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity,
                };
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeliveryException($"The webhook did not answer within {Patience.TotalSeconds} seconds", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new DeliveryException($"The webhook was not reached{Reason.Of(Innermost(exception).Message)}", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Message(Uri address, byte[] key, string id, string body)
    {
        long timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("PSCredentials", null));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookKey.Sign(key, id, timestamp, body));
        request.Headers.Add("Idempotency-Key", $"\"{id}\"");
        return request;
    }

    // Whoever refuses may say why; what comes after the beginning is left unread.
    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[MostOfBody];
            int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, length);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return string.Empty;
        }
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;

    // The system's proxy does not know this machine's own addresses.
    private sealed class LoopbackBypass(IWebProxy system) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => system.Credentials;
            set => system.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => system.GetProxy(destination);

        public bool IsBypassed(Uri host) => EnvironmentRules.IsLoopback(host) || system.IsBypassed(host);
    }
}
