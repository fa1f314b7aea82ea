namespace PSCredentials.Module.Reporting;

/// <summary>One credential in a report: what all families have, in the same words. It holds no secret and no part of one, such as a masked key is.</summary>
internal sealed record ReportEntry
{
    /// <summary>The name of its authority.</summary>
    public required string Authority { get; init; }

    /// <summary>Its family.</summary>
    public required CredentialFamily Family { get; init; }

    /// <summary>The identifier the authority gave it.</summary>
    public required string Id { get; init; }

    /// <summary>Its name or username.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace, workspace or project; empty where it has none.</summary>
    public required string Scope { get; init; }

    /// <summary>What it is, such as <c>ServiceApiToken</c> or <c>ApiKey (Editor)</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Its state when it was read.</summary>
    public required CredentialState State { get; init; }

    /// <summary>Who made it, the user of a key, or the holder of a project's credential; empty where that is not known.</summary>
    public required string Owner { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>When it was made; null where the authority does not tell.</summary>
    public required DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it stops working; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last presented and accepted; null where it never was, or the authority does not keep that.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Its labels.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>What is worth a look, in the order of <see cref="ReportFinding"/>.</summary>
    public IReadOnlyList<ReportFinding> Findings { get; private init; } = [];

    /// <summary>The entry of an API credential.</summary>
    /// <param name="credential">The credential.</param>
    internal static ReportEntry Of(ApiCredential credential) => new()
    {
        Authority = credential.Authority,
        Family = CredentialFamily.ApiCredential,
        Id = credential.Id,
        Name = credential.Name,
        Scope = credential.Namespace,
        Type = credential.Type.ToString(),
        State = credential.State,
        Owner = credential.Owner,
        Description = credential.Description,
        CreatedAt = Known(credential.CreatedAt),
        ExpiresAt = credential.ExpiresAt,
        LastUsedAt = credential.LastUsedAt,
        Labels = LabelSet.Of(credential.Label),
    };

    /// <summary>The entry of an API key.</summary>
    /// <param name="key">The key's facts.</param>
    internal static ReportEntry Of(ApiKey key) => new()
    {
        Authority = key.Authority,
        Family = CredentialFamily.ApiKey,
        Id = key.Id,
        Name = key.Name,
        Scope = key.Workspace,
        Type = $"ApiKey ({key.Role})",
        State = key.State,
        Owner = key.UserName,
        Description = key.Description,
        CreatedAt = Known(key.CreatedAt),
        ExpiresAt = key.ExpiresAt,
        LastUsedAt = key.LastUsedAt,
        Labels = LabelSet.Of(key.Label),
    };

    /// <summary>The entry of a project's credential.</summary>
    /// <param name="credential">The credential.</param>
    internal static ReportEntry Of(ProjectCredential credential) => new()
    {
        Authority = credential.Authority,
        Family = CredentialFamily.ProjectCredential,
        Id = credential.Id,
        Name = credential.Username,
        Scope = credential.Project,
        Type = "ProjectCredential",
        State = credential.State,
        Owner = credential.FullName.Length > 0 ? credential.FullName : credential.Email,
        Description = credential.Description,
        CreatedAt = Known(credential.CreatedAt),
        ExpiresAt = credential.ExpiresAt,
        LastUsedAt = credential.LastUsedAt,
        Labels = LabelSet.Of(credential.Label),
    };

    /// <summary>The entry with what is worth a look about it.</summary>
    /// <param name="now">The report's moment.</param>
    /// <param name="keepsUse">Whether its authority keeps when a credential was last used.</param>
    internal ReportEntry Judged(DateTimeOffset now, bool keepsUse)
    {
        var findings = new List<ReportFinding>();
        bool stands = State is CredentialState.Active or CredentialState.Disabled;
        AddIf(ReportFinding.Expired, State == CredentialState.Expired);
        AddIf(ReportFinding.ExpiresSoon, stands && ExpiresAt is { } end && end - now <= CredentialReport.Soon);
        AddIf(ReportFinding.NeverExpires, stands && ExpiresAt is null);
        AddIf(ReportFinding.NeverUsed, State == CredentialState.Active && LastUsedAt is null && keepsUse);
        AddIf(ReportFinding.Disabled, State == CredentialState.Disabled);
        return this with { Findings = findings };

        void AddIf(ReportFinding finding, bool applies)
        {
            if (applies)
            {
                findings.Add(finding);
            }
        }
    }

    private static DateTimeOffset? Known(DateTimeOffset moment) => moment == default ? null : moment;
}
