using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>The certificate authorities of a service.</summary>
internal sealed class ServiceCertificateAuthorities(ServiceConnection connection) : ICertificateAuthorityService
{
    private const string Base = "v1/certificate-authorities";

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialAuthorityCertificate>> ListAsync(CancellationToken cancellationToken) => ReadAsync(RemoteRequest.Get(Base), cancellationToken);

    /// <inheritdoc/>
    public async Task<CredentialAuthorityCertificate> RollOverAsync(CertificateAuthorityRollOver request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Source is not null)
        {
            throw Unsupported.Error(connection.Title, "way to take a certificate authority from who is not on its machine");
        }

        // The one that is replaced is named, so that two attempts replace it once.
        string replaced = request.Replaces ?? (await ListAsync(cancellationToken))[0].SerialNumber;
        RemoteRequest rollOver = RemoteRequest.Of(HttpMethod.Post, Base, new RollOverWire { KeyAlgorithm = request.KeyAlgorithm, Replaces = replaced }) with { IsRepeatable = true };
        RemoteAnswer answer = await connection.Channel.TrySendAsync(rollOver, cancellationToken);
        if (answer.IsSuccess)
        {
            return answer.Read<CertificateAuthorityWire>().ToCertificate(connection.Authority);
        }

        CredentialException error = connection.Channel.Error(answer);
        return answer.MayHaveRunBefore && error.Code == CredentialErrorCode.InvalidState && await ListAsync(cancellationToken) is [{ IsCurrent: true } current, var former, ..]
            && former.SerialNumber == replaced
                ? current
                : throw error;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CredentialAuthorityCertificate>> DestroyEndedKeysAsync(CancellationToken cancellationToken)
    {
        RemoteAnswer answer = await connection.Channel.SendAsync(RemoteRequest.Of(HttpMethod.Post, Base + "/destroy-ended-keys"), cancellationToken);
        return [.. ServiceConnection.Items<CertificateAuthorityWire>(answer).Items.Select(certificate => certificate.ToCertificate(connection.Authority))];
    }

    private Task<IReadOnlyList<CredentialAuthorityCertificate>> ReadAsync(RemoteRequest request, CancellationToken cancellation) =>
        connection.AllAsync<CertificateAuthorityWire, CredentialAuthorityCertificate>(request, certificate => certificate.ToCertificate(connection.Authority), cancellation);
}

/// <summary>The revocation lists and status answers of a service.</summary>
internal sealed class ServiceRevocation(ServiceConnection connection) : IRevocationService
{
    private const string Lists = "v1/revocation-lists";
    private const string Address = "v1/revocation-address";

    /// <inheritdoc/>
    public Task<RevocationList> IssueListAsync(RevocationListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);

        // Repeated, it takes a number more, which is no harm: the last list counts.
        var body = new RevocationListCreation { Issuer = request.Issuer, IsDelta = request.IsDelta, Validity = request.Validity };
        return ReadAsync(RemoteRequest.Of(HttpMethod.Post, Lists, body) with { IsRepeatable = true }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RevocationList> GetListAsync(string issuerKeyIdentifier, bool isDelta, CancellationToken cancellationToken) =>
        ReadAsync(RemoteRequest.Get($"{Lists}/{ServiceConnection.Part("certificate authority", issuerKeyIdentifier)}{new ServiceQuery().With("delta", isDelta)}"), cancellationToken);

    /// <inheritdoc/>
    public async Task<Uri?> GetAddressAsync(CancellationToken cancellationToken) =>
        (await connection.Channel.SendAsync<RevocationAddressWire>(RemoteRequest.Get(Address), cancellationToken)).Address;

    /// <inheritdoc/>
    public async Task<Uri?> SetAddressAsync(Uri? address, CancellationToken cancellationToken) =>
        (await connection.Channel.SendAsync<RevocationAddressWire>(RemoteRequest.Of(HttpMethod.Put, Address, new RevocationAddressWire { Address = address }), cancellationToken)).Address;

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> AnswerStatusRequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        RemoteRequest ask = RemoteRequest.Of(HttpMethod.Post, "ocsp", request, "application/ocsp-request") with { IsRepeatable = true, IsAnonymous = true, IsJsonAnswered = false };
        RemoteAnswer answer = await connection.Channel.SendAsync(ask, cancellationToken);
        return answer.MediaType == "application/ocsp-response" ? answer.Body : throw answer.NotUnderstood("something that is no status answer");
    }

    private async Task<RevocationList> ReadAsync(RemoteRequest request, CancellationToken cancellation)
    {
        RemoteAnswer answer = await connection.Channel.SendAsync(request, cancellation);
        RevocationListWire list = answer.Read<RevocationListWire>();
        return list.Der.IsEmpty ? throw answer.NotUnderstood("a revocation list without the list itself") : list.ToList();
    }
}

/// <summary>The clusters that a service knows.</summary>
internal sealed class ServiceClusters(ServiceConnection connection) : IClusterService
{
    private const string Base = "v1/clusters";

    /// <inheritdoc/>
    public async Task<CredentialCluster> RegisterAsync(string name, Uri server, string? certificateAuthority, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        ClusterWire made = await connection.MakeAsync(
            RemoteRequest.Of(HttpMethod.Post, Base, new ClusterRegistration { Name = name, Server = server, CertificateAuthority = certificateAuthority }),
            async () => (await connection.AllAsync<ClusterWire, ClusterWire>(RemoteRequest.Get(Base), cluster => cluster, cancellationToken)).FirstOrDefault(cluster =>
                string.Equals(cluster.Name, name, StringComparison.OrdinalIgnoreCase) && cluster.Server == server && cluster.CertificateAuthority == certificateAuthority),
            cancellationToken);
        return made.ToCluster(connection.Authority);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialCluster>> ListAsync(IReadOnlyList<string> name, CancellationToken cancellationToken) =>
        connection.AllAsync<ClusterWire, CredentialCluster>(
            RemoteRequest.Get(Base + new ServiceQuery().With("name", name)), cluster => cluster.ToCluster(connection.Authority), cancellationToken);

    /// <inheritdoc/>
    public Task UnregisterAsync(string name, CancellationToken cancellationToken) =>
        connection.RemoveAsync(RemoteRequest.Of(HttpMethod.Delete, $"{Base}/{ServiceConnection.Part("cluster", name)}"), cancellationToken);
}

/// <summary>The policy of a service.</summary>
internal sealed class ServicePolicy(ServiceConnection connection) : IPolicyService
{
    private const string Base = "v1/policy";

    /// <inheritdoc/>
    public async Task<CredentialPolicy> GetAsync(CancellationToken cancellationToken) =>
        (await connection.Channel.SendAsync<PolicyWire>(RemoteRequest.Get(Base), cancellationToken)).ToPolicy(connection.Authority);

    /// <inheritdoc/>
    public async Task<CredentialPolicy> ChangeAsync(CredentialPolicyChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);

        // What it sets it sets outright, so that a second time changes nothing.
        RemoteRequest patch = RemoteRequest.Of(HttpMethod.Patch, Base, PolicyChangeWire.Of(change)) with { IsRepeatable = true };
        return (await connection.Channel.SendAsync<PolicyWire>(patch, cancellationToken)).ToPolicy(connection.Authority);
    }
}
