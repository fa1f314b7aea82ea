namespace PSCredentials.HelpBuilder.Pages;

/// <summary>A page cannot be read at all.</summary>
/// <param name="fault">Where and why.</param>
internal sealed class PageException(Fault fault) : Exception(fault.ToString())
{
    /// <summary>Where and why.</summary>
    public Fault Fault { get; } = fault;
}
