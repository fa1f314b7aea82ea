namespace PSCredentials.Watching.Channels;

/// <summary>A way for notices of one notification.</summary>
internal interface INoticeChannel
{
    /// <summary>How many notices go in one message at most.</summary>
    int MostInMessage { get; }

    /// <summary>Sends notices in one message.</summary>
    /// <param name="notices">What it tells, at least one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Deployment.DeliveryException">It did not arrive, or was refused.</exception>
    Task SendAsync(IReadOnlyList<NoticeMessage> notices, CancellationToken cancellationToken);
}
