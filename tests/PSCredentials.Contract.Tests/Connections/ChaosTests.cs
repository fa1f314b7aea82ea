using PSCredentials.Contract.Tests.Faults;
using PSCredentials.Contract.Tests.StandIns.Apinizer;
using PSCredentials.Contract.Tests.StandIns.F5Xc;
using PSCredentials.Contract.Tests.StandIns.KubeSlice;
using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Connections;

/// <summary>
/// Whatever goes wrong on the way: a piece of work either succeeds with exactly the effect it says, or fails with an error of this project. What must be done once is never done twice, and
/// what was made without its secret having come through is told.
/// </summary>
public sealed class ChaosTests
{
    private const int Rounds = 25;
    private static readonly CancellationToken s_none = CancellationToken.None;

    // After these something may have been done.
    private static readonly CredentialErrorDefinition[] s_unknown =
    [
        CredentialErrors.OutcomeUnknown, CredentialErrors.AnswerNotUnderstood, CredentialErrors.ServiceOverloaded, CredentialErrors.RequestTimedOut, CredentialErrors.AuthorityUnreachable,
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task F5XcCredentialsAreMadeAndEndedAsTold(int seed)
    {
        await using Peer peer = await Peer.StartAsync(RemoteProvider.F5Xc);
        var tenant = (F5XcStandIn)peer.StandIn!;
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        peer.Proxy.Plan.Anything(seed, 35);
        for (int i = 0; i < Rounds; i++)
        {
            string name = $"chaos-{i:00}";
            IssuedApiCredential? issued = await TryAsync(() => authority.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = name, Type = CredentialType.ApiToken }, s_none));
            F5XcRecord[] made = [.. tenant.Records.Where(record => record.Name.StartsWith(name, StringComparison.Ordinal))];
            Assert.True(made.Length <= 1, $"{name} was made {made.Length} times");
            if (issued is null)
            {
                continue;
            }

            Assert.Equal((issued.Name, issued.GetToken()), (Assert.Single(made).Name, made[0].Token));
            CredentialReference reference = CredentialReference.ByName(issued.Name);
            ApiCredential? off = await TryAsync(() => authority.ApiCredentials.DisableAsync(reference, s_none));
            Assert.True(off is null || !made[0].Active, $"{name} is said to be off");
            IssuedApiCredential? rotated = await TryAsync(() => authority.ApiCredentials.RotateAsync(reference, new RotationRequest(), s_none));
            Assert.True(rotated is null || made[0].IsRevoked, $"{name} is said to be rotated, and the old one is there");
            Assert.True(rotated is null || tenant.Records.Single(record => record.Name == rotated.Name) is { IsRevoked: false } there && there.Token == rotated.GetToken());
            ApiCredential? over = rotated is null ? await TryAsync(() => authority.ApiCredentials.RevokeAsync(reference, RevocationReason.Unspecified, s_none)) : null;
            Assert.True(over is null || made[0].IsRevoked, $"{name} is said to be revoked");
        }

        Assert.Empty(tenant.Violations);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task ApiKeysAreMadeAndEndedAsTold(int seed)
    {
        await using Peer peer = await Peer.StartAsync(RemoteProvider.KubeSlice);
        var manager = (KubeSliceStandIn)peer.StandIn!;
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        peer.Proxy.Plan.Anything(seed, 35);
        DateOnly day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(9));
        for (int i = 0; i < Rounds; i++)
        {
            string name = $"chaos-{i:00}";
            IssuedApiKey? issued = await TryAsync(() => authority.ApiKeys.CreateAsync(new ApiKeyRequest { Name = name, Workspace = "andromeda", Role = ApiKeyRole.Viewer, ValidUntil = day }, s_none));
            string[] made = [.. manager.Keys.Where(key => key.Name == name).Select(key => key.ApiKey)];
            Assert.True(made.Length <= 1, $"{name} was made {made.Length} times");
            if (issued is null)
            {
                continue;
            }

            Assert.Equal(issued.GetKey(), Assert.Single(made));
            IssuedApiKey? rotated = await TryAsync(() => authority.ApiKeys.RotateAsync(CredentialReference.ById(issued.Id), TimeSpan.Zero, null, s_none));
            string[] after = [.. manager.Keys.Where(key => key.Name == name).Select(key => key.ApiKey)];
            Assert.NotEmpty(after);
            if (rotated is not null)
            {
                Assert.Equal([rotated.GetKey()], after);
                bool isGone = await TryAsync(() => authority.ApiKeys.RemoveAsync(CredentialReference.ById(rotated.Id), s_none));
                Assert.True(!isGone || manager.Keys.All(key => key.Name != name), $"{name} is said to be removed");
            }
        }

        Assert.Empty(manager.Violations);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task ProjectCredentialsAreMadeAndEndedAsTold(int seed)
    {
        await using Peer peer = await Peer.StartAsync(RemoteProvider.Apinizer);
        var apinizer = (ApinizerStandIn)peer.StandIn!;
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        peer.Proxy.Plan.Anything(seed, 35);
        for (int i = 0; i < Rounds; i++)
        {
            string name = $"chaos-{i:00}";
            CredentialReference reference = CredentialReference.ByName(name, Subject.Project);
            ProjectCredential? issued = await TryAsync(() => authority.ProjectCredentials.CreateAsync(
                new ProjectCredentialRequest { Project = Subject.Project, Username = name, Email = "john.doe@example.com", FullName = "John Doe" }, s_none));
            if (issued is null)
            {
                continue;
            }

            Assert.Equal(((IssuedProjectCredential)issued).GetPassword(), apinizer.Records.Single(record => record.Username == name).Password);
            ProjectCredential? changed = await TryAsync(() => authority.ProjectCredentials.ChangeAsync(reference, new ProjectCredentialChange { GeneratePassword = true, Description = "changed" }, s_none));
            Assert.True(changed is null || apinizer.Records.Single(record => record.Username == name) is { Description: "changed" } now && now.Password == ((IssuedProjectCredential)changed).GetPassword());
            ProjectCredential? removed = await TryAsync(() => authority.ProjectCredentials.RemoveAsync(reference, s_none));
            Assert.True(removed is null || apinizer.Records.All(record => record.Username != name), $"{name} is said to be removed");
        }

        Assert.Empty(apinizer.Violations);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public async Task OurServiceMakesOnceWhatCarriesAKey(int seed)
    {
        await using Peer peer = await Peer.StartAsync(RemoteProvider.PSCredentials);
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        peer.Proxy.Plan.Anything(seed, 35);
        int came = 0;
        for (int i = 0; i < Rounds; i++)
        {
            string name = $"chaos-{i:00}";
            var request = new ApiCredentialRequest { Name = name, Type = CredentialType.ApiToken, Idempotency = new IdempotentRequest(new SecretText(Guid.NewGuid().ToString()), new byte[32]) };
            IssuedApiCredential? issued = await TryAsync(() => authority.ApiCredentials.CreateAsync(request, s_none));
            ApiCredential? revoked = issued is null ? null : await TryAsync(() => authority.ApiCredentials.RevokeAsync(CredentialReference.ById(issued.Id), RevocationReason.Superseded, s_none));
            if (issued is not null)
            {
                came++;
                ApiCredential there = await peer.Service.Authority.ApiCredentials.GetAsync(CredentialReference.ByName(name), s_none);
                Assert.Equal(issued.Id, there.Id);
                Assert.True(revoked is null || there.State == CredentialState.Revoked, $"{name} is said to be revoked");
                Assert.True(there.State == CredentialState.Revoked || (await peer.Service.Authority.Verifier.VerifyTokenAsync(issued.GetToken(), null, s_none)).IsValid);
            }
        }

        // The key makes all that is lost on the way safe to repeat: most come through.
        Assert.True(came > Rounds / 2, $"{came} of {Rounds} came through");
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (CredentialException error)
        {
            Check(error);
            return null;
        }
    }

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (CredentialException error)
        {
            Check(error);
            return false;
        }
    }

    // What came before may have been done without its answer: then it is over already.
    private static void Check(CredentialException error) => Assert.True(
        s_unknown.Contains(error.Definition) || error.Definition == CredentialErrors.TooManyRequests || error.Definition == CredentialErrors.NotFound || error.Definition == CredentialErrors.AlreadyRevoked
            || error.Definition == CredentialErrors.AlreadyExists || error.Definition == CredentialErrors.InvalidState,
        $"{error.ErrorId}: {error.Message}");
}
