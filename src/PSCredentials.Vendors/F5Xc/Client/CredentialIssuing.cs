using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>Has credentials made.</summary>
/// <param name="authority">The authority.</param>
/// <param name="reader">Reads what was made.</param>
/// <param name="clock">The time.</param>
internal sealed class CredentialIssuing(F5XcAuthority authority, CredentialReader reader, TimeProvider clock)
{
    /// <summary>Has a credential made of a request that was checked.</summary>
    public async Task<IssuedApiCredential> CreateAsync(ApiCredentialRequest request, CancellationToken cancellation)
    {
        SecretText? made = request.Password is { IsGenerated: true } ? new SecretText(PasswordGenerator.Create()) : null;
        SecretText? password = made ?? request.Password?.Chosen;
        int? days = ExpirationDays.ForCreation(request.Expiry, clock.GetUtcNow());
        CredentialCollection collection = ReadCredential.CollectionOf(request.Type);
        RemoteAnswer answer = await authority.Channel.SendAsync(ToRequest(request, collection, days, password), cancellation);
        CreateResponse created = answer.Read<CreateResponse>();
        string name = string.IsNullOrEmpty(created.Name) ? request.Name : created.Name;
        if (string.IsNullOrEmpty(created.Data?.Reveal()))
        {
            throw answer.NotUnderstood($"no data; revoke credential '{name}', whose secret is lost");
        }

        IssuedSecret secret = SecretReader.Read(request.Type, created.Data, password, why => answer.NotUnderstood($"{why}; revoke credential '{name}', whose secret is lost")) with { GeneratedPassword = made };
        ApiCredential facts = await FactsAsync(request, created, name, collection, cancellation);
        return new IssuedApiCredential(CertificateFacts.Add(facts, secret.Certificate), secret);
    }

    private static RemoteRequest ToRequest(ApiCredentialRequest request, CredentialCollection collection, int? days, SecretText? password)
    {
        string? cluster = request.Target?.ClusterName.FirstOrDefault();
        string? space = request.Target?.ClusterNamespace;
        return
            collection == CredentialCollection.ScimTokens ? F5XcRequests.Create(
                collection, request.Namespace, new ScimTokenRequest { Namespace = request.Namespace, ExpirationDays = days })
            : collection == CredentialCollection.ApiCredentials ? F5XcRequests.Create(collection, request.Namespace, new CreateRequest
            {
                Name = request.Name,
                Namespace = request.Namespace,
                ExpirationDays = days,
                Spec = new CreateSpec { Type = request.Type, Password = password, VirtualK8sName = cluster, VirtualK8sNamespace = space },
            })
            : F5XcRequests.Create(collection, request.Namespace, new CreateServiceRequest
            {
                Name = request.Name,
                Namespace = request.Namespace,
                ExpirationDays = days,
                NamespaceRoles = [.. request.NamespaceRole.Select(role => new NamespaceRoleItem { Namespace = role.Namespace, Role = role.Role })],
                UserGroupNames = [.. request.UserGroup],
                ApiToken = request.Type == CredentialType.ServiceApiToken ? new EmptyChoice() : null,
                ApiCertificate = request.Type == CredentialType.ServiceApiCertificate ? new CertificateChoice { Password = password } : null,
                Vk8sKubeconfig = request.Type == CredentialType.ServiceKubeConfig ? new KubeConfigChoice { Vk8sClusterName = cluster, Vk8sNamespace = space } : null,
                SiteKubeconfig = request.Type == CredentialType.ServiceSiteGlobalKubeConfig ? new SiteChoice { Site = request.Target!.SiteName } : null,
            });
    }

    // What the answer lacks is read. The credential is there: neither a failure nor a cancellation may keep its secret back now.
    private async Task<ApiCredential> FactsAsync(ApiCredentialRequest request, CreateResponse created, string name, CredentialCollection collection, CancellationToken cancellation)
    {
        ApiCredential? read = null;
        try
        {
            read = (await reader.ReadAsync(collection, request.Namespace, name, cancellation))?.Facts;
        }
        catch (Exception error) when (error is CredentialException or OperationCanceledException)
        {
            RequestNarration.Tell($"'{name}' is made, but could not be read again: {error.Message}");
        }

        DateTimeOffset now = clock.GetUtcNow();
        return (read ?? new ApiCredential { Owner = authority.Caller, CreatedAt = now, ModifiedAt = now, Authority = authority.Name }) with
        {
            Name = name,
            Namespace = read?.Namespace ?? request.Namespace,
            Type = request.Type,
            State = created.Active == false ? CredentialState.Disabled : CredentialState.Active,
            ExpiresAt = created.ExpirationTimestamp ?? read?.ExpiresAt ?? DateTimeOffset.MaxValue,
            NamespaceRole = request.NamespaceRole,
            UserGroup = request.UserGroup,
            ClusterName = request.Target?.ClusterName ?? [],
            ClusterNamespace = request.Target?.ClusterNamespace,
            SiteName = request.Target?.SiteName,
        };
    }
}
