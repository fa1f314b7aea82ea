namespace PSCredentials;

/// <summary>Labels in the order of their names. Their text is <c>name=value;name=value</c>, so that Export-Csv writes what Import-Csv and <c>-Label</c> read.</summary>
public sealed class LabelSet : SortedDictionary<string, string>
{
    /// <summary>No labels.</summary>
    public LabelSet()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>The given labels.</summary>
    /// <param name="labels">The labels; null counts as none.</param>
    /// <returns>The set itself where it is one already.</returns>
    /// <exception cref="ArgumentException">Two names differ in case alone.</exception>
    public static LabelSet Of(IReadOnlyDictionary<string, string>? labels)
    {
        if (labels is LabelSet set)
        {
            return set;
        }

        var copy = new LabelSet();
        foreach ((string name, string value) in labels ?? new LabelSet())
        {
            copy.Add(name, value);
        }

        return copy;
    }

    /// <summary>The labels in one line.</summary>
    /// <returns>Empty text for no labels.</returns>
    public override string ToString() => string.Join(';', this.Select(label => $"{label.Key}={label.Value}"));
}
