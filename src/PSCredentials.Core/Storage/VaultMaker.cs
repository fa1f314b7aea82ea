namespace PSCredentials.Storage;

/// <summary>Makes a vault in an empty database file, and brings an older one to the newest schema.</summary>
internal static class VaultMaker
{
    /// <summary>How long one try waits for another process.</summary>
    public const int WaitSliceMilliseconds = 100;

    /// <summary>Brings an opened file to where it is a vault of the newest schema, waiting for other processes that do the same.</summary>
    public static void Prepare(StoreConnection writer, string file, Action<StoreConnection>? fill, bool mustBeNew, Waiting waiting)
    {
        // In one snapshot: another process may be making the vault between one look and the next.
        bool empty = waiting.Until(() => writer.InSnapshot(snapshot => Schema.IsEmpty(snapshot, file)));
        if (!empty && mustBeNew)
        {
            throw new CredentialException(CredentialErrors.VaultExists, $"There is a vault already: '{file}'.");
        }

        if (empty && fill is null)
        {
            throw new CredentialException(CredentialErrors.NotFound, $"'{file}' is empty: no vault was made in it yet.");
        }

        if (empty || waiting.Until(() => writer.Scalar("PRAGMA user_version")) != Schema.Version)
        {
            waiting.UntilDone(() => TryMake(writer, file, fill, mustBeNew));
        }

        // Only now, so that a vault that could not be made leaves an empty file.
        waiting.UntilDone(() => writer.Text("PRAGMA journal_mode = WAL") == "wal");
    }

    private static bool TryMake(StoreConnection writer, string file, Action<StoreConnection>? fill, bool mustBeNew)
    {
        if (!writer.TryBeginImmediate(WaitSliceMilliseconds))
        {
            return false;
        }

        try
        {
            // Another process may have been first.
            bool empty = Schema.IsEmpty(writer, file);
            if (!empty && mustBeNew)
            {
                throw new CredentialException(CredentialErrors.VaultExists, $"There is a vault already: '{file}'.");
            }

            Schema.Migrate(writer);
            if (empty)
            {
                fill!(writer);
            }

            writer.Commit();
            return true;
        }
        catch
        {
            if (!writer.IsAutoCommit)
            {
                writer.Execute("ROLLBACK");
            }

            throw;
        }
    }
}
