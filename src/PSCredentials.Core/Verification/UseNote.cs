using System.Net;
using PSCredentials.Storage;

namespace PSCredentials.Verification;

/// <summary>The last use of a credential on its way to the store; a later use takes the place of an earlier one.</summary>
internal sealed class UseNote(CredentialFamily family, long row)
{
    private int _isPending;
    private long _at;
    private IPAddress? _address;

    /// <summary>The table of the credential.</summary>
    public CredentialFamily Family => family;

    /// <summary>The row of the credential.</summary>
    public long Row => row;

    /// <summary>When, in milliseconds.</summary>
    public long At => Volatile.Read(ref _at);

    /// <summary>From where, if that was known.</summary>
    public string? Address => Volatile.Read(ref _address)?.ToString();

    /// <summary>Notes a use.</summary>
    /// <returns>True when nobody has yet arranged for it to be written.</returns>
    public bool Set(long at, IPAddress? address)
    {
        Volatile.Write(ref _at, at);
        if (address is not null)
        {
            Volatile.Write(ref _address, address);
        }

        return TryMarkPending();
    }

    /// <summary>Arranges for the note to be written.</summary>
    /// <returns>False when somebody has already.</returns>
    public bool TryMarkPending() => Volatile.Read(ref _isPending) == 0 && Interlocked.Exchange(ref _isPending, 1) == 0;

    /// <summary>From here on a use has to be arranged for again.</summary>
    public void ClearPending() => Volatile.Write(ref _isPending, 0);
}
