using System.Net;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Apinizer.Client;

/// <summary>An answer that lists something.</summary>
/// <typeparam name="T">What it lists.</typeparam>
internal sealed class Listed<T> : IWire<Listed<T>>
    where T : class
{
    /// <inheritdoc/>
    public static JsonTypeInfo<Listed<T>> Json => (JsonTypeInfo<Listed<T>>)ApinizerClientJson.Default.GetTypeInfo(typeof(Listed<T>))!;

    /// <summary>Whether the request was done.</summary>
    public bool? Success { get; init; }

    /// <summary>The list.</summary>
    public IReadOnlyList<T?>? ResultList { get; init; }
}

/// <summary>An answer to a change.</summary>
internal sealed class Changed : IWire<Changed>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<Changed> Json => ApinizerClientJson.Default.Changed;

    /// <summary>Whether the request was done.</summary>
    public bool? Success { get; init; }

    /// <summary>What became of its deployment.</summary>
    public DeploymentPart? DeploymentResult { get; init; }
}

/// <summary>What became of a deployment, as a whole or in one environment.</summary>
internal sealed class DeploymentPart
{
    /// <summary>The environment; null for the whole.</summary>
    public string? EnvironmentName { get; init; }

    /// <summary>Whether it succeeded.</summary>
    public bool? Success { get; init; }

    /// <summary>The result in a sentence.</summary>
    public string? Message { get; init; }

    /// <summary>The results of the environments of the whole.</summary>
    public IReadOnlyList<DeploymentPart?>? EnvironmentResults { get; init; }

    /// <summary>The result that this stands for. What is said of an environment counts: the whole has not succeeded where one of them has not.</summary>
    public DeploymentResult ToResult()
    {
        EnvironmentResult[] environments =
        [
            .. (EnvironmentResults ?? [])
                .OfType<DeploymentPart>()
                .Select(one => new EnvironmentResult(one.EnvironmentName ?? string.Empty, one.Success == true, one.Message ?? string.Empty))
                .OrderBy(one => one.EnvironmentName, StringComparer.OrdinalIgnoreCase),
        ];
        var joined = PSCredentials.DeploymentResult.Of(environments);
        return joined with { Success = Success != false && joined.Success, Message = string.IsNullOrWhiteSpace(Message) ? joined.Message : Message };
    }
}

/// <summary>An answer as far as it says that a request was not done.</summary>
internal sealed class Refusal : IWire<Refusal>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<Refusal> Json => ApinizerClientJson.Default.Refusal;

    /// <summary>Whether the request was done.</summary>
    public bool? Success { get; init; }

    /// <summary>The word.</summary>
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Error { get; init; }

    /// <summary>The sentence.</summary>
    [JsonPropertyName("error_description")]
    public string? ErrorDescription { get; init; }

    /// <summary>The sentence, where an answer of success says that it is none.</summary>
    public string? Message { get; init; }

    /// <summary>The authority's own text.</summary>
    public string? Text => new[] { ErrorDescription, Message, Error }.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    /// <summary>Whether an answer is a refusal in the form of the contract, and not one of something in between.</summary>
    public static bool IsIn(RemoteAnswer answer) => answer.TryRead<Refusal>() is { Success: false } or { Error: not null };
}

/// <summary>Sends requests of the contract.</summary>
internal static class Asking
{
    /// <summary>Sends a request.</summary>
    /// <returns>The answer, a success.</returns>
    /// <exception cref="CredentialException">The authority refuses, be it by the status of HTTP or by what its answer says.</exception>
    public static async Task<RemoteAnswer> AskAsync(this RemoteChannel channel, RemoteRequest request, CancellationToken cancellation)
    {
        RemoteAnswer answer = await channel.TryAskAsync(request, cancellation);
        return answer.IsSuccess ? answer : throw channel.Error(answer);
    }

    /// <summary>Sends a request whose refusal may be as good as a success.</summary>
    /// <returns>The answer, with the status of a refusal where it says that it is one.</returns>
    public static async Task<RemoteAnswer> TryAskAsync(this RemoteChannel channel, RemoteRequest request, CancellationToken cancellation)
    {
        RemoteAnswer answer = await channel.TrySendAsync(request, cancellation);
        return answer.IsSuccess && Refusal.IsIn(answer) ? answer with { Status = Status(answer.TryRead<Refusal>()!.Error) } : answer;
    }

    /// <summary>What a good answer lists.</summary>
    public static IEnumerable<T> Items<T>(this RemoteAnswer answer)
        where T : class
    {
        Listed<T> list = answer.Read<Listed<T>>();
        return list is { Success: null, ResultList: null } ? throw answer.NotUnderstood("no list") : (list.ResultList ?? []).OfType<T>();
    }

    /// <summary>What became of the deployment of a change that was made; null where the answer does not say.</summary>
    public static DeploymentResult? Deployment(this RemoteAnswer answer)
    {
        Changed changed = answer.Read<Changed>();
        return changed is { Success: null, DeploymentResult: null } ? throw answer.NotUnderstood("nothing that says whether it was done") : changed.DeploymentResult?.ToResult();
    }

    private static HttpStatusCode Status(string? word) => word switch
    {
        "unauthorized_client" or "invalid_token" => HttpStatusCode.Unauthorized,
        "access_denied" => HttpStatusCode.Forbidden,
        "not_found" => HttpStatusCode.NotFound,
        _ => HttpStatusCode.BadRequest,
    };
}
