using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PSCredentials.Storage;

/// <summary>Waits for other processes that hold the vault while it is opened: so long, and no longer than the caller wants to.</summary>
internal sealed class Waiting(string file, TimeSpan patience, CancellationToken cancellationToken)
{
    private const int PauseMilliseconds = 10;

    private readonly long _started = Environment.TickCount64;

    /// <summary>Repeats a step until no other process stands in its way.</summary>
    public T Until<T>(Func<T> step)
    {
        while (true)
        {
            try
            {
                return step();
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
            {
                Pause(exception);
            }
        }
    }

    /// <summary>Repeats a step until it says that it is done.</summary>
    public void UntilDone(Func<bool> isDone)
    {
        while (!Until(isDone))
        {
            Pause(null);
        }
    }

    private void Pause(SqliteException? exception)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Environment.TickCount64 - _started > patience.TotalMilliseconds)
        {
            throw StoreErrors.Busy(file, exception);
        }

        cancellationToken.WaitHandle.WaitOne(PauseMilliseconds);
    }
}
