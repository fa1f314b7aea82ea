using System.Text;

namespace PSCredentials.Vendors.Queries;

/// <summary>
/// A wildcard pattern of the interface: <c>*</c> stands for any text, <c>?</c> for one character, <c>[a-z]</c> for one of a set, <c>[^a-z]</c> for one that is none of it; a back-tick
/// takes the meaning from the character after it. It matches without regard to case, and what an embedded authority would match.
/// </summary>
internal sealed class WildcardPattern
{
    private readonly List<Part> _parts = [];
    private readonly bool _isImpossible;

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <exception cref="CredentialException">It is nothing that a name could match.</exception>
    public WildcardPattern(string pattern)
    {
        int[] glob = Characters(Glob(NameKey.OfGiven(pattern)));
        for (int i = 0; i < glob.Length; i++)
        {
            switch (glob[i])
            {
                case '*' when _parts is [.., AnyText]:
                    break;
                case '*':
                    _parts.Add(new AnyText());
                    break;
                case '?':
                    _parts.Add(new AnyCharacter());
                    break;
                case '[' when CharacterSet.Read(glob, ref i) is { } set:
                    _parts.Add(set);
                    break;
                case '[':
                    // A set without its end matches nothing.
                    _isImpossible = true;
                    break;
                default:
                    _parts.Add(new Literal(glob[i]));
                    break;
            }
        }
    }

    /// <summary>The one name that a pattern stands for, as the user wrote it; null where it has wildcards.</summary>
    public static string? Literally(string pattern)
    {
        bool isWild = false;
        string text = Translate(pattern, escaped => escaped.ToString(), _ => isWild = true);
        return isWild ? null : text;
    }

    /// <summary>The pattern that a text alone matches.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The pattern.</returns>
    public static string Escape(string text) => string.Concat(text.Select(character => character is '*' or '?' or '[' or ']' or '`' ? $"`{character}" : character.ToString()));

    /// <summary>Whether a name matches. The time it takes grows with the product of both lengths at most.</summary>
    /// <param name="name">The name.</param>
    public bool Matches(string name) => !_isImpossible && MatchesKey(Characters(NameKey.Of(name)));

    // Only the last star has to be tried again: what lies before it is matched as early as it can be.
    private bool MatchesKey(int[] key)
    {
        (int part, int at, int star, int starAt) = (0, 0, -1, 0);
        while (at < key.Length)
        {
            if (part < _parts.Count && _parts[part] is AnyText)
            {
                (star, starAt) = (part++, at);
            }
            else if (part < _parts.Count && _parts[part].Takes(key[at]))
            {
                part++;
                at++;
            }
            else if (star >= 0)
            {
                (part, at) = (star + 1, ++starAt);
            }
            else
            {
                return false;
            }
        }

        return part == _parts.Count || (part == _parts.Count - 1 && _parts[part] is AnyText);
    }

    // An escaped wildcard becomes a set of itself alone, which needs no escape.
    private static string Glob(string pattern) => Translate(pattern, escaped => escaped is '*' or '?' or '[' ? $"[{escaped}]" : escaped.ToString(), _ => { });

    private static string Translate(string pattern, Func<char, string> escape, Action<char> meetWildcard)
    {
        var text = new StringBuilder(pattern.Length);
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '`' && i + 1 < pattern.Length)
            {
                text.Append(escape(pattern[++i]));
                continue;
            }

            if (pattern[i] is '*' or '?' or '[')
            {
                meetWildcard(pattern[i]);
            }

            text.Append(pattern[i]);
        }

        return text.ToString();
    }

    private static int[] Characters(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];

    private abstract record Part
    {
        /// <summary>Whether it stands for a character.</summary>
        public abstract bool Takes(int character);
    }

    private sealed record Literal(int Character) : Part
    {
        public override bool Takes(int character) => character == Character;
    }

    private sealed record AnyCharacter : Part
    {
        public override bool Takes(int character) => true;
    }

    private sealed record AnyText : Part
    {
        public override bool Takes(int character) => false;
    }

    private sealed record CharacterSet(bool IsInverse, IReadOnlyList<(int From, int To)> Ranges) : Part
    {
        /// <summary>Reads a set from its bracket on; the place is that of its end then.</summary>
        /// <returns>Null where it has no end.</returns>
        public static CharacterSet? Read(int[] pattern, ref int at)
        {
            int i = at + 1;
            bool isInverse = i < pattern.Length && pattern[i] == '^';
            i += isInverse ? 1 : 0;
            var ranges = new List<(int From, int To)>();
            for (int first = i; i < pattern.Length; i++)
            {
                // A bracket at the beginning is one of the set.
                if (pattern[i] == ']' && i > first)
                {
                    at = i;
                    return new CharacterSet(isInverse, ranges);
                }

                bool isRange = pattern[i] != ']' && i + 2 < pattern.Length && pattern[i + 1] == '-' && pattern[i + 2] != ']';
                ranges.Add((pattern[i], isRange ? pattern[i + 2] : pattern[i]));
                i += isRange ? 2 : 0;
            }

            return null;
        }

        public override bool Takes(int character) => Ranges.Any(range => character >= range.From && character <= range.To) != IsInverse;
    }
}
