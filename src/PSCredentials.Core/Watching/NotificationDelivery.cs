using System.Text;
using PSCredentials.Authority;
using PSCredentials.Deployment;
using PSCredentials.Protection;
using PSCredentials.Storage;
using PSCredentials.Watching.Channels;

namespace PSCredentials.Watching;

/// <summary>
/// Sends the pending notices of one notification, in the order in which they were found. One process does so at a time; what it sent is on disk before the
/// next message goes.
/// </summary>
internal sealed class NotificationDelivery(AuthorityContext authority, OpenedAuthority opened, Lazy<WebhookClient> webhooks, long notification)
{
    private readonly List<CredentialNotice> _tried = [];

    /// <summary>Sends what is pending, each message once.</summary>
    /// <param name="onlyDue">Whether what failed waits until its delay is over.</param>
    /// <param name="cancellationToken">Stops; what was sent is kept.</param>
    /// <returns>What was tried; null where another process is at it.</returns>
    public async Task<IReadOnlyList<CredentialNotice>?> DeliverAsync(bool onlyDue, CancellationToken cancellationToken)
    {
        // Looked at first, since a process that waits must not be one that writes.
        if (Target(onlyDue) is null || NextBatch(onlyDue, 0, 1).Count == 0)
        {
            return _tried;
        }

        await using Lease? lease = await Lease.TryTakeAsync(opened, LeaseTable.Notification, notification, cancellationToken);
        if (lease is null)
        {
            return null;
        }

        if (Target(onlyDue) is not { } target)
        {
            return _tried;
        }

        await DeliverAsync(lease, target, onlyDue, cancellationToken);
        return _tried;
    }

    private async Task DeliverAsync(Lease lease, NotificationRow target, bool onlyDue, CancellationToken cancellationToken)
    {
        INoticeChannel? channel = null;
        long last = 0;
        while (NextBatch(onlyDue, last, channel?.MostInMessage ?? 1) is { Count: > 0 } batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (channel is null)
                {
                    channel = Open(target);
                    batch = NextBatch(onlyDue, last, channel.MostInMessage);
                }

                last = batch[^1].Row;
                (List<(NoticeRow Notice, NoticeMessage Message)> told, List<NoticeRow> gone) = Prepare(target, batch);
                if (told.Count > 0)
                {
                    await channel.SendAsync([.. told.Select(pair => pair.Message)], cancellationToken);
                }

                DateTimeOffset now = authority.Now();
                if (!await lease.WriteAsync(connection => NoteSuccess(connection, target, told, gone, now)))
                {
                    return;
                }

                _tried.AddRange(told.Select(pair => Notice(target, pair.Notice, pair.Message.Expiry.Name) with { State = NoticeState.Sent, SentAt = now }));
            }
            catch (DeliveryException exception)
            {
                last = batch[^1].Row;
                DateTimeOffset dueAt = authority.Now() + RetryDelay.After(exception.IsAboutMessage ? batch[0].Attempts + 1 : target.Failures + 1);
                bool goesOn = await lease.WriteAsync(connection => NoteFailure(connection, target, batch, exception, dueAt));
                _tried.AddRange(batch.Select(notice => Notice(target, notice, NameOf(notice)) with { NextAttemptAt = dueAt, Error = exception.Message }));
                if (!goesOn || !exception.IsAboutMessage)
                {
                    return;
                }
            }
        }
    }

    // Null where it is gone, or its receiver is left alone for now.
    private NotificationRow? Target(bool onlyDue) =>
        authority.Store.Read(connection => NotificationTable.Find(connection, notification)) is { } found
        && !(onlyDue && found.RetryAt is { } retry && !RetryDelay.IsOver(retry, authority.Now()))
            ? found
            : null;

    private List<NoticeRow> NextBatch(bool onlyDue, long after, int most)
    {
        DateTimeOffset now = authority.Now();
        return authority.Store.Read(connection =>
        {
            // What waits for its time stands between what is due: it is passed over, however much there is of it.
            var batch = new List<NoticeRow>();
            while (batch.Count < most && NoticeTable.Pending(connection, notification, after, most) is { Count: > 0 } some)
            {
                batch.AddRange(some.Where(notice => !onlyDue || RetryDelay.IsOver(notice.DueAt, now)).Take(most - batch.Count));
                after = some[^1].Row;
            }

            return batch;
        });
    }

    // What was renewed, revoked or removed since it was found, or has ended too long ago, is not told any more.
    private (List<(NoticeRow Notice, NoticeMessage Message)> Told, List<NoticeRow> Gone) Prepare(NotificationRow target, List<NoticeRow> batch)
    {
        var told = new List<(NoticeRow, NoticeMessage)>();
        var gone = new List<NoticeRow>();
        RowContext context = authority.RowContext();
        foreach (NoticeRow notice in batch)
        {
            CredentialExpiry? expiry = authority.Store.Read(connection => ExpiryTable.Find(connection, notice.Family, notice.CredentialId, context));
            if (expiry?.ExpiresAt == notice.ExpiresAt && expiry.ExpiresAt > context.Now - NotificationRules.Lateness)
            {
                told.Add((notice, new NoticeMessage(notice.MessageId, target.Name, notice.CreatedAt, expiry with { Threshold = notice.Threshold })));
            }
            else
            {
                gone.Add(notice);
            }
        }

        return (told, gone);
    }

    private bool NoteSuccess(StoreConnection connection, NotificationRow target, List<(NoticeRow Notice, NoticeMessage Message)> told, List<NoticeRow> gone, DateTimeOffset now)
    {
        gone.ForEach(notice => NoticeTable.Close(connection, notice.Row, NoticeState.Dropped));
        foreach ((NoticeRow notice, NoticeMessage message) in told)
        {
            NoticeTable.Close(connection, notice.Row, NoticeState.Sent);
            CredentialExpiry expiry = message.Expiry;
            var subject = new AuditSubject(SubjectOf(expiry.Family), expiry.Id, expiry.Name, expiry.Scope);
            authority.Audit(connection, CredentialAction.Notify, subject, FormattableString.Invariant($"{target.Name}: works until {message.LastDay}, threshold {notice.Threshold}"));
        }

        if (told.Count > 0)
        {
            NotificationTable.Succeeded(connection, target.Row, now);
        }

        return true;
    }

    private static bool NoteFailure(StoreConnection connection, NotificationRow target, List<NoticeRow> batch, DeliveryException exception, DateTimeOffset dueAt)
    {
        NotificationTable.Failed(connection, target.Row, exception.Message, exception.IsAboutMessage ? null : dueAt);
        batch.ForEach(notice => NoticeTable.Failed(connection, notice.Row, dueAt));
        return true;
    }

    private string NameOf(NoticeRow notice) =>
        authority.Store.Read(connection => ExpiryTable.Find(connection, notice.Family, notice.CredentialId, authority.RowContext()))?.Name ?? string.Empty;

    private CredentialNotice Notice(NotificationRow target, NoticeRow notice, string name) => new()
    {
        Notification = target.Name,
        MessageId = notice.MessageId,
        Family = notice.Family,
        CredentialId = notice.CredentialId,
        CredentialName = name,
        ExpiresAt = notice.ExpiresAt,
        Threshold = notice.Threshold,
        AttemptCount = (int)notice.Attempts + 1,
        Authority = authority.Name,
    };

    private INoticeChannel Open(NotificationRow target)
    {
        byte[]? secret = null;
        if (target.SealedSecret is { } box)
        {
            secret = KeySealer.Open(authority.Keys.SealingKey, box, NotificationRules.SecretContext(authority.Id, target.Id))
                ?? throw new DeliveryException("Its secret in the vault is damaged; unregister it and register it anew");
        }

        return target.Channel switch
        {
            NotificationChannel.Webhook => new WebhookChannel(webhooks.Value, new Uri(target.Settings.Uri!), secret!),
            NotificationChannel.Command => new CommandChannel(target.Settings.Command!, authority.Clock),
            _ => new EmailChannel(target.Settings, secret is null ? null : Encoding.UTF8.GetString(secret), authority.Clock),
        };
    }

    private static CredentialSubject SubjectOf(CredentialFamily family) => family switch
    {
        CredentialFamily.ApiCredential => CredentialSubject.ApiCredential,
        CredentialFamily.ApiKey => CredentialSubject.ApiKey,
        _ => CredentialSubject.ProjectCredential,
    };
}
