using System.Globalization;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Audit;

/// <summary>One look through the audit trail, in one moment of the database and with memory that does not grow.</summary>
/// <param name="snapshot">The database in that moment.</param>
/// <param name="key">The trail's key.</param>
/// <param name="authority">The name that the verdict carries.</param>
/// <param name="anchors">What was known of the trail before; genuine ones of this authority.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class TrailVerification(
    StoreConnection snapshot, AuditKey key, string authority, IReadOnlyList<CredentialAuditAnchor> anchors, CancellationToken cancellationToken)
{
    private const int CancellationStride = 1024;

    private readonly CredentialAuditAnchor[] _anchors = [.. anchors.OrderBy(anchor => anchor.Sequence)];
    private readonly AuditHead? _head = AuditHeadTable.Read(snapshot);
    private bool _isHeadGenuine;

    // The last event that was right, its chain, and how many anchors fitted up to there.
    private long _last;
    private byte[] _chain = AuditKey.Origin;
    private int _fitting;

    /// <summary>The chain that an anchor knows.</summary>
    public static byte[] ChainOf(CredentialAuditAnchor anchor) => Convert.FromHexString(anchor.Chain);

    /// <summary>Looks through the trail.</summary>
    /// <returns>The verdict, with the first thing found.</returns>
    public CredentialAuditVerdict Run()
    {
        _isHeadGenuine = _head?.IsGenuine(key) ?? false;
        TrailLink? found = null;
        TrailLink? next = null;
        using (AuditTrailTable.Links links = AuditTrailTable.From(snapshot, key, first: 1))
        {
            while (found is null && links.Next())
            {
                if (_last % CancellationStride == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                if (!TryFollow(links))
                {
                    found = links.Copy();
                    next = links.Next() ? links.Copy() : null;
                }
                else if (DescribeMisfit() is { } misfit)
                {
                    return Verdict(CredentialAuditFinding.RolledBack, _last, misfit);
                }
            }
        }

        if (found is null)
        {
            return JudgeEnd();
        }

        var fault = new TrailFault(snapshot, key, _last + 1, _chain, _isHeadGenuine ? _head : null, cancellationToken);
        (CredentialAuditFinding finding, string message) = found.Sequence == _last + 1 ? fault.ExplainWrong(found, next) : fault.ExplainMissing();
        return Verdict(finding, _last + 1, message);
    }

    private bool TryFollow(AuditTrailTable.Links links)
    {
        if (links.Sequence != _last + 1)
        {
            return false;
        }

        byte[] own = links.TrueOwn;
        byte[] chain = key.Link(_chain, links.Sequence, own);
        if (!links.Own.SequenceEqual(own) || !links.Chain.SequenceEqual(chain))
        {
            return false;
        }

        (_last, _chain) = (links.Sequence, chain);
        return true;
    }

    private string? DescribeMisfit()
    {
        for (; _fitting < _anchors.Length && _anchors[_fitting].Sequence == _last; _fitting++)
        {
            CredentialAuditAnchor anchor = _anchors[_fitting];
            if (!ChainOf(anchor).AsSpan().SequenceEqual(_chain))
            {
                long known = _fitting == 0 ? 0 : _anchors[_fitting - 1].Sequence;
                return Text($"The trail is not the one of the anchor from {anchor.Time:u}: the events {known + 1} to {_last} were other ones. An older copy was put in its place and went on.");
            }
        }

        return null;
    }

    private CredentialAuditVerdict JudgeEnd()
    {
        long first = AuditTrailTable.FirstSequence(snapshot);
        if (first < 1)
        {
            return Verdict(CredentialAuditFinding.Inserted, first, Text($"Event {first} was put in by another hand: a trail begins with 1."));
        }

        if (_isHeadGenuine && _head!.Sequence > _last)
        {
            return Verdict(CredentialAuditFinding.Truncated, _last + 1, Text($"The trail ended with event {_head.Sequence}; from {_last + 1} on its events were cut off."));
        }

        if (_fitting < _anchors.Length)
        {
            CredentialAuditAnchor anchor = _anchors[^1];
            string known = Text($"The trail ends with event {_last}, and the anchor from {anchor.Time:u} knows {anchor.Sequence}");
            return _isHeadGenuine
                ? Verdict(CredentialAuditFinding.RolledBack, _last + 1, $"{known}: an older copy was put in its place.")
                : Verdict(CredentialAuditFinding.Truncated, _last + 1, $"{known}: the events after it were cut off.");
        }

        return DescribeHead() is { } fault
            ? Verdict(CredentialAuditFinding.HeadChanged, null, fault)
            : Verdict(CredentialAuditFinding.Intact, null, Text($"All {_last} events are as they were written, and none is missing."));
    }

    private string? DescribeHead() => _head switch
    {
        null => "The head of the trail, which says where it ends, is missing: events may have been cut off.",
        _ when !_isHeadGenuine => "The head of the trail, which says where it ends, is not as it was written: events may have been cut off.",
        _ when _head.Sequence < _last => Text($"The head of the trail is an older one: it says that event {_head.Sequence} is the last, and {_last} is."),
        _ when !_head.Chain.AsSpan().SequenceEqual(_chain) => "The head of the trail is that of another trail of this authority.",
        _ => null,
    };

    private CredentialAuditVerdict Verdict(CredentialAuditFinding finding, long? sequence, string message) => new()
    {
        Finding = finding,
        Sequence = sequence,
        EventCount = _last,
        AnchorCount = _fitting,
        ProtectedSince = _isHeadGenuine ? _head!.ProtectedSince : null,
        Message = message,
        Authority = authority,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
