using PSCredentials.Server.Authentication;
using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>The credentials of projects.</summary>
internal static class ProjectCredentialEndpoints
{
    private const string Base = "/project-credentials";

    private static readonly QueryParameter Username = QueryParameter.Patterns("username", "username");
    private static readonly QueryParameter Project = QueryParameter.Patterns("project", "project");
    private static readonly QueryParameter Role = QueryParameter.Patterns("role", "role, one of them,");
    private static readonly QueryParameter Email = QueryParameter.Patterns("email", "e-mail address");
    private static readonly QueryParameter ExactUsername = new("username", "The username.", IsRequired: true);
    private static readonly QueryParameter ExactProject = new("project", "The project it has to be in.");
    private static readonly QueryParameter Proxy = new("proxy", "A proxy that access is taken to.", IsRepeated: true);
    private static readonly QueryParameter ProxyGroup = new("proxyGroup", "A group of proxies that access is taken to.", IsRepeated: true);

    /// <summary>Maps them.</summary>
    /// <param name="routes">Where to.</param>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(Base).WithTags("Project credentials");
        group.MapPost(string.Empty, CreateAsync).WithSummary("Makes a credential and deploys it; a password that is made is in this answer alone.").WithMetadata(new IdempotentAttribute());
        var parameters = new QueryParameters(
            Username, QueryParameter.Id, QueryParameter.IdPrefix, Project, Role, Email, QueryParameter.State, QueryParameter.Label, QueryParameter.ExpiringBefore,
            QueryParameter.ExpiredBefore, QueryParameter.Limit, QueryParameter.After, QueryParameter.Skip, QueryParameter.Count);
        group.MapGet(string.Empty, List).WithSummary("Lists credentials by project and username.").WithMetadata(parameters);
        group.MapGet("/removed", ListRemoved).WithSummary("Lists credentials that were removed and can be restored.").WithMetadata(parameters);
        group.MapGet("/values/{property}", ValuesAsync).WithSummary("Lists the values that credentials have in a property.")
            .WithMetadata(new QueryParameters(QueryParameter.Pattern, QueryParameter.LabelName, QueryParameter.ValueLimit));
        group.MapGet("/named", NamedAsync).WithSummary("Reads the credential of a username.").WithMetadata(new QueryParameters(ExactUsername, ExactProject));
        group.MapGet("/{id}", GetAsync).WithSummary("Reads a credential.");
        group.MapPatch("/{id}", ChangeAsync).WithSummary("Changes facts of a credential, the password among them, and deploys it.").WithMetadata(new ConditionalAttribute());
        group.MapDelete("/{id}", RemoveAsync).WithSummary("Removes a credential with its grants, to be restored for a time by policy, and takes it out of every environment.").WithMetadata(new ConditionalAttribute());
        group.MapPost("/{id}/restore", RestoreAsync).WithSummary("Undoes the removal of a credential, and deploys it.").WithMetadata(new ConditionalAttribute());
        group.MapGet("/{id}/access", ListAccessAsync).WithSummary("Lists what a credential may use.");
        group.MapPost("/{id}/access", GrantAccessAsync).WithSummary("Grants access: all of it, or none where a grant is there already.").WithMetadata(new ConditionalAttribute());
        group.MapDelete("/{id}/access", RevokeAccessAsync).WithSummary("Takes access away; all of it where nothing is named.")
            .WithMetadata(new ConditionalAttribute(), new QueryParameters(Proxy, ProxyGroup));
    }

    private static async Task<CreatedResult<ProjectCredentialWire>> CreateAsync(
        Caller caller, Body<ProjectCredentialCreation> body, HttpRequest request, CancellationToken cancellationToken)
    {
        ProjectCredential credential = await caller.Authority.ProjectCredentials.CreateAsync(body.Value.ToRequest(Idempotency.Of(request, body.Value)), cancellationToken);
        return new CreatedResult<ProjectCredentialWire>(ProjectCredentialWire.Of(credential), $"/v1{Base}/{credential.Id}") { EntityTag = Tag(credential) };
    }

    private static PageResult<ProjectCredentialWire> List(Caller caller, QueryValues query, HttpRequest request, CancellationToken cancellationToken)
    {
        ProjectCredentialQuery wanted = Wanted(query);
        IProjectCredentialService credentials = caller.Authority.ProjectCredentials;
        return new PageResult<ProjectCredentialWire>(
            Paging.Of(request, query),
            (skip, first) => credentials.ListAsync(wanted with { Skip = skip, First = first }, cancellationToken).Select(ProjectCredentialWire.Of),
            Place,
            () => credentials.CountAsync(wanted, cancellationToken));
    }

    private static PageResult<RemovedWire<ProjectCredentialWire>> ListRemoved(Caller caller, QueryValues query, HttpRequest request, CancellationToken cancellationToken)
    {
        ProjectCredentialQuery wanted = Wanted(query);
        IRemovedCredentialService<RemovedProjectCredential, ProjectCredential, ProjectCredentialQuery> removed = caller.Authority.RemovedProjectCredentials;
        return new PageResult<RemovedWire<ProjectCredentialWire>>(
            Paging.Of(request, query),
            (skip, first) => removed.ListAsync(wanted with { Skip = skip, First = first }, cancellationToken)
                .Select(one => RemovedWire<ProjectCredentialWire>.Of(ProjectCredentialWire.Of(one), one)),
            item => Place(item.Credential!),
            () => removed.CountAsync(wanted, cancellationToken));
    }

    private static async Task<WireResult<ProjectCredentialWire>> RestoreAsync(Caller caller, string id, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.RemovedProjectCredentials.RestoreAsync(Conditional.Reference(id, request), cancellationToken));

    private static (QueryParameter Parameter, string Value) Place(ProjectCredentialWire credential) => Cursor.Of(credential.Project, credential.Username, credential.Id);

    private static ProjectCredentialQuery Wanted(QueryValues query) => new()
    {
        Username = query.Texts(Username),
        Id = query.Texts(QueryParameter.Id),
        IdPrefix = query.Text(QueryParameter.IdPrefix),
        Project = query.Texts(Project),
        Role = query.Texts(Role),
        Email = query.Texts(Email),
        State = query.Names<CredentialState>(QueryParameter.State),
        Label = query.Labels(QueryParameter.Label),
        ExpiringBefore = query.Moment(QueryParameter.ExpiringBefore),
        ExpiredBefore = query.Moment(QueryParameter.ExpiredBefore),
        After = Cursor.Read(query),
    };

    private static async Task<WireResult<Page<PropertyValueWire>>> ValuesAsync(Caller caller, string property, QueryValues query, CancellationToken cancellationToken) =>
        PropertyValues.Page(await caller.Authority.ProjectCredentials.ListValuesAsync(
            PropertyValues.Property<ProjectCredentialProperty>(property), PropertyValues.Query(query), cancellationToken));

    private static async Task<WireResult<ProjectCredentialWire>> NamedAsync(Caller caller, QueryValues query, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ProjectCredentials.GetAsync(
            CredentialReference.ByName(query.Text(ExactUsername)!, query.Text(ExactProject)), cancellationToken));

    private static async Task<WireResult<ProjectCredentialWire>> GetAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ProjectCredentials.GetAsync(CredentialReference.ById(id), cancellationToken));

    private static async Task<WireResult<ProjectCredentialWire>> ChangeAsync(
        Caller caller, string id, Body<ProjectCredentialChangeWire> body, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ProjectCredentials.ChangeAsync(Conditional.Reference(id, request), body.Value.ToChange(), cancellationToken));

    private static async Task<WireResult<ProjectCredentialWire>> RemoveAsync(Caller caller, string id, HttpRequest request, CancellationToken cancellationToken) =>
        new(ProjectCredentialWire.Of(await caller.Authority.ProjectCredentials.RemoveAsync(Conditional.Reference(id, request), cancellationToken)));

    private static async Task<WireResult<Page<AccessWire>>> ListAccessAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ProjectCredentials.ListAccessAsync(CredentialReference.ById(id), cancellationToken));

    private static async Task<WireResult<Page<AccessWire>>> GrantAccessAsync(
        Caller caller, string id, Body<AccessGrantWire> body, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ProjectCredentials.GrantAccessAsync(Conditional.Reference(id, request), body.Value.ToTargets(), cancellationToken));

    private static async Task<WireResult<DeploymentResultWire>> RevokeAccessAsync(
        Caller caller, string id, QueryValues query, HttpRequest request, CancellationToken cancellationToken)
    {
        AccessTarget[] targets =
        [
            .. query.Texts(Proxy).Select(name => new AccessTarget(name)),
            .. query.Texts(ProxyGroup).Select(name => new AccessTarget(name, AccessTargetType.ApiProxyGroup)),
        ];
        DeploymentResult result = await caller.Authority.ProjectCredentials.RevokeAccessAsync(Conditional.Reference(id, request), targets, cancellationToken);
        return new WireResult<DeploymentResultWire>(DeploymentResultWire.Of(result)!);
    }

    private static WireResult<ProjectCredentialWire> Answer(ProjectCredential credential) => new(ProjectCredentialWire.Of(credential)) { EntityTag = Tag(credential) };

    private static WireResult<Page<AccessWire>> Answer(IReadOnlyList<ProjectCredentialAccess> access) => new(new Page<AccessWire> { Items = [.. access.Select(AccessWire.Of)] });

    private static string Tag(ProjectCredential credential) => EntityTags.Of(credential.ModifiedAt, credential.State);
}
