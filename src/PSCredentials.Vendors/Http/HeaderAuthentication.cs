namespace PSCredentials.Vendors.Http;

/// <summary>The same header in each request; none where a certificate speaks for the caller.</summary>
/// <param name="name">The header's name.</param>
/// <param name="value">Its value; null for no header.</param>
internal sealed class HeaderAuthentication(string name, SecretText? value) : IRequestAuthentication
{
    /// <inheritdoc/>
    public ValueTask AuthenticateAsync(HttpRequestMessage message, RemoteChannel channel, CancellationToken cancellation)
    {
        if (value is not null)
        {
            message.Headers.TryAddWithoutValidation(name, value.Reveal());
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public bool Renew(HttpRequestMessage message) => false;
}
