using System.Net;
using System.Runtime.CompilerServices;
using PSCredentials.Vendors.Http;
using PSCredentials.Vendors.Queries;

namespace PSCredentials.Vendors.Apinizer.Client;

/// <summary>
/// The credentials of Apinizer's projects. Everything there is in a project, which has to be named: the contract lists no projects. What it returns of a change is what was sent,
/// as the contract answers no more than what became of the deployment.
/// </summary>
internal sealed class ApinizerProjectCredentials(ApinizerAuthority authority, TimeProvider clock) : IProjectCredentialService
{
    private readonly CredentialAccess _access = new(authority);

    /// <inheritdoc/>
    public async Task<ProjectCredential> CreateAsync(ProjectCredentialRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request);
        SecretText password = request.Password ?? new SecretText(PasswordGenerator.Create());
        DateTimeOffset now = clock.GetUtcNow();
        var facts = new ProjectCredential
        {
            Id = new CredentialPlace(request.Project, request.Username).Id,
            Username = request.Username,
            Project = request.Project,
            State = ListedCredential.StateOf(request.ExpiresAt, request.IsDisabled ? now : null, now),
            Email = request.Email,
            FullName = request.FullName,
            Description = request.Description,
            Role = request.Role,
            IPAddress = request.IPAddress,
            CreatedAt = now,
            ModifiedAt = now,
            PasswordChangedAt = now,
            ExpiresAt = request.ExpiresAt,
            DisabledAt = request.IsDisabled ? now : null,
            Authority = authority.Name,
        };
        RemoteRequest creation = RemoteRequest.Of(HttpMethod.Post, authority.Under(CredentialPlace.Credentials(request.Project)), Body(facts, password));
        RemoteAnswer answer = await authority.Channel.AskAsync(creation, cancellationToken);
        facts = facts with { DeploymentResult = answer.Deployment() };
        return request.Password is null ? new IssuedProjectCredential(facts, password) : facts;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ProjectCredential> ListAsync(ProjectCredentialQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        foreach (ProjectCredential credential in (await FindAllAsync(query, cancellationToken)).Page(query.Skip, query.First))
        {
            yield return credential;
        }
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync(ProjectCredentialQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return (await FindAllAsync(query, cancellationToken)).LongCount();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ProjectCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        switch (property)
        {
            case ProjectCredentialProperty.Project:
                throw Unsupported.Error(authority.Title, "list of its projects");
            case ProjectCredentialProperty.Email when query.VisibleIn is { Count: > 0 } projects:
                return ValueTally.Of((await ReadAsync(projects, cancellationToken)).Select(credential => credential.Email), query);
            case ProjectCredentialProperty.Email:
                throw CredentialPlace.NoProject(authority.Title);
            case ProjectCredentialProperty.LabelName or ProjectCredentialProperty.LabelValue:
                return [];
            default:
                throw CredentialException.Invalid("Property", $"{(int)property} is not a property; allowed are {string.Join(", ", Enum.GetNames<ProjectCredentialProperty>())}.");
        }
    }

    /// <inheritdoc/>
    public Task<ProjectCredential> GetAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        FindAsync(CredentialPlace.Of(reference, authority.Title), cancellationToken);

    /// <summary>
    /// Changes facts, the password among them. The contract replaces a credential as a whole, and its password with it, which is not to be read: facts change together with a password
    /// alone, which may be the one there is. What others change between reading and writing is written over.
    /// </summary>
    public async Task<ProjectCredential> ChangeAsync(CredentialReference reference, ProjectCredentialChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        CredentialPlace named = CredentialPlace.Of(reference, authority.Title);
        EnsureUnconditional(reference);
        ChangeRules.Check(change, authority.Title);
        SecretText? password = change.GeneratePassword ? new SecretText(PasswordGenerator.Create()) : change.Password;
        ProjectCredential before = await FindAsync(named, cancellationToken);
        if (password is null)
        {
            return before;
        }

        DateTimeOffset now = clock.GetUtcNow();
        ProjectCredential after = ChangeRules.Apply(before, change, now) with { ModifiedAt = now, PasswordChangedAt = now };
        after = after with { State = ListedCredential.StateOf(after.ExpiresAt, after.DisabledAt, now) };
        RemoteRequest request = ChangeRules.ChangesFacts(change)
            ? RemoteRequest.Of(HttpMethod.Put, authority.Under(CredentialPlace.Credentials(after.Project)), Body(after, password))
            : RemoteRequest.Of(HttpMethod.Patch, authority.Under(PlaceOf(after).Path), new PasswordBody { Password = password.Reveal() }) with { IsRepeatable = true };
        after = after with { DeploymentResult = (await authority.Channel.AskAsync(request, cancellationToken)).Deployment() };
        return change.GeneratePassword ? new IssuedProjectCredential(after, password) : after;
    }

    /// <inheritdoc/>
    public async Task<ProjectCredential> RemoveAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        CredentialPlace named = CredentialPlace.Of(reference, authority.Title);
        EnsureUnconditional(reference);
        ProjectCredential credential = await FindAsync(named, cancellationToken);
        RemoteAnswer answer = await authority.Channel.TryAskAsync(RemoteRequest.Of(HttpMethod.Delete, authority.Under(PlaceOf(credential).Path)), cancellationToken);
        if (answer.IsSuccess)
        {
            return credential with { DeploymentResult = answer.Deployment() };
        }

        // It was there a moment ago: an earlier attempt took it away, or somebody else. A project that is not there is told of with the same status, and may mean a lack of rights.
        return ErrorWords.IsNoCredential(answer.TryRead<Refusal>()?.Text)
            ? credential with { DeploymentResult = new DeploymentResult { Message = "The credential was gone already; what became of its deployment was not said" } }
            : throw authority.Channel.Error(answer);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectCredentialAccess>> ListAccessAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        _access.ListAsync(CredentialPlace.Of(reference, authority.Title), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectCredentialAccess>> GrantAccessAsync(
        CredentialReference reference, IReadOnlyList<AccessTarget> targets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(targets);
        CredentialPlace place = CredentialPlace.Of(reference, authority.Title);
        EnsureUnconditional(reference);
        return _access.GrantAsync(place, targets, clock.GetUtcNow(), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DeploymentResult> RevokeAccessAsync(CredentialReference reference, IReadOnlyList<AccessTarget> targets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(targets);
        CredentialPlace place = CredentialPlace.Of(reference, authority.Title);
        EnsureUnconditional(reference);
        return _access.RevokeAsync(place, targets, cancellationToken);
    }

    private static CredentialPlace PlaceOf(ProjectCredential credential) => new(credential.Project, credential.Username);

    private static CredentialBody Body(ProjectCredential facts, SecretText password) => new()
    {
        Email = facts.Email,
        FullName = facts.FullName,
        Description = facts.Description,
        Username = facts.Username,
        Password = password.Reveal(),
        RoleNameList = facts.Role,
        Enabled = facts.DisabledAt is null,
        IpList = facts.IPAddress,
        ExpireDate = Moments.Write(facts.ExpiresAt),
    };

    private async Task<IEnumerable<ProjectCredential>> FindAllAsync(ProjectCredentialQuery query, CancellationToken cancellation)
    {
        RecordFilter<ProjectCredential> filter = ProjectCredentialFilter.Of(query, clock.GetUtcNow());
        string[] projects = [.. query.Project.Select(pattern => WildcardPattern.Literally(pattern) is { Length: > 0 } name ? name : throw CredentialPlace.NoProject(authority.Title))];
        return (await ReadAsync(projects, cancellation)).Ordered(filter, credential => credential.Project, query.IdPrefix is not null);
    }

    private async Task<List<ProjectCredential>> ReadAsync(IReadOnlyList<string> projects, CancellationToken cancellation)
    {
        if (projects.Count == 0)
        {
            throw CredentialPlace.NoProject(authority.Title);
        }

        var credentials = new List<ProjectCredential>();
        foreach (string project in projects.DistinctBy(NameKey.OfGiven, StringComparer.Ordinal))
        {
            RemoteAnswer answer = await authority.Channel.AskAsync(RemoteRequest.Get(authority.Under(CredentialPlace.Credentials(project))), cancellation);
            DateTimeOffset now = clock.GetUtcNow();
            credentials.AddRange(answer.Items<ListedCredential>().Select(item => item.Facts(project, authority.Name, now, answer)));
        }

        return credentials;
    }

    private async Task<ProjectCredential> FindAsync(CredentialPlace place, CancellationToken cancellation)
    {
        // Usernames are the same here without regard to case, and need not be there: one that is spelled so comes first.
        string key = NameKey.OfGiven(place.Username);
        List<ProjectCredential> meant = [.. (await ReadAsync([place.Project], cancellation)).Where(credential => NameKey.Of(credential.Username) == key)];
        return meant.Find(credential => credential.Username == place.Username) ?? meant switch
        {
            [var one] => one,
            [] => throw new CredentialException(CredentialErrors.NotFound, ErrorWords.NoCredential(place.Username)),
            _ => throw new CredentialException(CredentialErrors.AmbiguousName, $"The name '{place.Username}' means more than one project credential."),
        };
    }

    private void Check(ProjectCredentialRequest request)
    {
        (string Name, bool IsGiven)[] unknown =
        [
            (nameof(request.Label), request.Label.Count > 0),
            ("an idempotency key", request.Idempotency is not null),
            ("Recoverable", request.IsRecoverable),
        ];
        string[] given = [.. unknown.Where(one => one.IsGiven).Select(one => one.Name)];
        if (given.Length > 0)
        {
            throw Unsupported.Error(authority.Title, $"way to make a project credential with {string.Join(" or ", given)}");
        }

        if (string.IsNullOrWhiteSpace(request.Project))
        {
            throw CredentialException.Invalid("Project", "is required.");
        }

        // In the contract's words, and before a password that is none could become one.
        (string Field, bool IsEmpty)[] required =
        [
            ("username", string.IsNullOrWhiteSpace(request.Username)),
            ("password", request.Password?.Reveal().Length == 0),
            ("full name", string.IsNullOrWhiteSpace(request.FullName)),
            ("email", string.IsNullOrWhiteSpace(request.Email)),
        ];
        if (Array.Find(required, one => one.IsEmpty).Field is { } field)
        {
            throw new CredentialException(CredentialErrors.InvalidArgument, ErrorWords.Empty(field));
        }
    }

    private void EnsureUnconditional(CredentialReference reference)
    {
        if (reference.ModifiedAt is not null)
        {
            throw Unsupported.Error(authority.Title, "way to tell whether a credential was changed since it was read");
        }
    }
}
