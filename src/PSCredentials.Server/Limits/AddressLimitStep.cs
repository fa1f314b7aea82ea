using System.Net;
using System.Net.Sockets;
using PSCredentials.Server.Authentication;
using PSCredentials.Server.Hosting;

namespace PSCredentials.Server.Limits;

/// <summary>
/// Bounds how often an address may ask, before anything is looked at, and how often it may present what is not accepted. Who has presented too much that is not
/// is told to come later, and passwords from there are not tried at all.
/// </summary>
internal sealed class AddressLimitStep(RequestDelegate next, LimitOptions limits, TimeProvider clock)
{
    private const int NetworkLength = 8;

    private readonly RateTable? _requests = limits.RequestsPerAddress > 0 ? new RateTable(limits.RequestsPerAddress, TimeSpan.FromSeconds(1), clock) : null;
    private readonly RateTable? _refusals = limits.RefusalsPerAddress > 0 ? new RateTable(limits.RefusalsPerAddress, TimeSpan.FromMinutes(1), clock) : null;

    /// <summary>Runs the step.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that completes with the request.</returns>
    public async Task InvokeAsync(HttpContext context)
    {
        IPAddress? address = CallerAuthenticator.Address(context);
        if (_requests is not null && _requests.Take(KeyOf(_requests, address)) is { } wait)
        {
            throw RetryHint.TooMany(context, wait, "Too many requests come from this address");
        }

        if (_refusals is null || context.GetEndpoint()?.Metadata.GetMetadata<PlainAllowedAttribute>() is not null)
        {
            await next(context);
            return;
        }

        ulong key = KeyOf(_refusals, address);
        TimeSpan? pause = _refusals.Look(key);

        // Passwords can be guessed, and each costs a core some time. Nobody guesses a token: a good one passes, so that others behind an address are not locked out.
        if (pause is { } time && (KindOf(context) is PresentedKind.Basic || (!HasPresented(context) && IsOpenToAll(context))))
        {
            throw TooMany(context, time);
        }

        try
        {
            await next(context);
            if (context.Response is { StatusCode: StatusCodes.Status401Unauthorized, HasStarted: false } && HasPresented(context))
            {
                Refuse(context, key, pause);
            }
        }
        catch (CredentialException exception) when (exception.Code == CredentialErrorCode.Unauthenticated)
        {
            // An endpoint that is open to all found what it refuses in the body.
            if (HasPresented(context) || IsOpenToAll(context))
            {
                Refuse(context, key, pause);
            }

            throw;
        }
    }

    // Read only where it is needed: most requests are neither refused nor too many.
    private static PresentedKind KindOf(HttpContext context) => Presented.Read(context.Request).Kind;

    private static bool HasPresented(HttpContext context) => KindOf(context) != PresentedKind.Nothing;

    private static bool IsOpenToAll(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<OpenToAllAttribute>() is not null;

    private static CredentialException TooMany(HttpContext context, TimeSpan pause) =>
        RetryHint.TooMany(context, pause, "This address has presented too much that is not accepted");

    private void Refuse(HttpContext context, ulong key, TimeSpan? pause)
    {
        _refusals!.Take(key);
        if (pause is { } wait)
        {
            throw TooMany(context, wait);
        }
    }

    // Whoever has an IPv6 address has its whole network (RFC 6177).
    private static ulong KeyOf(RateTable table, IPAddress? address)
    {
        Span<byte> octets = stackalloc byte[16];
        return address is not null && address.TryWriteBytes(octets, out int length)
            ? table.KeyOf(address.AddressFamily == AddressFamily.InterNetworkV6 ? octets[..NetworkLength] : octets[..length])
            : 0;
    }
}
