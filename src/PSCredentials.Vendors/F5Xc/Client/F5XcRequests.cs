using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>The requests of contract 1.</summary>
internal static class F5XcRequests
{
    /// <summary>Makes a credential.</summary>
    public static RemoteRequest Create<T>(CredentialCollection collection, string space, T body)
        where T : IWire<T> => RemoteRequest.Of(HttpMethod.Post, Path(space, collection.Segment), body);

    /// <summary>Lists a collection.</summary>
    public static RemoteRequest List(CredentialCollection collection, string space) => RemoteRequest.Get(Path(space, collection.Segment));

    /// <summary>Reads a credential; the SCIM token has no name in its path.</summary>
    public static RemoteRequest Get(CredentialCollection collection, string space, string name) =>
        RemoteRequest.Get(collection == CredentialCollection.ScimTokens ? Path(space, collection.Segment) : Path(space, $"{collection.Segment}/{Uri.EscapeDataString(name)}"));

    /// <summary>Moves the expiry of a token. Days count from now, so that a second time does no other than the first.</summary>
    public static RemoteRequest Renew(CredentialCollection collection, string space, string name, int days) =>
        RemoteRequest.Of(HttpMethod.Post, Path(space, $"renew/{collection.Segment}"), new RenewRequest { Name = name, Namespace = space, ExpirationDays = days }) with { IsRepeatable = true };

    /// <summary>Switches a credential off or on. It toggles, so that it must never be sent twice.</summary>
    public static RemoteRequest Activate(CredentialCollection collection, string space, string name) =>
        RemoteRequest.Of(HttpMethod.Post, Path(space, $"activate/{collection.Segment}"), new NameRequest { Name = name, Namespace = space });

    /// <summary>Ends a credential; a second time finds it ended, and changes nothing.</summary>
    public static RemoteRequest Revoke(CredentialCollection collection, string space, string name) =>
        (collection == CredentialCollection.ScimTokens
            ? RemoteRequest.Of(HttpMethod.Post, Path(space, $"revoke/{collection.Segment}"), new ScimTokenRequest { Namespace = space })
            : RemoteRequest.Of(HttpMethod.Post, Path(space, $"revoke/{collection.Segment}"), new NameRequest { Name = name, Namespace = space })) with
        { IsRepeatable = collection != CredentialCollection.ScimTokens };

    /// <summary>Ends many credentials.</summary>
    public static RemoteRequest BulkRevoke(CredentialCollection collection, string space, IEnumerable<string> names) =>
        RemoteRequest.Of(
            HttpMethod.Post,
            Path(space, $"bulk_revoke/{collection.Segment}"),
            new BulkRevokeRequest { NameSelector = new NameSelector { Names = [.. names] } }) with
        { IsRepeatable = true };

    /// <summary>Puts other roles and groups in place of those of a service credential.</summary>
    public static RemoteRequest Replace(string space, ReplaceServiceRequest body) =>
        RemoteRequest.Of(HttpMethod.Put, Path(space, $"{CredentialCollection.ServiceCredentials.Segment}/{Uri.EscapeDataString(body.Name!)}"), body);

    private static string Path(string space, string rest) => $"api/web/namespaces/{Uri.EscapeDataString(space)}/{rest}";
}
