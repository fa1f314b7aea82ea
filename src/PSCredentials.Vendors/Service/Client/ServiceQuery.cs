using System.Globalization;
using System.Text;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>The query of a request, escaped. What is not given is left out.</summary>
internal sealed class ServiceQuery
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a text.</summary>
    public ServiceQuery With(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    /// <summary>Adds texts, each as a parameter of its own.</summary>
    public ServiceQuery With(string name, IEnumerable<string> values)
    {
        foreach (string value in values)
        {
            With(name, value ?? string.Empty);
        }

        return this;
    }

    /// <summary>Adds values of an enumeration by their names.</summary>
    public ServiceQuery With<T>(string name, IEnumerable<T> values)
        where T : struct, Enum => With(name, values.Select(value => value.ToString()));

    /// <summary>Adds a moment.</summary>
    public ServiceQuery With(string name, DateTimeOffset? moment) => With(name, moment?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>Adds a number.</summary>
    public ServiceQuery With(string name, long? number) => With(name, number?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a flag where it is set.</summary>
    public ServiceQuery With(string name, bool flag) => With(name, flag ? "true" : null);

    /// <summary>Adds labels with patterns for their values.</summary>
    /// <exception cref="CredentialException">A label's name has an equals sign.</exception>
    public ServiceQuery With(string name, IReadOnlyDictionary<string, string> labels)
    {
        foreach ((string label, string pattern) in labels)
        {
            // The service takes what stands before the first equals sign for the name.
            _ = label.Contains('=', StringComparison.Ordinal)
                ? throw CredentialException.Invalid("Label", $"'{label}' has an equals sign in its name; a service cannot be asked for it.")
                : With(name, $"{label}={pattern}");
        }

        return this;
    }

    /// <summary>Another query with the same parameters, to add to.</summary>
    public ServiceQuery Copy()
    {
        var copy = new ServiceQuery();
        copy._text.Append(_text);
        return copy;
    }

    /// <summary>The query with its question mark; empty for none.</summary>
    public override string ToString() => _text.ToString();
}
