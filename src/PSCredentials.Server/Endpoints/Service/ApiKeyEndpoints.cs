using Microsoft.AspNetCore.Http.HttpResults;
using PSCredentials.Server.Authentication;
using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>API keys.</summary>
internal static class ApiKeyEndpoints
{
    private const string Base = "/api-keys";

    private static readonly QueryParameter Name = QueryParameter.Patterns("name", "name");
    private static readonly QueryParameter Workspace = QueryParameter.Patterns("workspace", "workspace");
    private static readonly QueryParameter UserName = QueryParameter.Patterns("userName", "user");
    private static readonly QueryParameter Role = QueryParameter.Of<ApiKeyRole>("role", "Only those of one of these roles.");
    private static readonly QueryParameter ExactName = new("name", "The name.", IsRequired: true);
    private static readonly QueryParameter ExactWorkspace = new("workspace", "The workspace, where the name is in several.");

    /// <summary>Maps them.</summary>
    /// <param name="routes">Where to.</param>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(Base).WithTags("API keys");
        group.MapPost(string.Empty, CreateAsync).WithSummary("Issues a key.").WithMetadata(new IdempotentAttribute());
        var parameters = new QueryParameters(
            Name, QueryParameter.Id, QueryParameter.IdPrefix, Workspace, Role, UserName, QueryParameter.State, QueryParameter.Label, QueryParameter.ExpiringBefore,
            QueryParameter.ExpiredBefore, QueryParameter.Limit, QueryParameter.After, QueryParameter.Skip, QueryParameter.Count);
        group.MapGet(string.Empty, List).WithSummary("Lists keys by workspace and name, masked.").WithMetadata(parameters);
        group.MapGet("/removed", ListRemoved).WithSummary("Lists keys that were removed and can be restored, masked.").WithMetadata(parameters);
        group.MapPost("/reveal", RevealAll).WithSummary("Lists keys, whole where the caller may see them so; the audit trail keeps who did, page by page.").WithMetadata(parameters);
        group.MapGet("/values/{property}", ValuesAsync).WithSummary("Lists the values that keys have in a property.")
            .WithMetadata(new QueryParameters(QueryParameter.Pattern, QueryParameter.LabelName, QueryParameter.ValueLimit));
        group.MapGet("/named", NamedAsync).WithSummary("Reads the key of a name, masked.").WithMetadata(new QueryParameters(ExactName, ExactWorkspace));
        group.MapGet("/{id}", GetAsync).WithSummary("Reads a key, masked.");
        group.MapDelete("/{id}", RemoveAsync).WithSummary("Removes a key, to be restored for a time by policy; it is refused from then on.").WithMetadata(new ConditionalAttribute());
        group.MapPost("/{id}/reveal", RevealAsync).WithSummary("Reads a key whole; the audit trail keeps who did.");
        group.MapPost("/{id}/restore", RestoreAsync).WithSummary("Undoes the removal of a key.").WithMetadata(new ConditionalAttribute());
        group.MapPost("/{id}/renew", RenewAsync).WithSummary("Moves a key's last day; the key stays.").WithMetadata(new ConditionalAttribute());
        group.MapPost("/{id}/rotate", RotateAsync).WithSummary("Makes a new key, with a new id; the old one works on until its grace period ends.")
            .WithMetadata(new ConditionalAttribute());
        group.MapPost("/{id}/disable", DisableAsync).WithSummary("Switches a key off for now.").WithMetadata(new ConditionalAttribute());
        group.MapPost("/{id}/enable", EnableAsync).WithSummary("Switches a key on again.").WithMetadata(new ConditionalAttribute());
    }

    private static async Task<CreatedResult<IssuedApiKeyWire>> CreateAsync(Caller caller, Body<ApiKeyCreation> body, HttpRequest request, CancellationToken cancellationToken)
    {
        IssuedApiKey key = await caller.Authority.ApiKeys.CreateAsync(body.Value.ToRequest(Idempotency.Of(request, body.Value)), cancellationToken);
        return new CreatedResult<IssuedApiKeyWire>(new IssuedApiKeyWire(key), $"/v1{Base}/{key.Id}") { EntityTag = Tag(key) };
    }

    private static PageResult<ApiKeyWire> List(Caller caller, QueryValues query, HttpRequest request, CancellationToken cancellationToken)
    {
        ApiKeyQuery wanted = Wanted(query);
        IApiKeyService keys = caller.Authority.ApiKeys;
        return new PageResult<ApiKeyWire>(
            Paging.Of(request, query),
            (skip, first) => keys.ListAsync(wanted with { Skip = skip, First = first }, cancellationToken).Select(key => new ApiKeyWire(key)),
            Place,
            () => keys.CountAsync(wanted, cancellationToken));
    }

    private static PageResult<RevealedApiKeyWire> RevealAll(Caller caller, QueryValues query, HttpRequest request, CancellationToken cancellationToken)
    {
        ApiKeyQuery wanted = Wanted(query);
        IApiKeyService keys = caller.Authority.ApiKeys;
        return new PageResult<RevealedApiKeyWire>(
            Paging.Of(request, query),
            (skip, first) => keys.RevealAllAsync(wanted with { Skip = skip, First = first }, cancellationToken).Select(key => new RevealedApiKeyWire(key)),
            Place,
            () => keys.CountAsync(wanted, cancellationToken));
    }

    private static PageResult<RemovedWire<ApiKeyWire>> ListRemoved(Caller caller, QueryValues query, HttpRequest request, CancellationToken cancellationToken)
    {
        ApiKeyQuery wanted = Wanted(query);
        IRemovedCredentialService<RemovedApiKey, ApiKey, ApiKeyQuery> removed = caller.Authority.RemovedApiKeys;
        return new PageResult<RemovedWire<ApiKeyWire>>(
            Paging.Of(request, query),
            (skip, first) => removed.ListAsync(wanted with { Skip = skip, First = first }, cancellationToken).Select(one => RemovedWire<ApiKeyWire>.Of(new ApiKeyWire(one), one)),
            item => Place(item.Credential!),
            () => removed.CountAsync(wanted, cancellationToken));
    }

    private static async Task<WireResult<ApiKeyWire>> RestoreAsync(Caller caller, string id, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.RemovedApiKeys.RestoreAsync(Conditional.Reference(id, request), cancellationToken));

    private static (QueryParameter Parameter, string Value) Place(ApiKeyWire key) => Cursor.Of(key.Workspace ?? string.Empty, key.Name, key.Id);

    private static ApiKeyQuery Wanted(QueryValues query) => new()
    {
        Name = query.Texts(Name),
        Id = query.Texts(QueryParameter.Id),
        IdPrefix = query.Text(QueryParameter.IdPrefix),
        Workspace = query.Texts(Workspace),
        Role = query.Names<ApiKeyRole>(Role),
        UserName = query.Texts(UserName),
        State = query.Names<CredentialState>(QueryParameter.State),
        Label = query.Labels(QueryParameter.Label),
        ExpiringBefore = query.Moment(QueryParameter.ExpiringBefore),
        ExpiredBefore = query.Moment(QueryParameter.ExpiredBefore),
        After = Cursor.Read(query),
    };

    private static async Task<WireResult<Page<PropertyValueWire>>> ValuesAsync(Caller caller, string property, QueryValues query, CancellationToken cancellationToken) =>
        PropertyValues.Page(await caller.Authority.ApiKeys.ListValuesAsync(
            PropertyValues.Property<ApiKeyProperty>(property), PropertyValues.Query(query), cancellationToken));

    private static async Task<WireResult<ApiKeyWire>> NamedAsync(Caller caller, QueryValues query, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiKeys.GetAsync(CredentialReference.ByName(query.Text(ExactName)!, query.Text(ExactWorkspace)), cancellationToken));

    private static async Task<WireResult<ApiKeyWire>> GetAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiKeys.GetAsync(CredentialReference.ById(id), cancellationToken));

    private static async Task<NoContent> RemoveAsync(Caller caller, string id, HttpRequest request, CancellationToken cancellationToken)
    {
        await caller.Authority.ApiKeys.RemoveAsync(Conditional.Reference(id, request), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<WireResult<IssuedApiKeyWire>> RevealAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiKeys.RevealAsync(CredentialReference.ById(id), cancellationToken));

    private static async Task<WireResult<ApiKeyWire>> RenewAsync(
        Caller caller, string id, OptionalBody<ApiKeyRenewalWire> body, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiKeys.RenewAsync(Conditional.Reference(id, request), body.Value.ValidUntil, cancellationToken));

    private static async Task<WireResult<IssuedApiKeyWire>> RotateAsync(
        Caller caller, string id, OptionalBody<ApiKeyRotationWire> body, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiKeys.RotateAsync(
            Conditional.Reference(id, request), body.Value.GracePeriod ?? TimeSpan.Zero, body.Value.ValidUntil, cancellationToken));

    private static async Task<WireResult<ApiKeyWire>> DisableAsync(Caller caller, string id, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiKeys.DisableAsync(Conditional.Reference(id, request), cancellationToken));

    private static async Task<WireResult<ApiKeyWire>> EnableAsync(Caller caller, string id, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiKeys.EnableAsync(Conditional.Reference(id, request), cancellationToken));

    private static WireResult<ApiKeyWire> Answer(ApiKey key) => new(new ApiKeyWire(key)) { EntityTag = Tag(key) };

    private static WireResult<IssuedApiKeyWire> Answer(IssuedApiKey key) => new(new IssuedApiKeyWire(key)) { EntityTag = Tag(key) };

    private static string Tag(ApiKey key) => EntityTags.Of(key.ModifiedAt, key.State);
}
