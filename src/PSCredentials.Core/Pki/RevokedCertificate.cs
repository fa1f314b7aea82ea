namespace PSCredentials.Pki;

/// <summary>A certificate that ended before its time.</summary>
/// <param name="SerialNumber">Its serial number, big endian.</param>
/// <param name="RevokedAt">When it ended.</param>
/// <param name="Reason">Why: a code of RFC 5280, 5.3.1.</param>
internal readonly record struct RevokedCertificate(byte[] SerialNumber, DateTimeOffset RevokedAt, int Reason)
{
    /// <summary>certificateHold: it is switched off for now.</summary>
    public const int Hold = 6;

    /// <summary>removeFromCRL: it was on hold and is good again.</summary>
    public const int Released = 8;
}
