using System.Collections.Concurrent;
using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Deployment;

/// <summary>The deliveries of one opened authority, many environments beside each other.</summary>
internal sealed class Deliveries(OpenedAuthority authority, Lazy<WebhookClient> webhooks) : IAsyncDisposable
{
    private const int MostAtOnce = 16;

    // What a deployment says that succeeded, as contract 3 words it.
    private const string Deployed = "Deployed successfully";

    private readonly ConcurrentDictionary<long, DeliveryGate> _gates = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly SemaphoreSlim _slots = new(MostAtOnce);
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Delivers all that is pending for an environment, trying once.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="credentialId">The credential that was changed, so that the result says where it is not in the password file; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<EnvironmentResult> DeliverAsync(EnvironmentRow environment, string? credentialId, CancellationToken cancellationToken) =>
        Result(environment, await RunAsync(environment.Row, (gate, token) => gate.DeliverAsync(token), cancellationToken), credentialId);

    /// <summary>Delivers what is due for an environment.</summary>
    /// <returns>The result; null where nothing was tried.</returns>
    public async Task<EnvironmentResult?> DeliverDueAsync(EnvironmentRow environment, CancellationToken cancellationToken)
    {
        Delivery delivery = await RunAsync(environment.Row, (gate, token) => gate.DeliverDueAsync(token), cancellationToken);
        return delivery.State is DeliveryState.HeldElsewhere or DeliveryState.NotDue ? null : Result(environment, delivery, credentialId: null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_running.Keys).ContinueWith(static _ => { }, TaskScheduler.Default);
        _slots.Dispose();
        _closing.Dispose();
    }

    // A caller that gives up is answered at once; what it began comes to its end behind it.
    private async Task<Delivery> RunAsync(long environment, Func<DeliveryGate, CancellationToken, Task<Delivery>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, typeof(EmbeddedAuthority));
        DeliveryGate gate = _gates.GetOrAdd(environment, row => new DeliveryGate(authority, webhooks, _slots, row));
        Task<Delivery> task = Task.Run(() => WorkAsync(gate, work, cancellationToken), CancellationToken.None);
        _running[task] = true;
        _ = task.ContinueWith(ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await task.WaitAsync(cancellationToken);
    }

    private async Task<Delivery> WorkAsync(DeliveryGate gate, Func<DeliveryGate, CancellationToken, Task<Delivery>> work, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            return await work(gate, either.Token);
        }
        catch (CredentialException exception)
        {
            // The change itself is on disk; a vault that cannot be used for the moment delays its delivery alone.
            return new Delivery(DeliveryState.Failed, exception.Message);
        }
    }

    private EnvironmentResult Result(EnvironmentRow environment, Delivery delivery, string? credentialId)
    {
        if (delivery.State != DeliveryState.Delivered)
        {
            return new EnvironmentResult(
                environment.Name,
                Success: false,
                delivery.State == DeliveryState.Failed ? delivery.Reason : "It is pending: another process is delivering to this environment");
        }

        return environment.Kind == CredentialEnvironmentKind.Webhook ? new EnvironmentResult(environment.Name, Success: true, Deployed)
            : credentialId is not null && WhyLeftOut(environment, credentialId) is { } reason ? new EnvironmentResult(environment.Name, Success: false, reason)
            : new EnvironmentResult(environment.Name, Success: true, Deployed + Others(environment));
    }

    private string? WhyLeftOut(EnvironmentRow environment, string credentialId) => Count(environment, credentialId) switch
    {
        { Restricted: > 0 } => "It is not in the password file: that lets nobody in from some addresses alone, and this credential is restricted to some",
        { WithoutHash: > 0 } => "It is not in the password file: its password was set before the project had one; set the password again",
        _ => null,
    };

    private string Others(EnvironmentRow environment)
    {
        LeftOut left = Count(environment, null);
        string restricted = left.Restricted == 0 ? string.Empty : $"; not in the file, as they are restricted to some addresses: {left.Restricted}";
        string old = left.WithoutHash == 0 ? string.Empty : $"; not in the file until their passwords are set again: {left.WithoutHash}";
        return restricted + old;
    }

    private LeftOut Count(EnvironmentRow environment, string? credentialId) =>
        authority.Store.Read(connection => DeployedCredentialTable.LeftOut(connection, environment.Project, credentialId, authority.Now()));
}
