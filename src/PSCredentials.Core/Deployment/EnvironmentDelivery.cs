using System.Diagnostics;
using System.Text;
using PSCredentials.Authority;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Deployment;

/// <summary>Delivers to one environment what is pending for it, in its order.</summary>
internal sealed class EnvironmentDelivery(OpenedAuthority authority, Lazy<WebhookClient> webhooks, long environment)
{
    // Long enough for a request of another process to come to its end, or for the lease of a killed one.
    private static readonly TimeSpan PatienceWithOthers = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PatienceWithReload = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>What the key of a webhook is sealed for.</summary>
    public static byte[] KeyContext(string authorityId, string environmentId) => Encoding.UTF8.GetBytes($"{authorityId}/webhook/{environmentId}");

    /// <summary>What a hash for password files is sealed for.</summary>
    public static byte[] HashContext(string authorityId, string credentialId) => Encoding.UTF8.GetBytes($"{authorityId}/password-file/{credentialId}");

    /// <summary>Delivers all changes up to a number, whatever their delay says.</summary>
    public async Task<Delivery> DeliverAsync(long upTo, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            await using Lease? lease = await Lease.TryTakeAsync(authority, LeaseTable.Environment, environment, cancellationToken);
            if (lease is not null)
            {
                return await DeliverAsync(lease, upTo, onlyDue: false, cancellationToken);
            }

            if (!IsPending(upTo))
            {
                return Delivery.Delivered;
            }

            if (Stopwatch.GetElapsedTime(started) > PatienceWithOthers)
            {
                return new Delivery(DeliveryState.HeldElsewhere);
            }

            await Task.Delay(Pause, authority.Clock, cancellationToken);
        }
    }

    /// <summary>Delivers all changes up to a number, if the first is due and no other process is at it.</summary>
    public async Task<Delivery> DeliverDueAsync(long upTo, CancellationToken cancellationToken)
    {
        await using Lease? lease = await Lease.TryTakeAsync(authority, LeaseTable.Environment, environment, cancellationToken);
        return lease is null ? new Delivery(DeliveryState.HeldElsewhere) : await DeliverAsync(lease, upTo, onlyDue: true, cancellationToken);
    }

    /// <summary>Whether a change up to a number is pending.</summary>
    public bool IsPending(long upTo) => authority.Store.Read(connection => DeploymentTable.IsPending(connection, environment, upTo));

    private async Task<Delivery> DeliverAsync(Lease lease, long upTo, bool onlyDue, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (EnvironmentRow? place, PendingDeployment? head) = authority.Store.Read(
                connection => connection.InSnapshot(snapshot => (EnvironmentTable.Find(snapshot, environment), DeploymentTable.Head(snapshot, environment))));
            if (place is null || head is null || head.Sequence > upTo)
            {
                return Delivery.Delivered;
            }

            if (onlyDue && !RetryDelay.IsOver(head.NextAt, authority.Now()))
            {
                return new Delivery(DeliveryState.NotDue);
            }

            long done;
            try
            {
                done = place.Kind == CredentialEnvironmentKind.Htpasswd
                    ? await WriteFileAsync(place, mustReload: head.Attempts > 0 || lease.IsTakenOver)
                    : await SendAsync(place, head, cancellationToken);
            }
            catch (DeliveryException exception)
            {
                await lease.WriteAsync(connection => NoteFailure(connection, head, exception.Message));
                return new Delivery(DeliveryState.Failed, exception.Message, head.Sequence);
            }

            if (!await lease.WriteAsync(connection => NoteSuccess(connection, done, upTo)))
            {
                return IsPending(upTo) ? new Delivery(DeliveryState.HeldElsewhere) : Delivery.Delivered;
            }
        }
    }

    private async Task<long> SendAsync(EnvironmentRow place, PendingDeployment change, CancellationToken cancellationToken)
    {
        byte[] key = KeySealer.Open(authority.Keys.SealingKey, place.SealedKey, KeyContext(authority.Id, place.Id))
            ?? throw new DeliveryException("The signing key does not open; make the environment anew");
        await webhooks.Value.SendAsync(new Uri(place.Target), key, change.Id, change.Payload, cancellationToken);
        return change.Sequence;
    }

    // Not to be cancelled half way: it takes moments, and a file without its reload would be done again.
    private async Task<long> WriteFileAsync(EnvironmentRow place, bool mustReload)
    {
        (long newest, List<PasswordFileRow> rows) = authority.Store.Read(connection => connection.InSnapshot(snapshot =>
            (DeploymentTable.Newest(snapshot, environment), DeployedCredentialTable.PasswordFile(snapshot, place.Project, authority.Now()))));
        var content = new StringBuilder(PasswordFile.Header(place.Id));
        string? damaged = null;
        foreach (PasswordFileRow row in rows)
        {
            if (KeySealer.Open(authority.Keys.SealingKey, row.SealedHash, HashContext(authority.Id, row.Id)) is { } hash)
            {
                content.Append(row.Username).Append(':').Append(Encoding.ASCII.GetString(hash)).Append('\n');
            }
            else
            {
                damaged ??= row.Username;
            }
        }

        bool isWritten = PasswordFile.Write(place.Target, content.ToString(), isFirst: place.LastDeployedAt is null);
        if (place.ReloadCommand.Count != 0 && (isWritten || mustReload))
        {
            await ReloadAsync(place.ReloadCommand);
        }

        // One that is damaged must not keep the others in the file that have to leave it.
        return damaged is null ? newest : throw new DeliveryException($"The file is written without '{damaged}', whose hash does not open; set its password again");
    }

    private async Task ReloadAsync(IReadOnlyList<string> command)
    {
        try
        {
            await LocalProgram.RunAsync(command, input: null, PatienceWithReload, authority.Clock);
        }
        catch (DeliveryException exception)
        {
            throw new DeliveryException($"The file is written, but {exception.Message}", exception);
        }
    }

    private bool NoteSuccess(StoreConnection connection, long done, long upTo)
    {
        DeploymentTable.Delivered(connection, environment, done);
        EnvironmentTable.Note(connection, environment, authority.Now(), error: null);
        return DeploymentTable.IsPending(connection, environment, upTo);
    }

    private bool NoteFailure(StoreConnection connection, PendingDeployment change, string reason)
    {
        // A try that a command made before its time puts off none that was set.
        DateTimeOffset now = authority.Now();
        bool isSet = change.Attempts > 0 && !RetryDelay.IsOver(change.NextAt, now);
        DeploymentTable.Failed(connection, change.Sequence, reason, isSet ? change.NextAt : now + RetryDelay.After(change.Attempts + 1));
        EnvironmentTable.Note(connection, environment, deployedAt: null, reason);
        return false;
    }
}
