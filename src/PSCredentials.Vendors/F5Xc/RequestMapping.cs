namespace PSCredentials.Vendors.F5Xc;

/// <summary>Turns the bodies of contract 1 into what an authority is asked.</summary>
internal static class RequestMapping
{
    // What users make for themselves; a site's kubeconfig has its site in the body of service credentials alone.
    private static readonly CredentialType[] s_ownTypes = [CredentialType.ApiCertificate, CredentialType.KubeConfig, CredentialType.ApiToken];

    /// <summary>What a new API credential shall be.</summary>
    /// <param name="body">The body.</param>
    /// <param name="space">The namespace of the path.</param>
    /// <returns>The request.</returns>
    /// <exception cref="CredentialException">A field breaks a rule.</exception>
    public static ApiCredentialRequest ToRequest(this CreateRequest body, string space)
    {
        CreateSpec spec = body.Spec ?? new CreateSpec();
        CredentialType type = spec.Type ?? CredentialType.ApiCertificate;
        if (!s_ownTypes.Contains(type))
        {
            throw CredentialException.Invalid(
                "type", $"is {CredentialTypeConverter.NameOf(type)}; API credentials are {CredentialTypeConverter.NamesOf(s_ownTypes)}. Others are made by service_credentials and scim_token.");
        }

        return Typed(type, spec.Password, spec.VirtualK8sName, spec.VirtualK8sNamespace, site: null) with
        {
            Name = Fields.Name(body.Name),
            Namespace = space,
            Expiry = Fields.Expiry(body.ExpirationDays),
        };
    }

    /// <summary>What a new service credential shall be.</summary>
    /// <param name="body">The body.</param>
    /// <param name="space">The namespace of the path.</param>
    /// <returns>The request.</returns>
    /// <exception cref="CredentialException">A field breaks a rule.</exception>
    public static ApiCredentialRequest ToRequest(this CreateServiceRequest body, string space) => Chosen(body) with
    {
        Name = Fields.Name(body.Name),
        Namespace = space,
        Expiry = Fields.Expiry(body.ExpirationDays),
        NamespaceRole = Fields.Roles(body.NamespaceRoles),
        UserGroup = Fields.Items("user_group_names", body.UserGroupNames),
    };

    /// <summary>What a new SCIM token shall be.</summary>
    /// <param name="body">The body.</param>
    /// <param name="space">The namespace of the path.</param>
    /// <returns>The request; the authority finds the name.</returns>
    /// <exception cref="CredentialException">A field breaks a rule.</exception>
    public static ApiCredentialRequest ToRequest(this ScimTokenRequest body, string space) => new()
    {
        Type = CredentialType.ScimApiToken,
        Namespace = space,
        Expiry = Fields.ScimExpiry(body.ExpirationDays),
    };

    /// <summary>How a service credential shall change. What is left out is empty: protocol buffers do not send what is.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The change.</returns>
    /// <exception cref="CredentialException">A field breaks a rule.</exception>
    public static ApiCredentialChange ToChange(this ReplaceServiceRequest body) => new()
    {
        NamespaceRole = Fields.Roles(body.NamespaceAccess),
        UserGroup = Fields.Items("user_group_names", body.UserGroupNames),
    };

    /// <summary>The names that a bulk revocation selects.</summary>
    /// <param name="selector">The selector.</param>
    /// <returns>1 to 200 names, each once.</returns>
    /// <exception cref="CredentialException">There are fewer or more, or one twice.</exception>
    public static IReadOnlyList<string> ToNames(this NameSelector selector)
    {
        IReadOnlyList<string> names = Fields.Items("names", selector.Names);
        return names.Count is < 1 or > 200 ? throw CredentialException.Invalid("names", $"has {names.Count} items; 1 to 200 are allowed.")
            : names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count ? throw CredentialException.Invalid("names", "has a name twice.")
            : names;
    }

    /// <summary>The query of what a bulk revocation selects by its expiry.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="space">The namespace.</param>
    /// <returns>The query.</returns>
    /// <exception cref="CredentialException">Neither or both of its choices are there, or the type is one of another collection.</exception>
    public static ApiCredentialQuery ToQuery(this ExpiredSelector selector, CredentialCollection collection, string space)
    {
        ApiCredentialQuery expired = collection.In(space) with { State = [CredentialState.Expired] };
        return (selector.All, selector.CredentialType) switch
        {
            (not null, null) => expired,
            (null, { } type) when collection.Types.Contains(type) => expired with { Type = [type] },
            (null, not null) => throw CredentialException.Invalid(
                "credential_type", $"is none of the {collection.Segment}; allowed are {CredentialTypeConverter.NamesOf(collection.Types)}."),
            _ => throw CredentialException.Invalid("expired_selector", "needs one of all and credential_type."),
        };
    }

    private static ApiCredentialRequest Chosen(CreateServiceRequest body)
    {
        List<(CredentialType Type, Func<ApiCredentialRequest> Make)> choices = [];
        if (body.ApiToken is not null)
        {
            choices.Add((CredentialType.ServiceApiToken, () => Typed(CredentialType.ServiceApiToken)));
        }

        if (body.ApiCertificate is { } certificate)
        {
            choices.Add((CredentialType.ServiceApiCertificate, () => Typed(CredentialType.ServiceApiCertificate, certificate.Password)));
        }

        if (body.Vk8sKubeconfig is { } kubeConfig)
        {
            choices.Add((CredentialType.ServiceKubeConfig, () => Typed(CredentialType.ServiceKubeConfig, null, kubeConfig.Vk8sClusterName, kubeConfig.Vk8sNamespace)));
        }

        if (body.SiteKubeconfig is { } siteKubeConfig)
        {
            choices.Add((CredentialType.ServiceSiteGlobalKubeConfig, () => Typed(CredentialType.ServiceSiteGlobalKubeConfig, site: siteKubeConfig.Site)));
        }

        // The default of the flat type says nothing: some writers send every default.
        CredentialType? flat = body.Type is CredentialType.ApiCertificate ? null : body.Type;
        return choices.Count > 1 ? throw CredentialException.Invalid("The body", "has more than one of api_token, api_certificate, vk8s_kubeconfig and site_kubeconfig.")
            : choices.Count == 0 ? Flat(body)
            : flat is not null && flat != choices[0].Type ? throw CredentialException.Invalid("type", "is another than what is chosen beside it; leave it out.")
            : choices[0].Make();
    }

    private static ApiCredentialRequest Flat(CreateServiceRequest body) =>
        body.Type is not { } type ? throw CredentialException.Invalid("The body", "needs one of api_token, api_certificate, vk8s_kubeconfig and site_kubeconfig, or a type.")
        : type is CredentialType.ServiceApiToken or CredentialType.ServiceApiCertificate or CredentialType.ServiceKubeConfig
            ? Typed(type, body.Password, body.VirtualK8sName, body.VirtualK8sNamespace)
        : throw CredentialException.Invalid(
            "type",
            $"is {CredentialTypeConverter.NameOf(type)}; service credentials are SERVICE_API_TOKEN, SERVICE_API_CERTIFICATE and SERVICE_KUBE_CONFIG. A site's kubeconfig is asked for by site_kubeconfig.");

    // Fields of other types are passed over: the vendor's own example of a certificate names a cluster.
    private static ApiCredentialRequest Typed(
        CredentialType type, SecretText? password = null, string? cluster = null, string? clusterNamespace = null, string? site = null)
    {
        SecretText? chosen = Fields.Password(password);
        cluster = Fields.Text("virtual_k8s_name", cluster);
        clusterNamespace = Fields.Text("virtual_k8s_namespace", clusterNamespace);
        site = Fields.Text("site", site);
        var request = new ApiCredentialRequest { Type = type };
        return type.IsCertificate() ? request with
            {
                Password = chosen is null
                    ? throw CredentialException.Invalid("password", $"is required for {CredentialTypeConverter.NameOf(type)}.")
                    : BundlePassword.Use(chosen),
            }
            : type.IsSite() ? request with
            {
                Target = site is null ? throw CredentialException.Invalid("site", "is required.") : new KubeConfigTarget { SiteName = site },
            }
            : type.IsKubeConfig() ? request with
            {
                Target = cluster is null
                    ? throw CredentialException.Invalid("virtual_k8s_name", $"is required for {CredentialTypeConverter.NameOf(type)}: it names a registered cluster.")
                    : new KubeConfigTarget { ClusterName = [cluster], ClusterNamespace = clusterNamespace },
            }
            : request;
    }
}
