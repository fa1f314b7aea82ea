using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>The query of a request. What is not among the endpoint's parameters is refused: a filter with a typing error must not list everything.</summary>
internal sealed class QueryValues
{
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    private readonly IQueryCollection _query;

    private QueryValues(IQueryCollection query) => _query = query;

    /// <summary>Reads the query.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The query.</returns>
    public static ValueTask<QueryValues?> BindAsync(HttpContext context) => ValueTask.FromResult<QueryValues?>(new QueryValues(context.Request.Query));

    /// <summary>Refuses what the endpoint does not take, before the endpoint does anything.</summary>
    /// <param name="context">The call.</param>
    /// <param name="next">What comes after.</param>
    /// <returns>The endpoint's result.</returns>
    /// <exception cref="CredentialException">Names the first one.</exception>
    public static ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        IQueryCollection query = context.HttpContext.Request.Query;
        if (query.Count > 0)
        {
            IReadOnlyList<QueryParameter> known = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>()?.All ?? [];
            foreach ((string name, StringValues values) in query)
            {
                QueryParameter parameter = known.FirstOrDefault(one => one.Name == name)
                    ?? throw CredentialException.Invalid($"Query parameter '{Shown(name)}'", known.Count == 0
                        ? "is not known here; there are none."
                        : $"is not known here; there are {string.Join(", ", known.Select(one => one.Name))}.");
                if (values.Count > 1 && !parameter.IsRepeated)
                {
                    throw Fault(parameter, "can be given once.");
                }
            }
        }

        return next(context);
    }

    /// <summary>All values of a parameter.</summary>
    public IReadOnlyList<string> Texts(QueryParameter parameter) => [.. _query[parameter.Name].Select(value => value ?? string.Empty)];

    /// <summary>The value of a parameter; null where it was left out.</summary>
    public string? Text(QueryParameter parameter) =>
        _query.TryGetValue(parameter.Name, out StringValues values) ? values[0] ?? string.Empty
        : parameter.IsRequired ? throw Fault(parameter, "is missing.")
        : null;

    /// <summary>All values of a parameter that are names of an enumeration.</summary>
    public IReadOnlyList<T> Names<T>(QueryParameter parameter)
        where T : struct, Enum => [.. Texts(parameter).Select(text => Name<T>(parameter, text))];

    /// <summary>The value of a parameter that is the name of an enumeration's value.</summary>
    public T Name<T>(QueryParameter parameter)
        where T : struct, Enum => Name<T>(parameter, Text(parameter) ?? string.Empty);

    /// <summary>A moment; null where it was left out.</summary>
    public DateTimeOffset? Moment(QueryParameter parameter) =>
        Text(parameter) is not { } text ? null
        : DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment) ? moment
        : throw Fault(parameter, "is not a moment such as 2030-01-31T12:00:00Z; a + has to be written as %2B.");

    /// <summary>A flag; false where it was left out.</summary>
    public bool Flag(QueryParameter parameter) => Text(parameter) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Fault(parameter, "has to be true or false."),
    };

    /// <summary>A number; null where it was left out.</summary>
    public long? Number(QueryParameter parameter, long least, long most) =>
        Text(parameter) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most ? number
        : throw Fault(parameter, $"has to be a number from {least} to {most}.");

    /// <summary>Labels, as name=pattern.</summary>
    public IReadOnlyDictionary<string, string> Labels(QueryParameter parameter)
    {
        var labels = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string text in Texts(parameter))
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !labels.TryAdd(text[..equals], text[(equals + 1)..]))
            {
                throw Fault(parameter, "has to be of the form name=pattern, each name once.");
            }
        }

        return labels;
    }

    private static T Name<T>(QueryParameter parameter, string text)
        where T : struct, Enum =>
        parameter.Names.FirstOrDefault(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : throw Fault(parameter, $"has to be one of {string.Join(", ", parameter.Names)}.");

    private static CredentialException Fault(QueryParameter parameter, string fault) => CredentialException.Invalid($"Query parameter '{parameter.Name}'", fault);

    private static string Shown(string name) => new([.. name.Take(40).Select(character => character is >= ' ' and <= '~' ? character : '?')]);
}
