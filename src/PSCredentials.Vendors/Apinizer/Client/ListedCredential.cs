using System.Text.Json.Serialization;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Apinizer.Client;

/// <summary>A credential as an authority lists it. The password, which it does not show, is not read.</summary>
internal sealed class ListedCredential
{
    /// <summary>The e-mail address of its holder.</summary>
    public string? Email { get; init; }

    /// <summary>The full name of its holder.</summary>
    public string? FullName { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Who presents it.</summary>
    public string? Username { get; init; }

    /// <summary>The names of its roles.</summary>
    public IReadOnlyList<string?>? RoleNameList { get; init; }

    /// <summary>Whether it is switched on; it is where nothing says otherwise.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The addresses and CIDR ranges it may be used from.</summary>
    public IReadOnlyList<string?>? IpList { get; init; }

    /// <summary>When it stops working; null for never.</summary>
    [JsonConverter(typeof(LooseTextConverter))]
    public string? ExpireDate { get; init; }

    /// <summary>The facts. When it was made and changed, and since when it is switched off, the contract does not say: those moments are the first of the calendar.</summary>
    /// <param name="project">Its project.</param>
    /// <param name="authority">The name of the authority.</param>
    /// <param name="now">The present.</param>
    /// <param name="answer">The list it stands in.</param>
    /// <exception cref="CredentialException">The date is none.</exception>
    public ProjectCredential Facts(string project, string authority, DateTimeOffset now, RemoteAnswer answer)
    {
        DateTimeOffset? expiry = string.IsNullOrWhiteSpace(ExpireDate) ? null
            : Moments.TryReadLoosely(ExpireDate, out DateTimeOffset moment) ? moment
            : throw answer.NotUnderstood($"a credential '{Username}' whose expireDate is none");
        DateTimeOffset? disabledAt = Enabled == false ? default(DateTimeOffset) : null;
        string username = Username ?? string.Empty;
        return new ProjectCredential
        {
            Id = new CredentialPlace(project, username).Id,
            Username = username,
            Project = project,
            State = StateOf(expiry, disabledAt, now),
            Email = Email ?? string.Empty,
            FullName = FullName ?? string.Empty,
            Description = Description ?? string.Empty,
            Role = [.. (RoleNameList ?? []).OfType<string>()],
            IPAddress = [.. (IpList ?? []).OfType<string>()],
            ExpiresAt = expiry,
            DisabledAt = disabledAt,
            Authority = authority,
        };
    }

    /// <summary>The state of a credential.</summary>
    /// <param name="expiry">When it stops working; null for never.</param>
    /// <param name="disabledAt">When it was switched off, if it is.</param>
    /// <param name="now">The present.</param>
    public static CredentialState StateOf(DateTimeOffset? expiry, DateTimeOffset? disabledAt, DateTimeOffset now) =>
        CredentialStates.At(now, expiry ?? DateTimeOffset.MaxValue, disabledAt, revokedAt: null);
}
