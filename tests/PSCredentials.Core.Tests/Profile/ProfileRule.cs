using System.Formats.Asn1;

namespace PSCredentials.Tests.Profile;

/// <summary>One demand of a standard.</summary>
/// <typeparam name="T">How the thing is looked at.</typeparam>
/// <param name="Clause">Where it stands.</param>
/// <param name="Demand">What it says.</param>
/// <param name="Holds">Whether the thing is so.</param>
internal sealed record ProfileRule<T>(string Clause, string Demand, Func<T, bool> Holds)
    where T : IProfileView<T>
{
    /// <summary>To which things it applies.</summary>
    public Func<T, bool> Applies { get; init; } = _ => true;

    /// <summary>Changes that make a good thing a bad one: without one, nobody knows that the rule ever finds anything.</summary>
    public required IReadOnlyList<Func<T, byte[]>> Breaks { get; init; }

    public override string ToString() => $"{Clause}: {Demand}";

    /// <summary>Whether the thing breaks the rule.</summary>
    public bool IsBrokenBy(T thing)
    {
        try
        {
            return !Holds(thing);
        }
        catch (AsnContentException)
        {
            return true;
        }
    }
}
