using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using PSCredentials.Server.Authentication;
using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>The authority itself: its policy, clusters, certificate authorities and revocation lists.</summary>
internal static class AuthorityEndpoints
{
    private static readonly QueryParameter Name = QueryParameter.Patterns("name", "name");
    private static readonly QueryParameter Delta = new("delta", "Whether to list only what changed since the last full list.", QueryKind.Flag);

    /// <summary>Maps them.</summary>
    /// <param name="routes">Where to.</param>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(string.Empty).WithTags("Authority");
        group.MapGet("/authority", DescribeAsync).WithSummary("Describes the authority.");
        group.MapGet("/whoami", WhoAmI).WithSummary("Says who asks, and what that one may do.");
        group.MapGet("/policy", PolicyAsync).WithSummary("Reads the policy.");
        group.MapPatch("/policy", ChangePolicyAsync).WithSummary("Changes the policy; what the body leaves out stays.")
            .WithMetadata(new BlockedPasswordSize());
        group.MapGet("/clusters", ClustersAsync).WithSummary("Lists clusters by name.").WithMetadata(new QueryParameters(Name));
        group.MapPost("/clusters", RegisterAsync).WithSummary("Registers a cluster.");
        group.MapDelete("/clusters/{cluster}", UnregisterAsync).WithSummary("Forgets a cluster; kubeconfigs already issued work on.");
        group.MapGet("/certificate-authorities", CertificateAuthoritiesAsync).WithSummary("Lists certificate authorities, the current one first.");
        group.MapPost("/certificate-authorities", RollOverAsync).WithSummary("Puts a new root in the place of the current certificate authority.");
        group.MapPost("/certificate-authorities/destroy-ended-keys", DestroyAsync)
            .WithSummary("Destroys the private keys of former certificate authorities whose certificates have all ended.");
        group.MapPost("/revocation-lists", IssueListAsync).WithSummary("Issues a revocation list with the next number.");
        group.MapGet("/revocation-lists/{issuer}", ListToServeAsync).WithSummary("Reads the revocation list that is served, by the identifier of its issuer's key.")
            .WithMetadata(new QueryParameters(Delta));
        group.MapGet("/revocation-address", AddressAsync).WithSummary("Says where revocation lists and status answers are served.");
        group.MapPut("/revocation-address", SetAddressAsync).WithSummary("Sets where revocation lists and status answers are served, for certificates to name.");
    }

    private static async Task<WireResult<AuthorityWire>> DescribeAsync(Caller caller, CancellationToken cancellationToken) =>
        new(AuthorityWire.Of(await caller.Authority.DescribeAsync(cancellationToken)));

    private static WireResult<WhoAmIWire> WhoAmI(Caller caller) => new(new WhoAmIWire
    {
        Name = caller.Name,
        Kind = caller.Verdict.Principal!.Kind,
        Groups = caller.Verdict.Principal.Group,
        Credential = VerifiedCredentialWire.Of(caller.Verdict.Credential),
        Rights = RightWire.AllOf(caller.Verdict.Credential, caller.Rights),
    });

    private static async Task<WireResult<PolicyWire>> PolicyAsync(Caller caller, CancellationToken cancellationToken) =>
        new(PolicyWire.Of(await caller.Authority.Policy.GetAsync(cancellationToken)));

    private static async Task<WireResult<PolicyWire>> ChangePolicyAsync(Caller caller, Body<PolicyChangeWire> body, CancellationToken cancellationToken) =>
        new(PolicyWire.Of(await caller.Authority.Policy.ChangeAsync(body.Value.ToChange(), cancellationToken)));

    private static async Task<WireResult<Page<ClusterWire>>> ClustersAsync(Caller caller, QueryValues query, CancellationToken cancellationToken) =>
        new(new Page<ClusterWire> { Items = [.. (await caller.Authority.Clusters.ListAsync(query.Texts(Name), cancellationToken)).Select(ClusterWire.Of)] });

    private static async Task<CreatedResult<ClusterWire>> RegisterAsync(Caller caller, Body<ClusterRegistration> body, CancellationToken cancellationToken)
    {
        Uri server = body.Value.Server ?? throw CredentialException.Invalid("server", "is null; an address is expected.");
        CredentialCluster cluster = await caller.Authority.Clusters.RegisterAsync(body.Value.Name ?? string.Empty, server, body.Value.CertificateAuthority, cancellationToken);
        return new CreatedResult<ClusterWire>(ClusterWire.Of(cluster), "/v1/clusters/" + Uri.EscapeDataString(cluster.Name));
    }

    private static async Task<NoContent> UnregisterAsync(Caller caller, string cluster, CancellationToken cancellationToken)
    {
        await caller.Authority.Clusters.UnregisterAsync(Conditional.Name(cluster), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<WireResult<Page<CertificateAuthorityWire>>> CertificateAuthoritiesAsync(Caller caller, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.CertificateAuthorities.ListAsync(cancellationToken));

    private static async Task<WireResult<CertificateAuthorityWire>> RollOverAsync(Caller caller, OptionalBody<RollOverWire> body, CancellationToken cancellationToken) =>
        new(CertificateAuthorityWire.Of(await caller.Authority.CertificateAuthorities.RollOverAsync(body.Value.ToRequest(), cancellationToken)));

    private static async Task<WireResult<Page<CertificateAuthorityWire>>> DestroyAsync(Caller caller, CancellationToken cancellationToken) =>
        Answer(await caller.Authority.CertificateAuthorities.DestroyEndedKeysAsync(cancellationToken));

    private static async Task<WireResult<RevocationListWire>> IssueListAsync(Caller caller, OptionalBody<RevocationListCreation> body, CancellationToken cancellationToken) =>
        new(RevocationListWire.Of(await caller.Authority.Revocation.IssueListAsync(body.Value.ToRequest(), cancellationToken)));

    private static async Task<WireResult<RevocationListWire>> ListToServeAsync(Caller caller, string issuer, QueryValues query, CancellationToken cancellationToken) =>
        new(RevocationListWire.Of(await caller.Authority.Revocation.GetListAsync(issuer, query.Flag(Delta), cancellationToken)));

    private static async Task<WireResult<RevocationAddressWire>> AddressAsync(Caller caller, CancellationToken cancellationToken) =>
        new(new RevocationAddressWire { Address = await caller.Authority.Revocation.GetAddressAsync(cancellationToken) });

    private static async Task<WireResult<RevocationAddressWire>> SetAddressAsync(Caller caller, Body<RevocationAddressWire> body, CancellationToken cancellationToken) =>
        new(new RevocationAddressWire { Address = await caller.Authority.Revocation.SetAddressAsync(body.Value.Address, cancellationToken) });

    private static WireResult<Page<CertificateAuthorityWire>> Answer(IReadOnlyList<CredentialAuthorityCertificate> certificates) =>
        new(new Page<CertificateAuthorityWire> { Items = [.. certificates.Select(CertificateAuthorityWire.Of)] });
}

/// <summary>Lets a list of passwords in that nobody may choose.</summary>
internal sealed class BlockedPasswordSize : IRequestSizeLimitMetadata
{
    /// <inheritdoc/>
    public long? MaxRequestBodySize => 16 * 1024 * 1024;
}
