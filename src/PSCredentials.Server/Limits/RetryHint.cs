using System.Globalization;

namespace PSCredentials.Server.Limits;

/// <summary>When a request that was refused for the moment may come again.</summary>
/// <param name="Wait">How long to wait.</param>
internal sealed record RetryHint(TimeSpan Wait)
{
    private static readonly RetryHint Default = new(TimeSpan.FromSeconds(1));

    /// <summary>What <c>Retry-After</c> says: whole seconds, at least one.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The text.</returns>
    public static string Of(HttpContext context) =>
        Math.Max(1, Math.Ceiling((context.Features.Get<RetryHint>() ?? Default).Wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Refuses a request for now.</summary>
    /// <param name="context">The request.</param>
    /// <param name="wait">How long it shall wait.</param>
    /// <param name="who">Who sent too many, as the beginning of a sentence.</param>
    /// <returns>The error, to be thrown.</returns>
    public static CredentialException TooMany(HttpContext context, TimeSpan wait, string who)
    {
        context.Features.Set(new RetryHint(wait));
        return new CredentialException(CredentialErrors.TooManyRequests, $"{who}; the limit allows the next one in {Of(context)} s.");
    }
}
