using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PSCredentials.KubeConfigs;

/// <summary>
/// Looks over YAML that someone else wrote before it is read: one document, not too deep, not too many values, and only texts as keys. Reading recurses into what
/// is nested, takes a good while for each value, and compares keys, which an alias could make endlessly large.
/// </summary>
internal static class YamlBounds
{
    private const int MaximumDepth = 64;

    // Thousands of clusters; a few seconds.
    private const int MaximumNodes = 100_000;
    private const string StandardTag = "tag:yaml.org,2002:";

    /// <summary>Refuses what is not fit to be read.</summary>
    /// <param name="text">The YAML.</param>
    /// <exception cref="YamlException">It is not YAML, or not within the bounds.</exception>
    public static void Check(string text)
    {
        var parser = new Parser(new StringReader(text));
        var open = new Stack<Level>();
        int documents = 0;
        int nodes = 0;
        while (parser.MoveNext())
        {
            ParsingEvent current = parser.Current!;
            switch (current)
            {
                case DocumentStart when ++documents > 1:
                    throw new YamlException(current.Start, current.End, "There is more than one document.");
                case NodeEvent or AnchorAlias when ++nodes > MaximumNodes:
                    throw new YamlException(current.Start, current.End, "There are too many values.");
                case NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } tag } when !IsKept(tag.Value):
                    throw new YamlException(current.Start, current.End, "A tag could not be kept.");
                case NodeEvent or AnchorAlias:
                    Take(open, current);
                    break;
                case SequenceEnd or MappingEnd:
                    open.Pop();
                    break;
            }
        }
    }

    // The writer of YAML forgets the marks around other tags, and a text after it would be another one.
    private static bool IsKept(string tag) => tag.StartsWith('!') || tag.StartsWith(StandardTag, StringComparison.Ordinal);

    private static void Take(Stack<Level> open, ParsingEvent current)
    {
        if (open.TryPeek(out Level? level) && level.IsMapping)
        {
            if (level.IsKeyNext && current is not Scalar)
            {
                throw new YamlException(current.Start, current.End, "A key is no text.");
            }

            level.IsKeyNext = !level.IsKeyNext;
        }

        if (current is SequenceStart or MappingStart)
        {
            open.Push(new Level { IsMapping = current is MappingStart, IsKeyNext = true });
            if (open.Count > MaximumDepth)
            {
                throw new YamlException(current.Start, current.End, "It is nested too deep.");
            }
        }
    }

    private sealed class Level
    {
        public bool IsMapping { get; init; }

        public bool IsKeyNext { get; set; }
    }
}
