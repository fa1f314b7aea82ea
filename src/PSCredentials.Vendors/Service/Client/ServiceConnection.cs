using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>What the parts of a service's client share.</summary>
/// <param name="Channel">The way to the service.</param>
/// <param name="Authority">What the session calls it; records carry the name.</param>
/// <param name="Title">How messages name it.</param>
internal sealed record ServiceConnection(RemoteChannel Channel, string Authority, string Title)
{
    /// <summary>A name as a part of a path.</summary>
    /// <param name="noun">What it names.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="CredentialException">No address can hold it.</exception>
    public static string Part(string noun, string? name) => name switch
    {
        null or "" => throw new CredentialException(CredentialErrors.NotFound, $"There is no {noun} ''."),

        // Addresses take these for steps in the path, however they are written.
        "." or ".." => throw CredentialException.Invalid("Name", $"'{name}' cannot stand in an address; give the {noun} another name."),
        _ => Uri.EscapeDataString(name),
    };

    /// <summary>Refuses what only the service itself narrows.</summary>
    /// <exception cref="CredentialException">It is narrowed.</exception>
    public void EnsureWhole(IReadOnlyList<string>? visibleIn)
    {
        if (visibleIn is not null)
        {
            throw Unsupported.Error(Title, "way to see less than what is presented there may see");
        }
    }

    /// <summary>Refuses to have a secret kept: the service hands none out.</summary>
    /// <exception cref="CredentialException">It is asked for.</exception>
    public void EnsureNotKept(bool isRecoverable)
    {
        if (isRecoverable)
        {
            throw Unsupported.Error(Title, "vault here that could keep what is issued, as Recoverable asks");
        }
    }

    /// <summary>Sends a request that makes something by a name: where an earlier attempt may have made it, that it is taken is no refusal if it is what was asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="findAsync">Finds what has the name and is as asked for; null where there is none.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<TWire> MakeAsync<TWire>(RemoteRequest request, Func<Task<TWire?>> findAsync, CancellationToken cancellation)
        where TWire : class, IWire<TWire>
    {
        RemoteAnswer answer = await Channel.TrySendAsync(request with { IsRepeatable = true }, cancellation);
        if (answer.IsSuccess)
        {
            return answer.Read<TWire>();
        }

        CredentialException error = Channel.Error(answer);
        return answer.MayHaveRunBefore && error.Definition == CredentialErrors.AlreadyExists && await findAsync() is { } made ? made : throw error;
    }

    /// <summary>Sends a request that removes something: where an earlier attempt may have removed it, that it is not there is a success.</summary>
    /// <returns>The answer; null where what it said was lost.</returns>
    public async Task<RemoteAnswer?> RemoveAsync(RemoteRequest request, CancellationToken cancellation)
    {
        RemoteAnswer answer = await Channel.TrySendAsync(request, cancellation);
        if (answer.IsSuccess)
        {
            return answer;
        }

        CredentialException error = Channel.Error(answer);
        return answer.MayHaveRunBefore && error.Definition == CredentialErrors.NotFound ? null : throw error;
    }

    /// <summary>All items of a list that comes whole.</summary>
    public async Task<IReadOnlyList<TItem>> AllAsync<TWire, TItem>(RemoteRequest request, Func<TWire, TItem> map, CancellationToken cancellation)
        where TWire : class, IWire<TWire>
    {
        RemoteAnswer answer = await Channel.SendAsync(request, cancellation);
        return [.. Items<TWire>(answer).Items.Select(map)];
    }

    /// <summary>Reads a page.</summary>
    /// <exception cref="CredentialException">It has no items, or nulls among them.</exception>
    public static Page<TWire> Items<TWire>(RemoteAnswer answer)
        where TWire : class, IWire<TWire>
    {
        Page<TWire> page = answer.Read<Page<TWire>>();
        return page.Items?.All(item => item is not null) == true ? page : throw answer.NotUnderstood("a page without its items");
    }
}
