using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Polly;
using Polly.Retry;

namespace PSCredentials.Vendors.Http;

/// <summary>
/// The one way to an authority: it authenticates, times each attempt, sends again what may be sent again, and turns what goes wrong into the project's errors. What is sent and what
/// comes back is told to <see cref="RequestNarration"/>, without bodies and without what is presented.
/// </summary>
internal sealed class RemoteChannel : IDisposable
{
    /// <summary>No answer is longer; a list comes in pages.</summary>
    private const int LongestAnswer = 64 * 1024 * 1024;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    // An authority may ask for more patience than a backoff has, but not for an unlimited one.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(2);

    private readonly RemoteAuthorityOptions _options;
    private readonly IErrorReader _errors;
    private readonly IRequestAuthentication _authentication;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;
    private readonly ResiliencePipeline<Attempt> _retries;

    /// <summary>Opens the way; nothing is sent yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="errors">The errors of the contract.</param>
    /// <param name="authentication">Who sends.</param>
    /// <param name="clock">The time.</param>
    public RemoteChannel(RemoteAuthorityOptions options, IErrorReader errors, IRequestAuthentication authentication, TimeProvider clock)
    {
        _options = options;
        _errors = errors;
        _authentication = authentication;
        _clock = clock;
        _client = Transport.Create(options);
        _retries = options.Retries == 0 ? ResiliencePipeline<Attempt>.Empty : new ResiliencePipelineBuilder<Attempt> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstDelay,
                MaxDelay = LongestDelay,
                ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome.Result is { Failure: not null, MayRepeat: true }),
                DelayGenerator = static attempt => ValueTask.FromResult(attempt.Outcome.Result?.RetryAfter),
                OnRetry = static attempt =>
                {
                    RequestNarration.Tell(FormattableString.Invariant($"{attempt.Outcome.Result!.Failure!.Message} Trying again in {attempt.RetryDelay.TotalSeconds:0.0} s."));
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Where it leads to.</summary>
    public Uri Address => _client.BaseAddress!;

    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The answer, a success.</returns>
    /// <exception cref="CredentialException">What went wrong, the authority's own refusal among it.</exception>
    public async Task<RemoteAnswer> SendAsync(RemoteRequest request, CancellationToken cancellation)
    {
        RemoteAnswer answer = await TrySendAsync(request, cancellation);
        return answer.IsSuccess ? answer : throw _errors.Read(answer);
    }

    /// <summary>Sends a request and reads its answer as a type.</summary>
    public async Task<T> SendAsync<T>(RemoteRequest request, CancellationToken cancellation)
        where T : IWire<T> => (await SendAsync(request, cancellation)).Read<T>();

    /// <summary>Sends a request whose refusal may be as good as a success.</summary>
    /// <returns>The answer, whatever its status.</returns>
    public async Task<RemoteAnswer> TrySendAsync(RemoteRequest request, CancellationToken cancellation)
    {
        bool mayHaveRun = false, wasGarbled = false;
        Attempt last = await _retries.ExecuteAsync(
            async token =>
            {
                Attempt attempt = await AttemptAsync(request, mayHaveRun, token);
                mayHaveRun |= attempt is { Failure: not null, SurelyNotDone: false };

                // An answer that broke on its way comes whole the next time; one from an address where something else listens never does, and is not waited for.
                bool isGarbledAgain = wasGarbled && attempt.Answer is { IsGarbled: true };
                wasGarbled |= attempt.Answer is { IsGarbled: true };
                return isGarbledAgain ? attempt with { MayRepeat = false } : attempt;
            },
            cancellation);
        return last.Answer ?? throw last.Failure!;
    }

    /// <summary>What an answer that is no success means.</summary>
    public CredentialException Error(RemoteAnswer answer) => _errors.Read(answer);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<Attempt> AttemptAsync(RemoteRequest request, bool mayHaveRun, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        long began = Stopwatch.GetTimestamp();
        try
        {
            RemoteAnswer answer = await ExchangeAsync(request, mayHaveRun, timeout, cancellation);
            RequestNarration.Tell($"{request}: {answer} after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms.");
            return Judge(request, answer);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Lost(request, CredentialErrors.RequestTimedOut, $"was not answered within {_options.Timeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException error) when (error.InnerException is AuthenticationException refused)
        {
            return new Attempt(null, new CredentialException(CredentialErrors.ServerCertificateRejected, $"No secure connection to {Address.Authority}: {refused.Message}", error), false, true);
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError
            && error.InnerException is not IOException)
        {
            bool isUnknown = error.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound };
            return new Attempt(null, new CredentialException(CredentialErrors.AuthorityUnreachable, $"{Address.Authority} cannot be reached: {error.Message}", error), !isUnknown, true);
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new Attempt(null, new CredentialException(CredentialErrors.AnswerNotUnderstood, $"{request} was answered with more than {LongestAnswer} bytes.", error), false, false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return Lost(request, CredentialErrors.AuthorityUnreachable, "lost its connection before the answer was whole", error);
        }
    }

    private async Task<RemoteAnswer> ExchangeAsync(RemoteRequest request, bool mayHaveRun, CancellationTokenSource timeout, CancellationToken cancellation)
    {
        for (bool isSecond = false; ; isSecond = true)
        {
            using HttpRequestMessage message = request.ToMessage();
            if (!request.IsAnonymous)
            {
                // It may have to ask for a token first, with attempts and times of its own: as long as it has none, nothing is sent here.
                await _authentication.AuthenticateAsync(message, this, cancellation);
            }

            timeout.CancelAfter(_options.Timeout);
            using HttpResponseMessage response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, timeout.Token);
            byte[] body = await response.Content.ReadAsByteArrayAsync(timeout.Token);
            if (response.StatusCode != HttpStatusCode.Unauthorized || isSecond || request.IsAnonymous || !_authentication.Renew(message))
            {
                return new RemoteAnswer(request, response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, body, mayHaveRun);
            }
        }
    }

    // 502 and 504 come from in between: what is behind may have done it. 429 and 503 say that it was not.
    private Attempt Judge(RemoteRequest request, RemoteAnswer answer)
    {
        bool isRefused = answer.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
        bool isLost = answer.Status is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;
        if (answer.IsGarbled)
        {
            return new Attempt(answer, answer.NotUnderstood("something that is no whole JSON"), request.IsRepeatable, false);
        }

        return isRefused || isLost
            ? new Attempt(answer, _errors.Read(answer), isRefused || request.IsRepeatable, isRefused) { RetryAfter = RetryAfter(answer) }
            : new Attempt(answer, null, false, false);
    }

    private TimeSpan? RetryAfter(RemoteAnswer answer)
    {
        TimeSpan? asked = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _clock.GetUtcNow(),
            _ => null,
        };
        return asked is not { } delay ? null : delay < TimeSpan.Zero ? TimeSpan.Zero : delay < LongestRetryAfter ? delay : LongestRetryAfter;
    }

    private static Attempt Lost(RemoteRequest request, CredentialErrorDefinition definition, string what, Exception? cause = null) =>
        request.IsRepeatable
            ? new Attempt(null, new CredentialException(definition, $"{request} {what}.", cause), true, false)
            : new Attempt(null, new CredentialException(CredentialErrors.OutcomeUnknown, $"{request} {what}; it may have been done.", cause), false, false);

    /// <summary>One sending of a request.</summary>
    /// <param name="Answer">What came back, if anything did.</param>
    /// <param name="Failure">Why it is not the end of it; null where it is.</param>
    /// <param name="MayRepeat">Whether it may be sent again.</param>
    /// <param name="SurelyNotDone">Whether the authority surely did nothing.</param>
    private sealed record Attempt(RemoteAnswer? Answer, CredentialException? Failure, bool MayRepeat, bool SurelyNotDone)
    {
        public TimeSpan? RetryAfter { get; init; }
    }
}
