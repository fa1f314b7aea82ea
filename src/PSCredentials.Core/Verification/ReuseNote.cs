using System.Net;
using PSCredentials.Storage;

namespace PSCredentials.Verification;

/// <summary>Presentations of rotated secrets of one credential that are not yet written.</summary>
/// <param name="family">The family of the credential.</param>
/// <param name="id">Its id: the number of its row may be another one's when it is written.</param>
internal sealed class ReuseNote(CredentialFamily family, string id)
{
    private long _count;
    private long _nextWriteAt = long.MinValue;
    private int _isProof;
    private IPAddress? _address;

    /// <summary>The family of the credential.</summary>
    public CredentialFamily Family => family;

    /// <summary>The id of the credential.</summary>
    public string Id => id;

    /// <summary>From where the last one came, if that was known.</summary>
    public IPAddress? Address => Volatile.Read(ref _address);

    /// <summary>Whether one of them was of a secret that proves who has it, and not of a certificate, which anybody may have.</summary>
    public bool IsProof => Volatile.Read(ref _isProof) != 0;

    /// <summary>Whether there is anything to write.</summary>
    public bool IsPending => Volatile.Read(ref _count) > 0;

    /// <summary>Counts one.</summary>
    /// <returns>Whether it is to be written now, and not with those that come after it.</returns>
    public bool Add(bool isProof, IPAddress? address, long now, long pause)
    {
        if (isProof)
        {
            Volatile.Write(ref _isProof, 1);
        }

        if (address is not null)
        {
            Volatile.Write(ref _address, address);
        }

        Interlocked.Increment(ref _count);
        long next = Volatile.Read(ref _nextWriteAt);
        return now >= next && Interlocked.CompareExchange(ref _nextWriteAt, now + pause, next) == next;
    }

    /// <summary>Takes what was counted.</summary>
    public long Take() => Interlocked.Exchange(ref _count, 0);

    /// <summary>Puts back what could not be written.</summary>
    public void PutBack(long count) => Interlocked.Add(ref _count, count);
}
