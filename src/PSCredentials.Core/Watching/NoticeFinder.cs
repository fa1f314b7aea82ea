using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Watching;

/// <summary>Finds the thresholds that credentials have reached, and keeps a notice of each, once.</summary>
internal sealed class NoticeFinder(AuthorityContext authority)
{
    // Notices are kept for longer than their credentials are told of, so that nothing is told twice.
    private static readonly TimeSpan s_kept = NotificationRules.Lateness * 2;

    /// <summary>Finds what a notification has to tell now.</summary>
    public async Task FindAsync(NotificationRow notification, CancellationToken cancellationToken)
    {
        DateTimeOffset now = authority.Now();
        List<CredentialExpiry> found = authority.Store.Read(connection => Untold(connection, notification, now));
        if (found.Count == 0)
        {
            return;
        }

        await authority.Store.WriteAsync(
            connection =>
            {
                // It may have been unregistered since it was read.
                if (NotificationTable.Find(connection, notification.Row)?.Id == notification.Id)
                {
                    found.ForEach(expiry => NoticeTable.TryAdd(connection, notification.Row, expiry, $"msg_{Guid.CreateVersion7(now):N}", now));
                }

                return 0;
            },
            cancellationToken);
    }

    /// <summary>Forgets notices about what ended long ago.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset limit = authority.Now() - s_kept;
        if (authority.Store.Read(connection => NoticeTable.HasEnded(connection, limit)))
        {
            await authority.Store.WriteAsync(
                connection =>
                {
                    NoticeTable.RemoveEnded(connection, limit);
                    return 0;
                },
                cancellationToken);
        }
    }

    // Each threshold has its own span of days, from the next smaller one on: what has reached several is told of by the smallest.
    private List<CredentialExpiry> Untold(StoreConnection connection, NotificationRow notification, DateTimeOffset now)
    {
        var found = new List<CredentialExpiry>();
        DateTimeOffset after = Later(notification.CreatedAt, now - NotificationRules.Lateness);
        foreach (int threshold in notification.Settings.Threshold.Reverse())
        {
            DateTimeOffset upTo = EndOfDay(now, threshold);
            found.AddRange(ExpiryTable.Untold(connection, notification, threshold, after, upTo, authority.RowContext()));
            after = Later(after, upTo);
        }

        return found;
    }

    private static DateTimeOffset EndOfDay(DateTimeOffset now, int days) => new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(days + 1);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
