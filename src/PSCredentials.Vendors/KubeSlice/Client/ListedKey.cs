using System.Globalization;
using System.Text.Json.Serialization;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.KubeSlice.Client;

/// <summary>A key as an authority lists it. A class, since a record would show the key as text.</summary>
internal sealed class ListedKey
{
    private static readonly TimeSpan DefaultTokenLifetime = new ApiKeyRequest().TokenLifetime;

    /// <summary>The lowercase hexadecimal MD5 of the key.</summary>
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Id { get; init; }

    /// <summary>The key, whole or masked.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>Owner, Editor or Viewer.</summary>
    public string? Role { get; init; }

    /// <summary>The Kubernetes service account that carries its rights.</summary>
    public string? SaName { get; init; }

    /// <summary>The workspace.</summary>
    public string? WorkspaceName { get; init; }

    /// <summary>The workspace, as older versions call it.</summary>
    public string? SliceName { get; init; }

    /// <summary>How long a token lives that is exchanged for the key, in seconds.</summary>
    [JsonConverter(typeof(LooseTextConverter))]
    public string? TokenTtlSeconds { get; init; }

    /// <summary>The user it is associated with.</summary>
    public string? UserName { get; init; }

    /// <summary>The last day it works; a moment of that day in some versions.</summary>
    public string? Validity { get; init; }

    /// <summary>The same, as it is called where a key is made.</summary>
    public string? ValidUntil { get; init; }

    /// <summary>The key where it is shown whole; null where it is masked.</summary>
    public SecretText? Whole =>
        ApiKey is { Length: > 0 } key && (ApiKeyFormat.TryNormalize(key, out _) || PSCredentials.ApiKey.IdOf(key).Equals(Id, StringComparison.OrdinalIgnoreCase)) ? new SecretText(key) : null;

    /// <summary>The facts, with the key masked.</summary>
    /// <param name="authority">The name of the authority.</param>
    /// <param name="now">The present.</param>
    /// <param name="answer">The list it stands in.</param>
    /// <exception cref="CredentialException">Its role or its last day is none.</exception>
    public ApiKey Facts(string authority, DateTimeOffset now, RemoteAnswer answer)
    {
        if (!Enum.TryParse(Role, ignoreCase: true, out ApiKeyRole role) || !Enum.IsDefined(role))
        {
            throw answer.NotUnderstood($"a key '{Name}' whose role is none");
        }

        DateOnly? day = LastDay(answer);
        DateTimeOffset end = day is { } last ? ApiKeyDays.EndOf(last) : DateTimeOffset.MaxValue;
        string workspace = string.IsNullOrEmpty(WorkspaceName) ? SliceName ?? string.Empty : WorkspaceName;
        return new ApiKey
        {
            Id = string.IsNullOrEmpty(Id) && Whole is { } whole ? PSCredentials.ApiKey.IdOf(whole.Reveal()) : Id ?? string.Empty,
            Name = Name ?? string.Empty,
            Workspace = workspace,
            Role = role,
            State = CredentialStates.At(now, end, disabledAt: null, revokedAt: null),
            UserName = UserName ?? string.Empty,
            Description = Description ?? string.Empty,
            ValidUntil = day ?? DateOnly.MaxValue,
            ExpiresAt = end,
            ServiceAccountName = string.IsNullOrEmpty(SaName) ? ApiKeyFormat.ServiceAccountName(role, workspace) : SaName,
            TokenLifetime = long.TryParse(TokenTtlSeconds, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= int.MaxValue
                ? TimeSpan.FromSeconds(seconds)
                : DefaultTokenLifetime,

            // Whatever the authority shows, no more than the end of it is shown here.
            MaskedKey = ApiKeyFormat.Mask(ApiKey is { Length: >= 8 } key ? ApiKeyFormat.Hint(key) : "****"),
            Authority = authority,
        };
    }

    private DateOnly? LastDay(RemoteAnswer answer)
    {
        string? text = string.IsNullOrWhiteSpace(Validity) ? ValidUntil : Validity;
        return string.IsNullOrWhiteSpace(text) ? null
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment) ? DateOnly.FromDateTime(moment.UtcDateTime)
            : throw answer.NotUnderstood($"a key '{Name}' whose last day is none");
    }
}
