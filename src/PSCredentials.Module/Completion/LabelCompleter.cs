using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>
/// Offers labels in their form as text, <c>team=payments;stage=prod</c>: names of labels, and behind a name the values it has. It completes the last
/// pair; those before it stay.
/// </summary>
public abstract class LabelCompleter : AuthorityValueCompleter
{
    private static readonly char[] Separators = [';', ','];

    private protected LabelCompleter()
    {
    }

    private protected abstract string Noun { get; }

    private protected abstract Task<IReadOnlyList<PropertyValue>> NamesAsync(ICredentialAuthority authority, PropertyValueQuery query, CancellationToken cancellationToken);

    private protected abstract Task<IReadOnlyList<PropertyValue>> ValuesAsync(ICredentialAuthority authority, PropertyValueQuery query, CancellationToken cancellationToken);

    internal sealed override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string text = request.Word.Text;
        int start = text.LastIndexOfAny(Separators) + 1;
        start += text[start..].Length - text[start..].TrimStart().Length;
        string before = text[..start];
        string pair = text[start..];
        int at = pair.IndexOf('=', StringComparison.Ordinal);
        if (at < 0)
        {
            string[] given = [.. before.Split(Separators).Select(earlier => earlier.Split('=')[0].Trim())];
            foreach (PropertyValue name in await NamesAsync(authority, Beginning(pair), cancellationToken))
            {
                if (CanBeWritten(name.Value) && !name.Value.Contains('=', StringComparison.Ordinal) && !given.Contains(name.Value, StringComparer.OrdinalIgnoreCase))
                {
                    yield return new Offer($"{before}{name.Value}=", $"{name.Value}: {Count(name.Count, Noun)}; the value follows")
                    {
                        Shown = name.Value + "=",
                        IsWhole = false,
                    };
                }
            }

            yield break;
        }

        string label = pair[..at].Trim();
        string begun = pair[(at + 1)..].TrimStart();
        foreach (PropertyValue value in await ValuesAsync(authority, Beginning(begun) with { Label = label }, cancellationToken))
        {
            string written = request.TakesPattern ? WildcardPattern.Escape(value.Value) : value.Value;
            if (CanBeWritten(written))
            {
                yield return new Offer($"{before}{label}={written}", $"{label}={value.Value}: {Count(value.Count, Noun)}") { Shown = value.Value };
            }
        }
    }

    private static PropertyValueQuery Beginning(string text) => new() { Pattern = WildcardPattern.Escape(WildcardPattern.Unescape(text)) + "*", First = Most };

    // Text cannot say what holds a separator, or begins or ends with white space; a hashtable can.
    private static bool CanBeWritten(string part) => part.IndexOfAny(Separators) < 0 && part.AsSpan().Trim().Length == part.Length;
}
