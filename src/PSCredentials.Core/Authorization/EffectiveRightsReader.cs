using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Authorization;

/// <summary>Tells what those who present credentials may do, from what was read since the store last changed.</summary>
internal sealed class EffectiveRightsReader(OpenedAuthority authority)
{
    private KnownRights _known = new(-1);

    /// <inheritdoc cref="ICredentialRightService.Of"/>
    public EffectiveRights Of(CredentialVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (RightSource.Of(verdict) is not { } source)
        {
            return EffectiveRights.None;
        }

        // The epoch first: what is read after it is at least as new.
        long epoch = authority.Store.CurrentEpoch();
        KnownRights known = Volatile.Read(ref _known);
        if (known.Epoch == epoch && known.Find(source) is { } rights)
        {
            return rights;
        }

        if (known.Epoch != epoch || known.IsFull)
        {
            known = new KnownRights(epoch);
            Volatile.Write(ref _known, known);
        }

        rights = Read(source);
        known.Add(source, rights);
        return rights;
    }

    private EffectiveRights Read(RightSource source)
    {
        IReadOnlyList<string> principals = source.User is { } user ? [user] : source.Groups;
        return new EffectiveRights(principals.Count == 0
            ? source.OwnRights
            : source.OwnRights.Concat(authority.Store.Read(connection => RightTable.Of(connection, principals, source.User is null, authority.Name))));
    }
}
