using System.Collections.Concurrent;
using PSCredentials.Pki;

namespace PSCredentials.Revocation;

/// <summary>The revocation lists that are served, one of each kind for each certificate authority.</summary>
internal sealed class ServedLists
{
    private readonly ConcurrentDictionary<(long Issuer, bool IsDelta), ServedList> _lists = new();

    /// <summary>The list of a kind of a certificate authority.</summary>
    public ServedList Of(long issuer, bool isDelta) => _lists.GetOrAdd((issuer, isDelta), static _ => new ServedList());
}

/// <summary>A revocation list with the revocations that it was made of.</summary>
/// <param name="List">The list.</param>
/// <param name="Revoked">What it names.</param>
internal sealed record IssuedList(RevocationList List, List<RevokedCertificate> Revoked)
{
    /// <summary>Whether it names just these.</summary>
    public bool Names(List<RevokedCertificate> others) =>
        Revoked.Count == others.Count && Revoked.Zip(others).All(pair =>
            pair.First.Reason == pair.Second.Reason
            && pair.First.RevokedAt == pair.Second.RevokedAt
            && pair.First.SerialNumber.AsSpan().SequenceEqual(pair.Second.SerialNumber));
}

/// <summary>A revocation list that is served until it no longer says all there is to say. Looked after by one at a time.</summary>
internal sealed class ServedList
{
    /// <summary>How long a list is served without a look whether it still says all.</summary>
    public static readonly TimeSpan Unquestioned = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);
    private Looked? _last;

    /// <summary>Returns the list, and has it checked or issued anew where it is time.</summary>
    /// <param name="now">The present moment.</param>
    /// <param name="saysAll">Whether a list still says all there is to say.</param>
    /// <param name="issue">Issues a new one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RevocationList> GetAsync(
        Func<DateTimeOffset> now, Func<IssuedList, bool> saysAll, Func<Task<IssuedList>> issue, CancellationToken cancellationToken)
    {
        if (Unquestionable(now()) is { } list)
        {
            return list;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            DateTimeOffset moment = now();
            if (Unquestionable(moment) is { } meanwhile)
            {
                return meanwhile;
            }

            IssuedList next = _last is { } last && HasHalfItsTime(last.Issued.List, moment) && saysAll(last.Issued) ? last.Issued : await issue();
            Volatile.Write(ref _last, new Looked(next, moment));
            return next.List;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static bool HasHalfItsTime(RevocationList list, DateTimeOffset now) =>
        now >= list.ThisUpdate && now - list.ThisUpdate < (list.NextUpdate - list.ThisUpdate) / 2;

    private RevocationList? Unquestionable(DateTimeOffset now) =>
        Volatile.Read(ref _last) is { } last && now >= last.At && now - last.At < Unquestioned && now < last.Issued.List.NextUpdate ? last.Issued.List : null;

    private sealed record Looked(IssuedList Issued, DateTimeOffset At);
}
