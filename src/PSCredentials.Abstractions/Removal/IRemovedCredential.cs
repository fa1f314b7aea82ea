namespace PSCredentials;

/// <summary>A credential whose record was removed, and that can be restored for a time. Until then it is refused, and in no other list.</summary>
public interface IRemovedCredential : ICredential
{
    /// <summary>When it was removed.</summary>
    DateTimeOffset RemovedAt { get; }

    /// <summary>Who removed it.</summary>
    string RemovedBy { get; }

    /// <summary>Until when it can be restored, by the policy as it is now; after that the record is deleted with what is kept of its secret.</summary>
    DateTimeOffset RestorableUntil { get; }
}
