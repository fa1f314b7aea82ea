using System.Net;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.KubeSlice.Client;

/// <summary>The keys that an authority listed, masked, and beside them those that it showed whole.</summary>
internal sealed class KeyListing
{
    private readonly List<ApiKey> _keys = [];
    private readonly Dictionary<ApiKey, SecretText> _whole = new(ReferenceEqualityComparer.Instance);

    private KeyListing()
    {
    }

    /// <summary>The keys, masked, in the order of the authority.</summary>
    public IReadOnlyList<ApiKey> Keys => _keys;

    /// <summary>Asks for the keys of a workspace.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="workspace">The workspace; null for all.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<KeyListing> ReadAsync(RemoteAuthority authority, string? workspace, DateTimeOffset now, CancellationToken cancellation)
    {
        // The vendor's pages and its SDK spell the parameter differently.
        string query = workspace is null ? string.Empty : $"?workspace={Uri.EscapeDataString(workspace)}&workspaceName={Uri.EscapeDataString(workspace)}";
        RemoteChannel channel = authority.Channel;
        var listing = new KeyListing();
        RemoteAnswer answer = await channel.TryAskAsync(RemoteRequest.Get("api/v1/api-key/list" + query), cancellation);
        if (answer.Status == HttpStatusCode.NotFound && Refusal.IsIn(answer))
        {
            // The SDK knows it as the answer of an authority that has no keys.
            return listing;
        }

        ListedKeys? list = answer.IsSuccess ? answer.Unpack<ListedKeys>() : throw channel.Error(answer);
        if (list is null && !Refusal.IsIn(answer))
        {
            throw answer.NotUnderstood("no list");
        }

        foreach (ListedKey item in list?.Items ?? [])
        {
            listing.Add(item.Facts(authority.Name, now, answer), item.Whole);
        }

        return listing;
    }

    /// <summary>A key of the list, whole; null where the authority masked it.</summary>
    public SecretText? Whole(ApiKey key) => _whole.GetValueOrDefault(key);

    private void Add(ApiKey key, SecretText? whole)
    {
        _keys.Add(key);
        if (whole is not null)
        {
            _whole.Add(key, whole);
        }
    }
}
