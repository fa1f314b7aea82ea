using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>The validity of a certificate (RFC 5280, 4.1.2.5): whole seconds, UTCTime through 2049 and GeneralizedTime after.</summary>
internal static class Validity
{
    private const int LastUtcTimeYear = 2049;
    private const int FirstUtcTimeYear = 1950;
    private const int GeneralizedTimeLength = 15;

    /// <summary>Drops what a certificate cannot say.</summary>
    /// <param name="time">Any time.</param>
    /// <returns>The time in UTC, down to whole seconds.</returns>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    /// <summary>Encodes a validity.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="notBefore">The beginning, in whole seconds.</param>
    /// <param name="notAfter">The end, in whole seconds.</param>
    public static void Encode(AsnWriter writer, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using (writer.PushSequence())
        {
            EncodeTime(writer, notBefore);
            EncodeTime(writer, notAfter);
        }
    }

    /// <summary>Reads a validity strictly.</summary>
    /// <param name="reader">Where from.</param>
    /// <returns>The beginning and the end.</returns>
    /// <exception cref="AsnContentException">It is not as RFC 5280 says.</exception>
    public static (DateTimeOffset NotBefore, DateTimeOffset NotAfter) Decode(AsnReader reader)
    {
        AsnReader validity = reader.ReadSequence();
        DateTimeOffset notBefore = DecodeTime(validity);
        DateTimeOffset notAfter = DecodeTime(validity);
        validity.ThrowIfNotEmpty();
        return notBefore <= notAfter ? (notBefore, notAfter) : throw new AsnContentException("The validity ends before it begins.");
    }

    /// <summary>Encodes a moment.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="time">The moment, in whole seconds.</param>
    public static void EncodeTime(AsnWriter writer, DateTimeOffset time)
    {
        if (time.Year is >= FirstUtcTimeYear and <= LastUtcTimeYear)
        {
            writer.WriteUtcTime(time, LastUtcTimeYear);
        }
        else
        {
            writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
        }
    }

    private static DateTimeOffset DecodeTime(AsnReader reader)
    {
        if (reader.PeekTag() == Asn1Tag.UtcTime)
        {
            return reader.ReadUtcTime(LastUtcTimeYear);
        }

        if (reader.PeekContentBytes().Length != GeneralizedTimeLength)
        {
            throw new AsnContentException("A GeneralizedTime of a certificate has no fraction of a second.");
        }

        DateTimeOffset time = reader.ReadGeneralizedTime();
        return time.Year is < FirstUtcTimeYear or > LastUtcTimeYear
            ? time
            : throw new AsnContentException("A time between 1950 and 2049 is a UTCTime.");
    }
}
