namespace PSCredentials.Vendors.Http;

/// <summary>How requests say who sends them.</summary>
internal interface IRequestAuthentication
{
    /// <summary>Puts into a request what proves who sends it.</summary>
    /// <param name="message">The request.</param>
    /// <param name="channel">Where what is needed for it can be asked for.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask AuthenticateAsync(HttpRequestMessage message, RemoteChannel channel, CancellationToken cancellation);

    /// <summary>Hears that a request was answered 401.</summary>
    /// <param name="message">The request.</param>
    /// <returns>Whether it is worth sending once more, since what was presented is replaced.</returns>
    bool Renew(HttpRequestMessage message);
}
