using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.KubeSlice;

/// <summary>The body of a request for an API key.</summary>
internal sealed record ApiKeyCreation : IWire<ApiKeyCreation>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<ApiKeyCreation> Json => KubeSliceJson.Default.ApiKeyCreation;

    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>The name; required.</summary>
    public string? Name { get; init; }

    /// <summary>The user it is associated with; "admin" where there is none.</summary>
    public string? UserName { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Owner, Editor or Viewer, spelled so; required.</summary>
    public string? Role { get; init; }

    /// <summary>The last day it works; required.</summary>
    public string? ValidUntil { get; init; }

    /// <summary>The same, as the vendor's SDK spells it.</summary>
    public string? Validity { get; init; }

    /// <summary>The workspace; required for Editor and Viewer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WorkspaceName { get; init; }

    /// <summary>The request that the body stands for.</summary>
    /// <returns>The request.</returns>
    /// <exception cref="CredentialException">A value is missing or malformed.</exception>
    public ApiKeyRequest ToRequest()
    {
        string name = string.IsNullOrEmpty(Name) ? throw CredentialException.Invalid("name", "is required.") : Name;
        ApiKeyRole role = Role switch
        {
            null or "" => throw CredentialException.Invalid("role", "is required; allowed are Owner, Editor and Viewer."),
            nameof(ApiKeyRole.Owner) => ApiKeyRole.Owner,
            nameof(ApiKeyRole.Editor) => ApiKeyRole.Editor,
            nameof(ApiKeyRole.Viewer) => ApiKeyRole.Viewer,
            _ => throw CredentialException.Invalid("role", "is none; allowed are Owner, Editor and Viewer, spelled so."),
        };
        if (role != ApiKeyRole.Owner && string.IsNullOrEmpty(WorkspaceName))
        {
            throw CredentialException.Invalid("workspaceName", $"is required for role {role}.");
        }

        var request = new ApiKeyRequest
        {
            Name = name,
            Workspace = WorkspaceName ?? string.Empty,
            Role = role,
            Description = Description ?? string.Empty,
            ValidUntil = LastDay(),
        };
        return string.IsNullOrEmpty(UserName) ? request : request with { UserName = UserName };
    }

    private DateOnly LastDay()
    {
        string? text = string.IsNullOrEmpty(ValidUntil) ? Validity : ValidUntil;
        if (string.IsNullOrEmpty(text))
        {
            throw CredentialException.Invalid("validUntil", "is required: the last day the key works, as YYYY-MM-DD.");
        }

        if (!string.IsNullOrEmpty(Validity) && Validity != text)
        {
            throw CredentialException.Invalid("validUntil", "and validity say different days; send one of them.");
        }

        return DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : throw CredentialException.Invalid("validUntil", "is not a day of the calendar written as YYYY-MM-DD.");
    }
}
