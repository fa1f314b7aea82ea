namespace PSCredentials;

/// <summary>
/// Tells others of credentials that end. A notice is found when a credential reaches a threshold, kept in the store from then on, and tried until its
/// receiver takes it. What was overtaken by a smaller threshold before anybody looked is not told any more.
/// </summary>
public interface INotificationService
{
    /// <summary>Registers a notification.</summary>
    /// <param name="request">Who shall hear of what.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The notification.</returns>
    /// <exception cref="CredentialException">A value is not allowed, the name is taken, or the authority has none of that kind.</exception>
    Task<CredentialNotification> RegisterAsync(CredentialNotificationRequest request, CancellationToken cancellationToken);

    /// <summary>Lists notifications in the order of their names.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>All of them.</returns>
    Task<IReadOnlyList<CredentialNotification>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Forgets a notification, with what it was still to send.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="CredentialException">There is none of that name.</exception>
    Task UnregisterAsync(string name, CancellationToken cancellationToken);

    /// <summary>Sends what is due now, and what failed before whatever its delay says, trying each once.</summary>
    /// <param name="names">Notifications; empty means all.</param>
    /// <param name="cancellationToken">Stops; what was sent is kept.</param>
    /// <returns>What was tried: sent, or pending with the reason. What another process is sending at the moment is not among them.</returns>
    /// <exception cref="CredentialException">There is none of a name.</exception>
    Task<IReadOnlyList<CredentialNotice>> SendAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>Sends what becomes due, until it is told to end.</summary>
    /// <param name="report">Hears what became of each try.</param>
    /// <param name="cancellationToken">Ends it, without an error.</param>
    /// <returns>The loop.</returns>
    Task RunAsync(Action<CredentialNotice> report, CancellationToken cancellationToken);
}
