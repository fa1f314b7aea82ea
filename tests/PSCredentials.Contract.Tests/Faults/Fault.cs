namespace PSCredentials.Contract.Tests.Faults;

/// <summary>What goes wrong with a request on its way.</summary>
internal enum FaultKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The connection ends before the request went on: it is not done.</summary>
    ResetBefore,

    /// <summary>The request is done, and the connection ends before the answer begins.</summary>
    ResetAfter,

    /// <summary>The request is done, and the connection ends in the middle of the answer's body, whose length was told.</summary>
    ResetMidAnswer,

    /// <summary>The request is done, and the body is cut in half with a length that fits the half.</summary>
    TruncatedJson,

    /// <summary>The request is done, and the body is no JSON any more.</summary>
    MalformedJson,

    /// <summary>The request is done, and the body says it is plain text.</summary>
    WrongContentType,

    /// <summary>The request is not done: somebody in between answers 200 with a page to log in at.</summary>
    HtmlPage,

    /// <summary>The request is not done: 429.</summary>
    TooManyRequests,

    /// <summary>The request is not done: 503.</summary>
    Unavailable,

    /// <summary>The request is done, and somebody in between answers 502 with a page.</summary>
    BadGateway,

    /// <summary>The request is done, and somebody in between answers 504 with a page.</summary>
    GatewayTimeout,

    /// <summary>Nothing ever comes back; the request is not done.</summary>
    Hang,
}

/// <summary>A fault, programmed.</summary>
/// <param name="Kind">What goes wrong.</param>
internal sealed record Fault(FaultKind Kind)
{
    public static readonly Fault None = new(FaultKind.None);

    /// <summary>How long the request waits first.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What <c>Retry-After</c> says with 429 and 503; null leaves it out.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Whether the request went on to the authority.</summary>
    public bool IsDone => Kind is FaultKind.None or FaultKind.ResetAfter or FaultKind.ResetMidAnswer or FaultKind.TruncatedJson or FaultKind.MalformedJson or FaultKind.WrongContentType
        or FaultKind.BadGateway or FaultKind.GatewayTimeout;

    public static implicit operator Fault(FaultKind kind) => new(kind);
}
