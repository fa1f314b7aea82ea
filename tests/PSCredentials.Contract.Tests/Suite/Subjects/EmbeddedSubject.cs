using PSCredentials.Tests;

namespace PSCredentials.Contract.Tests.Suite.Subjects;

/// <summary>The embedded authority: what all others are compared with.</summary>
public sealed class EmbeddedSubject : VerifiedSubject
{
    private TemporaryFolder? _folder;

    public override IReadOnlyList<Expectation> Expectations => [];

    protected override ICredentialVerifier Verifier => Authority.Verifier;

    public override async ValueTask InitializeAsync()
    {
        _folder = new TemporaryFolder();
        Authority = await new EmbeddedAuthorityProvider().OpenAsync(new AuthorityOptions { Path = Path.Combine(_folder.Path, "vault"), Caller = "owner" }, CancellationToken.None);
        await PrepareAsync(Authority);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder?.Dispose();
    }
}
