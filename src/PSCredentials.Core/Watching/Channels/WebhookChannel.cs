using PSCredentials.Deployment;

namespace PSCredentials.Watching.Channels;

/// <summary>Posts each notice as a signed message.</summary>
/// <param name="client">Sends it.</param>
/// <param name="address">Where to.</param>
/// <param name="key">The key it is signed by.</param>
internal sealed class WebhookChannel(WebhookClient client, Uri address, byte[] key) : INoticeChannel
{
    /// <inheritdoc/>
    public int MostInMessage => 1;

    /// <inheritdoc/>
    public Task SendAsync(IReadOnlyList<NoticeMessage> notices, CancellationToken cancellationToken) =>
        client.SendAsync(address, key, notices[0].Id, notices[0].ToJson(), cancellationToken);
}
