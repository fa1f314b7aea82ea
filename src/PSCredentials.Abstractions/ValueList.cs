using System.Collections.ObjectModel;

namespace PSCredentials;

/// <summary>A list whose text is its values joined by semicolons, so that Export-Csv writes what Import-Csv and the parameters read.</summary>
/// <typeparam name="T">What it lists.</typeparam>
public sealed class ValueList<T> : ReadOnlyCollection<T>
{
    private ValueList(IList<T> values)
        : base(values)
    {
    }

    /// <summary>The list of nothing.</summary>
    public static new ValueList<T> Empty { get; } = new([]);

    /// <summary>A list of the given values.</summary>
    /// <param name="values">The values; null counts as none.</param>
    /// <returns>The list itself where it is one already.</returns>
    public static ValueList<T> Of(IEnumerable<T>? values) => values as ValueList<T> ?? (values is null ? Empty : new([.. values]));

    /// <summary>The values joined by semicolons.</summary>
    /// <returns>Empty text for no values.</returns>
    public override string ToString() => string.Join(';', this);
}
