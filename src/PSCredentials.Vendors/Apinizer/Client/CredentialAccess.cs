using PSCredentials.Vendors.Http;
using PSCredentials.Vendors.Queries;

namespace PSCredentials.Vendors.Apinizer.Client;

/// <summary>What the credentials of Apinizer's projects may use.</summary>
internal sealed class CredentialAccess(ApinizerAuthority authority)
{
    /// <summary>Lists what a credential may use.</summary>
    public async Task<IReadOnlyList<ProjectCredentialAccess>> ListAsync(CredentialPlace place, CancellationToken cancellation)
    {
        RemoteAnswer answer = await authority.Channel.AskAsync(RemoteRequest.Get(authority.Under(place.AccessPath)), cancellation);
        return Ordered(answer.Items<AccessItem>().Select(item => Target(item, answer)), place);
    }

    /// <summary>Grants access.</summary>
    public async Task<IReadOnlyList<ProjectCredentialAccess>> GrantAsync(
        CredentialPlace place, IReadOnlyList<AccessTarget> targets, DateTimeOffset now, CancellationToken cancellation)
    {
        AccessTarget[] wanted = Check(targets);
        if (wanted.Length == 0)
        {
            throw CredentialException.Invalid("Access", "is empty; name at least one proxy or group.");
        }

        RemoteAnswer answer = await authority.Channel.TryAskAsync(RemoteRequest.Of(HttpMethod.Put, authority.Under(place.AccessPath), Body(wanted)), cancellation);
        DeploymentResult? result = null;
        if (answer.IsSuccess)
        {
            result = answer.Deployment();
        }
        else if (!await WasGrantedBeforeAsync(answer, place, wanted, cancellation))
        {
            throw authority.Channel.Error(answer);
        }

        return [.. Ordered(wanted, place).Select(access => access with { GrantedAt = now, DeploymentResult = result })];
    }

    /// <summary>Takes access away.</summary>
    /// <param name="place">Whose.</param>
    /// <param name="targets">To what; empty for everything, which is asked for first, as to the contract nothing is nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<DeploymentResult> RevokeAsync(CredentialPlace place, IReadOnlyList<AccessTarget> targets, CancellationToken cancellation)
    {
        AccessTarget[] unwanted = Check(targets);
        if (unwanted.Length == 0)
        {
            unwanted = [.. (await ListAsync(place, cancellation)).Select(access => new AccessTarget(access.Name, access.Type))];
        }

        if (unwanted.Length == 0)
        {
            return new DeploymentResult { Message = "There is no access to take away" };
        }

        RemoteAnswer answer = await authority.Channel.AskAsync(RemoteRequest.Of(HttpMethod.Delete, authority.Under(place.AccessPath), Body(unwanted)), cancellation);
        return answer.Deployment() ?? new DeploymentResult();
    }

    private static AccessTarget[] Check(IReadOnlyList<AccessTarget> targets) =>
    [
        .. targets.Select(target => !Enum.IsDefined(target.Type)
                ? throw CredentialException.Invalid("Type", $"{(int)target.Type} is not a type; allowed are {string.Join(", ", Enum.GetNames<AccessTargetType>())}.")
                : string.IsNullOrWhiteSpace(target.Name) ? throw CredentialException.Invalid("Name", "of a proxy or group is empty.") : target)
            .Distinct(),
    ];

    private static AccessList Body(IEnumerable<AccessTarget> targets) => new([.. targets.Select(AccessItem.Of)]);

    private static AccessTarget Target(AccessItem item, RemoteAnswer answer) => item.Type switch
    {
        AccessItem.Proxy => new AccessTarget(item.Name ?? string.Empty, AccessTargetType.ApiProxy),
        AccessItem.ProxyGroup => new AccessTarget(item.Name ?? string.Empty, AccessTargetType.ApiProxyGroup),
        _ => throw answer.NotUnderstood($"access to '{item.Name}' whose type is neither {AccessItem.Proxy} nor {AccessItem.ProxyGroup}"),
    };

    // To grant twice is an error there; what our own lost attempt granted is none.
    private async Task<bool> WasGrantedBeforeAsync(RemoteAnswer answer, CredentialPlace place, AccessTarget[] wanted, CancellationToken cancellation)
    {
        if (!answer.MayHaveRunBefore || authority.Channel.Error(answer).Definition != CredentialErrors.AlreadyExists)
        {
            return false;
        }

        IReadOnlyList<ProjectCredentialAccess> granted = await ListAsync(place, cancellation);
        return wanted.All(target => granted.Any(access => access.Type == target.Type && NameKey.Of(access.Name) == NameKey.Of(target.Name)));
    }

    private IReadOnlyList<ProjectCredentialAccess> Ordered(IEnumerable<AccessTarget> targets, CredentialPlace place) =>
    [
        .. targets
            .OrderBy(target => target.Type)
            .ThenBy(target => NameKey.Of(target.Name), StringComparer.Ordinal)
            .Select(target => new ProjectCredentialAccess { Name = target.Name, Type = target.Type, Username = place.Username, Project = place.Project, Authority = authority.Name }),
    ];
}
