using System.Buffers.Binary;
using System.Text;
using PSCredentials.Protection;

namespace PSCredentials.Storage;

/// <summary>
/// An event's facts in the one form that is authenticated: numbers of eight bytes, then each text behind its length in bytes. Texts are stored from the same bytes.
/// Used again for the next event.
/// </summary>
internal sealed class EventFacts
{
    private const int TextCount = 6;

    private readonly Range[] _texts = new Range[TextCount];
    private byte[] _bytes = new byte[512];
    private int _length;
    private int _count;

    /// <summary>The encoding.</summary>
    public ReadOnlySpan<byte> Encoded => _bytes.AsSpan(0, _length);

    /// <summary>Who.</summary>
    public ReadOnlySpan<byte> Actor => Encoded[_texts[0]];

    /// <summary>How it came out.</summary>
    public ReadOnlySpan<byte> Outcome => Encoded[_texts[1]];

    /// <summary>The subject's id.</summary>
    public ReadOnlySpan<byte> SubjectId => Encoded[_texts[2]];

    /// <summary>The subject's name.</summary>
    public ReadOnlySpan<byte> SubjectName => Encoded[_texts[3]];

    /// <summary>Where the subject belongs.</summary>
    public ReadOnlySpan<byte> Scope => Encoded[_texts[4]];

    /// <summary>What else there is to say.</summary>
    public ReadOnlySpan<byte> Detail => Encoded[_texts[5]];

    /// <summary>Begins with the numbers; the six texts follow in the order of their properties here.</summary>
    public EventFacts Begin(long at, long action, long subjectType)
    {
        AuditKey.WriteFactsMark(_bytes);
        _length = AuditKey.FactsMarkSize;
        _count = 0;
        AddNumber(at);
        AddNumber(action);
        AddNumber(subjectType);
        return this;
    }

    /// <summary>Adds the next text.</summary>
    public EventFacts Add(string text)
    {
        Span<byte> place = Reserve(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, place);
        return this;
    }

    /// <summary>Adds the next text.</summary>
    public EventFacts Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        return this;
    }

    private void AddNumber(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(_length), number);
        _length += sizeof(long);
    }

    private Span<byte> Reserve(int length)
    {
        int start = _length + sizeof(int);
        if (_bytes.Length < start + length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, start + length));
        }

        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_length), length);
        _length = start + length;
        _texts[_count++] = start.._length;
        return _bytes.AsSpan(start, length);
    }
}
