using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.Apinizer;

/// <summary>The answer to a change.</summary>
/// <param name="Success">Whether it was made; true, as what is not made is an error.</param>
/// <param name="DeploymentResult">What became of its deployment.</param>
internal sealed record ChangeAnswer(bool Success, DeploymentAnswer DeploymentResult) : IWire<ChangeAnswer>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<ChangeAnswer> Json => ApinizerJson.Default.ChangeAnswer;

    /// <summary>The answer to a change that was made.</summary>
    /// <param name="result">What became of its deployment.</param>
    /// <returns>The answer.</returns>
    public static ChangeAnswer Of(DeploymentResult? result) => new(true, DeploymentAnswer.Of(result ?? new DeploymentResult()));
}

/// <summary>What became of a deployment.</summary>
/// <param name="Success">Whether it succeeded everywhere.</param>
/// <param name="Message">The result in a sentence.</param>
/// <param name="EnvironmentResults">The result of each environment.</param>
internal sealed record DeploymentAnswer(bool Success, string Message, IReadOnlyList<EnvironmentAnswer> EnvironmentResults)
{
    /// <summary>The wire form of a result.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The wire form.</returns>
    public static DeploymentAnswer Of(DeploymentResult result) => new(
        result.Success, result.Message, [.. result.EnvironmentResults.Select(one => new EnvironmentAnswer(one.EnvironmentName, one.Success, one.Message))]);
}

/// <summary>What became of a deployment in one environment.</summary>
/// <param name="EnvironmentName">The environment.</param>
/// <param name="Success">Whether it is there.</param>
/// <param name="Message">"Deployed successfully", or why not.</param>
internal sealed record EnvironmentAnswer(string EnvironmentName, bool Success, string Message);

/// <summary>The answer that lists something.</summary>
/// <typeparam name="T">What it lists.</typeparam>
/// <param name="Success">True.</param>
/// <param name="ResultList">The list.</param>
internal sealed record ListAnswer<T>(bool Success, IAsyncEnumerable<T> ResultList) : IWire<ListAnswer<T>>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<ListAnswer<T>> Json => (JsonTypeInfo<ListAnswer<T>>)ApinizerJson.Default.GetTypeInfo(typeof(ListAnswer<T>))!;
}

/// <summary>An error, of which the token's endpoint and the others have the same form (RFC 6749, 5.2).</summary>
/// <param name="Error">The word.</param>
/// <param name="ErrorDescription">The sentence.</param>
internal sealed record ErrorAnswer(string Error, [property: JsonPropertyName("error_description")] string ErrorDescription) : IWire<ErrorAnswer>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<ErrorAnswer> Json => ApinizerJson.Default.ErrorAnswer;
}

/// <summary>An access token (RFC 6749, 5.1). A class, since a record would show it as text.</summary>
internal sealed class TokenAnswer : IWire<TokenAnswer>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<TokenAnswer> Json => ApinizerJson.Default.TokenAnswer;

    /// <summary>The token.</summary>
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>How it is presented.</summary>
    [JsonPropertyName("token_type")]
    public string? TokenType { get; init; }

    /// <summary>How long it is good, in seconds.</summary>
    [JsonPropertyName("expires_in")]
    public long ExpiresIn { get; init; }
}
