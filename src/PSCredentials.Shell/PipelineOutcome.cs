using System.Management.Automation;

namespace PSCredentials.Shell;

/// <summary>How a pipeline ended.</summary>
/// <param name="Output">What it wrote, if nothing rendered it.</param>
/// <param name="Error">What ended it; <see langword="null"/> if it came to its end.</param>
/// <param name="WasStopped">Whether it was stopped from outside.</param>
internal sealed record PipelineOutcome(IReadOnlyCollection<PSObject> Output, Exception? Error, bool WasStopped);
