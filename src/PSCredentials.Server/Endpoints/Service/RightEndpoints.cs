using System.Globalization;
using PSCredentials.Server.Authentication;
using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>Who may do what, and who did.</summary>
internal static class RightEndpoints
{
    private static readonly QueryParameter Principal = new("principal", "The user or group.", IsRequired: true);
    private static readonly QueryParameter IsGroup = new("isGroup", "Whether it is a group.", QueryKind.Flag);
    private static readonly QueryParameter ScopeType = QueryParameter.Of<CredentialScopeType>("scopeType", "What the right is about.", isRepeated: false, isRequired: true);
    private static readonly QueryParameter Scope = new("scope", "The namespace, workspace or project; * for each; left out for the authority itself.");
    private static readonly QueryParameter Role = QueryParameter.Of<CredentialRightRole>("role", "What it allows.", isRepeated: false, isRequired: true);

    private static readonly QueryParameter After = new("after", "Only events at or after this moment.", QueryKind.Moment);
    private static readonly QueryParameter Before = new("before", "Only events before this moment.", QueryKind.Moment);
    private static readonly QueryParameter Actor = QueryParameter.Patterns("actor", "actor");
    private static readonly QueryParameter Action = QueryParameter.Of<CredentialAction>("action", "Only events of these kinds.");
    private static readonly QueryParameter SubjectType = QueryParameter.Of<CredentialSubject>("subjectType", "Only events about these kinds of things.");
    private static readonly QueryParameter SubjectName = QueryParameter.Patterns("subjectName", "thing's name");
    private static readonly QueryParameter SubjectId = new("subjectId", "Only events about the things of these ids.", IsRepeated: true);
    private static readonly QueryParameter AfterSequence = new("afterSequence", "Only events after this place in the trail, in pages, the oldest first.", QueryKind.Number);
    private static readonly QueryParameter Limit = new(
        "limit",
        "The newest how many: 1 to 1000, 100 where it is left out; with afterSequence or newest, how many a page has. As a stream (application/x-ndjson): all where it is left out.",
        QueryKind.Number);

    /// <summary>Maps them.</summary>
    /// <param name="routes">Where to.</param>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(string.Empty).WithTags("Rights and events");
        group.MapGet("/rights", ListAsync).WithSummary("Lists the rights that the caller may give and take, and the caller's own.");
        group.MapPost("/rights", GrantAsync).WithSummary("Grants a right; to grant it twice changes nothing.");
        group.MapDelete("/rights", RevokeAsync).WithSummary("Takes a right.").WithMetadata(new QueryParameters(Principal, IsGroup, ScopeType, Scope, Role));
        group.MapGet("/events", Events).WithSummary("Lists the audit trail, the oldest first.")
            .WithMetadata(new QueryParameters(After, Before, Actor, Action, SubjectType, SubjectName, SubjectId, AfterSequence, QueryParameter.Newest, Limit));
    }

    private static async Task<WireResult<Page<GrantedRightWire>>> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        new(new Page<GrantedRightWire> { Items = [.. (await caller.Authority.Rights.ListAsync(cancellationToken)).Select(GrantedRightWire.Of)] });

    private static async Task<WireResult<GrantedRightWire>> GrantAsync(Caller caller, Body<GrantedRightWire> body, CancellationToken cancellationToken) =>
        new(GrantedRightWire.Of(await caller.Authority.Rights.GrantAsync(body.Value.ToRight(), cancellationToken)));

    private static async Task<WireResult<GrantedRightWire>> RevokeAsync(Caller caller, QueryValues query, CancellationToken cancellationToken)
    {
        var right = new CredentialRight
        {
            Principal = query.Text(Principal)!,
            IsGroup = query.Flag(IsGroup),
            ScopeType = query.Name<CredentialScopeType>(ScopeType),
            Scope = query.Text(Scope) ?? string.Empty,
            Role = query.Name<CredentialRightRole>(Role),
        };
        return new(GrantedRightWire.Of(await caller.Authority.Rights.RevokeAsync(right, cancellationToken)));
    }

    private static PageResult<EventWire> Events(Caller caller, QueryValues query, HttpRequest request, CancellationToken cancellationToken)
    {
        var paging = Paging.Of(request, query);
        long? newest = query.Number(QueryParameter.Newest, 1, long.MaxValue / 2);
        long? after = query.Number(AfterSequence, 0, long.MaxValue / 2);
        bool isPaged = newest is not null || after is not null;
        var wanted = new CredentialEventQuery
        {
            After = query.Moment(After),
            Before = query.Moment(Before),
            Actor = query.Texts(Actor),
            Action = query.Names<CredentialAction>(Action),
            SubjectType = query.Names<CredentialSubject>(SubjectType),
            SubjectName = query.Texts(SubjectName),
            SubjectId = query.Texts(SubjectId),
            AfterSequence = after,
            Newest = isPaged ? newest : paging.Limit,
        };

        // Where the newest are asked for, there is no page after them.
        return new PageResult<EventWire>(
            paging,
            (_, first) => caller.Authority.Audit.ListAsync(wanted, cancellationToken).Take((int?)(isPaged ? first : null) ?? int.MaxValue).Select(EventWire.Of),
            item => (AfterSequence, item.Sequence.ToString(CultureInfo.InvariantCulture)));
    }
}
