using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using PSCredentials.Server.Authentication;
using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>API credentials: tokens, certificates and kubeconfigs.</summary>
internal static class ApiCredentialEndpoints
{
    private const string Base = "/api-credentials";

    private static readonly QueryParameter Name = QueryParameter.Patterns("name", "name");
    private static readonly QueryParameter Namespace = QueryParameter.Patterns("namespace", "namespace");
    private static readonly QueryParameter Owner = QueryParameter.Patterns("owner", "owner");
    private static readonly QueryParameter Type = QueryParameter.Of<CredentialType>("type", "Only those of one of these types.");
    private static readonly QueryParameter ExactName = new("name", "The name.", IsRequired: true);
    private static readonly QueryParameter ExactNamespace = new("namespace", "The namespace, where the name is in several.");

    /// <summary>Maps them.</summary>
    /// <param name="routes">Where to.</param>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(Base).WithTags("API credentials");
        group.MapPost(string.Empty, CreateAsync).WithSummary("Issues a credential; the answer is the only one with its secret.").WithMetadata(new IdempotentAttribute());
        var parameters = new QueryParameters(
            Name, QueryParameter.Id, QueryParameter.IdPrefix, Namespace, Type, Owner, QueryParameter.State, QueryParameter.Label, QueryParameter.ExpiringBefore,
            QueryParameter.ExpiredBefore, QueryParameter.Limit, QueryParameter.After, QueryParameter.Skip, QueryParameter.Count);
        group.MapGet(string.Empty, List).WithSummary("Lists credentials by namespace and name.").WithMetadata(parameters);
        group.MapGet("/removed", ListRemoved).WithSummary("Lists credentials that were removed and can be restored.").WithMetadata(parameters);
        group.MapGet("/values/{property}", ValuesAsync).WithSummary("Lists the values that credentials have in a property.")
            .WithMetadata(new QueryParameters(QueryParameter.Pattern, QueryParameter.LabelName, QueryParameter.ValueLimit));
        group.MapGet("/named", NamedAsync).WithSummary("Reads the credential of a name.").WithMetadata(new QueryParameters(ExactName, ExactNamespace));
        group.MapPost("/revoke", RevokeAllAsync).WithSummary("Ends many credentials for good, each with its own outcome.").WithMetadata(new BulkRevocationSize());
        group.MapGet("/{id}", GetAsync).WithSummary("Reads a credential.");
        group.MapPatch("/{id}", ChangeAsync).WithSummary("Changes facts of a credential; what the body leaves out stays.").WithMetadata(new ConditionalAttribute());
        group.MapDelete("/{id}", RemoveAsync).WithSummary("Removes a credential's record, to be restored for a time by policy; what it issued is refused from then on.").WithMetadata(new ConditionalAttribute());
        group.MapPost("/{id}/restore", RestoreAsync).WithSummary("Undoes the removal of a credential.").WithMetadata(new ConditionalAttribute());
        group.MapPost("/{id}/renew", RenewAsync).WithSummary("Moves the expiry of a token; the secret stays.").WithMetadata(new ConditionalAttribute());
        group.MapPost("/{id}/rotate", RotateAsync).WithSummary("Makes a new secret; the old one works on until its grace period ends.")
            .WithMetadata(new ConditionalAttribute(), new IdempotentAttribute());
        group.MapPost("/{id}/disable", DisableAsync).WithSummary("Switches a credential off for now.").WithMetadata(new ConditionalAttribute());
        group.MapPost("/{id}/enable", EnableAsync).WithSummary("Switches a credential on again.").WithMetadata(new ConditionalAttribute());
        group.MapPost("/{id}/revoke", RevokeAsync).WithSummary("Ends a credential for good.").WithMetadata(new ConditionalAttribute());
    }

    private static async Task<CreatedResult<IssuedApiCredentialWire>> CreateAsync(Caller caller, Body<ApiCredentialCreation> body, HttpRequest request, CancellationToken cancellationToken)
    {
        IssuedApiCredential issued = await caller.Authority.ApiCredentials.CreateAsync(body.Value.ToRequest(Idempotency.Of(request, body.Value)), cancellationToken);
        return new CreatedResult<IssuedApiCredentialWire>(new IssuedApiCredentialWire(issued), $"/v1{Base}/{issued.Id}") { EntityTag = Tag(issued) };
    }

    private static PageResult<ApiCredentialWire> List(Caller caller, QueryValues query, HttpRequest request, CancellationToken cancellationToken)
    {
        ApiCredentialQuery wanted = Wanted(query);
        IApiCredentialService credentials = caller.Authority.ApiCredentials;
        return new PageResult<ApiCredentialWire>(
            Paging.Of(request, query),
            (skip, first) => credentials.ListAsync(wanted with { Skip = skip, First = first }, cancellationToken).Select(credential => new ApiCredentialWire(credential)),
            Place,
            () => credentials.CountAsync(wanted, cancellationToken));
    }

    private static PageResult<RemovedWire<ApiCredentialWire>> ListRemoved(Caller caller, QueryValues query, HttpRequest request, CancellationToken cancellationToken)
    {
        ApiCredentialQuery wanted = Wanted(query);
        IRemovedCredentialService<RemovedApiCredential, ApiCredential, ApiCredentialQuery> removed = caller.Authority.RemovedApiCredentials;
        return new PageResult<RemovedWire<ApiCredentialWire>>(
            Paging.Of(request, query),
            (skip, first) => removed.ListAsync(wanted with { Skip = skip, First = first }, cancellationToken).Select(one => RemovedWire<ApiCredentialWire>.Of(new ApiCredentialWire(one), one)),
            item => Place(item.Credential!),
            () => removed.CountAsync(wanted, cancellationToken));
    }

    private static async Task<WireResult<ApiCredentialWire>> RestoreAsync(Caller caller, string id, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.RemovedApiCredentials.RestoreAsync(Conditional.Reference(id, request), cancellationToken));

    private static (QueryParameter Parameter, string Value) Place(ApiCredentialWire credential) => Cursor.Of(credential.Namespace, credential.Name, credential.Id);

    private static ApiCredentialQuery Wanted(QueryValues query) => new()
    {
        Name = query.Texts(Name),
        Id = query.Texts(QueryParameter.Id),
        IdPrefix = query.Text(QueryParameter.IdPrefix),
        Namespace = query.Texts(Namespace),
        Type = query.Names<CredentialType>(Type),
        Owner = query.Texts(Owner),
        State = query.Names<CredentialState>(QueryParameter.State),
        Label = query.Labels(QueryParameter.Label),
        ExpiringBefore = query.Moment(QueryParameter.ExpiringBefore),
        ExpiredBefore = query.Moment(QueryParameter.ExpiredBefore),
        After = Cursor.Read(query),
    };

    private static async Task<WireResult<Page<PropertyValueWire>>> ValuesAsync(Caller caller, string property, QueryValues query, CancellationToken cancellationToken) =>
        PropertyValues.Page(await caller.Authority.ApiCredentials.ListValuesAsync(
            PropertyValues.Property<ApiCredentialProperty>(property), PropertyValues.Query(query), cancellationToken));

    private static async Task<WireResult<ApiCredentialWire>> NamedAsync(Caller caller, QueryValues query, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiCredentials.GetAsync(
            CredentialReference.ByName(query.Text(ExactName)!, query.Text(ExactNamespace)), cancellationToken));

    private static async Task<WireResult<ApiCredentialWire>> GetAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiCredentials.GetAsync(CredentialReference.ById(id), cancellationToken));

    private static async Task<WireResult<ApiCredentialWire>> ChangeAsync(
        Caller caller, string id, Body<ApiCredentialChangeWire> body, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiCredentials.ChangeAsync(Conditional.Reference(id, request), body.Value.ToChange(), cancellationToken));

    private static async Task<NoContent> RemoveAsync(Caller caller, string id, HttpRequest request, CancellationToken cancellationToken)
    {
        await caller.Authority.ApiCredentials.RemoveAsync(Conditional.Reference(id, request), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<WireResult<ApiCredentialWire>> RenewAsync(
        Caller caller, string id, OptionalBody<RenewalWire> body, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiCredentials.RenewAsync(Conditional.Reference(id, request), body.Value.ToExpiry(), cancellationToken));

    private static async Task<WireResult<IssuedApiCredentialWire>> RotateAsync(
        Caller caller, string id, OptionalBody<RotationWire> body, HttpRequest request, CancellationToken cancellationToken)
    {
        // What a rotation needs follows from the type, which never changes.
        CredentialReference reference = Conditional.Reference(id, request);
        ApiCredential before = await caller.Authority.ApiCredentials.GetAsync(reference, cancellationToken);
        IssuedApiCredential issued = await caller.Authority.ApiCredentials.RotateAsync(reference, body.Value.ToRequest(before.Type, Idempotency.Of(request, body.Value)), cancellationToken);
        return new WireResult<IssuedApiCredentialWire>(new IssuedApiCredentialWire(issued)) { EntityTag = Tag(issued) };
    }

    private static async Task<WireResult<ApiCredentialWire>> DisableAsync(Caller caller, string id, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiCredentials.DisableAsync(Conditional.Reference(id, request), cancellationToken));

    private static async Task<WireResult<ApiCredentialWire>> EnableAsync(Caller caller, string id, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiCredentials.EnableAsync(Conditional.Reference(id, request), cancellationToken));

    private static async Task<WireResult<ApiCredentialWire>> RevokeAsync(
        Caller caller, string id, OptionalBody<RevocationWire> body, HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.ApiCredentials.RevokeAsync(Conditional.Reference(id, request), body.Value.ToReason(), cancellationToken));

    private static async Task<WireResult<RevocationOutcomesWire>> RevokeAllAsync(Caller caller, Body<BulkRevocationWire> body, CancellationToken cancellationToken)
    {
        IReadOnlyList<RevocationOutcome> outcomes = await caller.Authority.ApiCredentials.RevokeAllAsync(
            body.Value.ToReferences(), body.Value.ToReason(), body.Value.StopAtRefusal == true, cancellationToken);

        // Where not one was the caller's to end, the request as a whole is refused.
        return outcomes.Count > 0 && outcomes.All(outcome => outcome.Refusal?.Code == CredentialErrorCode.PermissionDenied)
            ? throw outcomes[0].Refusal!
            : new(new RevocationOutcomesWire { Outcomes = [.. outcomes.Select(RevocationOutcomeWire.Of)] });
    }

    private static WireResult<ApiCredentialWire> Answer(ApiCredential credential) => new(new ApiCredentialWire(credential)) { EntityTag = Tag(credential) };

    private static string Tag(ApiCredential credential) => EntityTags.Of(credential.ModifiedAt, credential.State);
}

/// <summary>Lets the references of a bulk revocation in: 1000 by name and namespace of 1024 characters.</summary>
internal sealed class BulkRevocationSize : IRequestSizeLimitMetadata
{
    /// <inheritdoc/>
    public long? MaxRequestBodySize => 4 * 1024 * 1024;
}
