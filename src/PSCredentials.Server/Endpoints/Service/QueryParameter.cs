namespace PSCredentials.Server.Endpoints.Service;

/// <summary>What a parameter of a query is.</summary>
internal enum QueryKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A moment (RFC 3339).</summary>
    Moment,

    /// <summary>A value of an enumeration, by its name.</summary>
    Name,
}

/// <summary>A parameter that an endpoint takes in its query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsRepeated">Whether it can come several times.</param>
/// <param name="IsRequired">Whether it has to be there.</param>
internal sealed record QueryParameter(string Name, string Description, QueryKind Kind = QueryKind.Text, bool IsRepeated = false, bool IsRequired = false)
{
    /// <summary>The names that can be given, for <see cref="QueryKind.Name"/>.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>How many items a page has at most.</summary>
    public static QueryParameter Limit { get; } = new("limit", "How many to answer at most: 1 to 1000, 100 where it is left out. As a stream (application/x-ndjson): all where it is left out.", QueryKind.Number);

    /// <summary>How many items are passed over.</summary>
    public static QueryParameter Skip { get; } = new("skip", "How many to pass over.", QueryKind.Number);

    /// <summary>From where a list goes on.</summary>
    public static QueryParameter After { get; } = new("after", "From where the list goes on; it comes from the Link header of the page before.");

    /// <summary>How many of the newest.</summary>
    public static QueryParameter Newest { get; } = new("newest", "Only the newest how many, in pages.", QueryKind.Number);

    /// <summary>How many values.</summary>
    public static QueryParameter ValueLimit { get; } = new("limit", "How many to answer at most: 1 to 100000, 1000 where it is left out.", QueryKind.Number);

    /// <summary>Whether all items are counted.</summary>
    public static QueryParameter Count { get; } = new("count", "Whether to say how many there are on all pages.", QueryKind.Flag);

    /// <summary>States.</summary>
    public static QueryParameter State { get; } = Of<CredentialState>("state", "Only those in one of these states.");

    /// <summary>Identifiers.</summary>
    public static QueryParameter Id { get; } = new("id", "Only those with one of these identifiers.", IsRepeated: true);

    /// <summary>The beginning of an identifier.</summary>
    public static QueryParameter IdPrefix { get; } = new("idPrefix", "Only those whose identifier begins so; the list is then in the order of identifiers.");

    /// <summary>Labels.</summary>
    public static QueryParameter Label { get; } = new("label", "Only those with this label, as name=pattern; each that is given has to be there.", IsRepeated: true);

    /// <summary>An upper bound of the expiry.</summary>
    public static QueryParameter ExpiringBefore { get; } = new("expiringBefore", "Only what is unexpired and expires at or before this moment.", QueryKind.Moment);

    /// <summary>A bound of an expiry that has passed.</summary>
    public static QueryParameter ExpiredBefore { get; } = new("expiredBefore", "Only what expired before this moment.", QueryKind.Moment);

    /// <summary>Whether to go on where others depend on something.</summary>
    public static QueryParameter Force { get; } = new("force", "Whether to go on where others depend on it.", QueryKind.Flag);

    /// <summary>A pattern for values of a property.</summary>
    public static QueryParameter Pattern { get; } = new("pattern", "Only values that match this pattern (*, ?, [a-z]), without regard to case.");

    /// <summary>The label whose values are listed.</summary>
    public static QueryParameter LabelName { get; } = new("labelName", "The label whose values are listed, for the property labelValue.");

    /// <summary>Patterns, of which one has to match.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="what">What they are for.</param>
    /// <returns>The parameter.</returns>
    public static QueryParameter Patterns(string name, string what) =>
        new(name, $"Only those whose {what} matches one of these patterns (*, ?, [a-z]), without regard to case.", IsRepeated: true);

    /// <summary>A value of an enumeration.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="name">The parameter's name.</param>
    /// <param name="description">What it means.</param>
    /// <param name="isRepeated">Whether it can come several times.</param>
    /// <param name="isRequired">Whether it has to be there.</param>
    /// <returns>The parameter.</returns>
    public static QueryParameter Of<T>(string name, string description, bool isRepeated = true, bool isRequired = false)
        where T : struct, Enum => new(name, description, QueryKind.Name, isRepeated, isRequired) { Names = Enum.GetNames<T>() };
}

/// <summary>The parameters that an endpoint takes in its query; it takes no others.</summary>
/// <param name="All">They.</param>
internal sealed record QueryParameters(params IReadOnlyList<QueryParameter> All);
