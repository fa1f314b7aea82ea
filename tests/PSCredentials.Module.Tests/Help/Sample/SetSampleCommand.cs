namespace PSCredentials.Module.Tests.Help.Sample;

/// <summary>A cmdlet with something of everything that a page speaks of. It is read, never run.</summary>
[Cmdlet(VerbsCommon.Set, "Sample", SupportsShouldProcess = true, DefaultParameterSetName = "Plain")]
[OutputType(typeof(string))]
public sealed class SetSampleCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id")]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int Count { get; set; } = 3;

    [Parameter(Mandatory = true, ParameterSetName = "Shaped")]
    public DayOfWeek Day { get; set; }

    [Parameter(ParameterSetName = "Plain")]
    public string? Text { get; set; }
}
