using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Apinizer.Client;

/// <summary>Apinizer: an authority that has the credentials of projects and nothing else.</summary>
internal sealed class ApinizerAuthority : RemoteAuthority
{
    private const string Vendor = "Apinizer";
    private const string Base = "apiops/";

    // Whose name says, in the vendor's log, what it was asked for.
    private const string NoProject = "PSCredentials connection check";

    private readonly ApinizerProjectCredentials _credentials;
    private readonly string _prefix;

    /// <summary>Makes one; nothing is sent.</summary>
    /// <param name="options">Where, with the contract's base <c>/apiops</c> or without it, and with which personal access token.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="CredentialException">A certificate is presented, which the contract does not know.</exception>
    public ApinizerAuthority(RemoteAuthorityOptions options, TimeProvider clock)
        : base(options, Vendor, new RemoteChannel(options, new ApinizerErrors(), new HeaderAuthentication("Authorization", Header(options)), clock))
    {
        _credentials = new ApinizerProjectCredentials(this, clock);
        _prefix = Channel.Address.AbsolutePath.EndsWith("/" + Base, StringComparison.OrdinalIgnoreCase) ? string.Empty : Base;
    }

    /// <inheritdoc/>
    public override IProjectCredentialService ProjectCredentials => _credentials;

    /// <summary>A path under the base.</summary>
    public string Under(string path) => _prefix + path;

    /// <summary>Asks for a project that does not exist, since the contract has no other request that everybody may send: to a good token the authority says so.</summary>
    public override async Task CheckAsync(CancellationToken cancellation)
    {
        RemoteAnswer answer = await Channel.TryAskAsync(RemoteRequest.Get(Under(CredentialPlace.Credentials(NoProject))), cancellation);
        if (answer.IsSuccess)
        {
            answer.Read<Listed<ListedCredential>>();
        }
        else if (!Refusal.IsIn(answer))
        {
            throw (int)answer.Status is >= 300 and < 500 and not 401 and not 403 ? answer.NotUnderstood("what Apinizer does not say") : Channel.Error(answer);
        }
        else if (Channel.Error(answer) is { Definition: var definition } error && definition != CredentialErrors.NotFound)
        {
            throw error;
        }
    }

    private static SecretText Header(RemoteAuthorityOptions options) =>
        options.Token is { } token
            ? new SecretText("Bearer " + token.Reveal())
            : throw Unsupported.Error($"'{options.Name ?? options.Address.Host}' ({Vendor})", "way to present a certificate; give a personal access token with -Token");
}
