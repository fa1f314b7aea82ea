using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PSCredentials.Shell;

/// <summary>How a pipeline ended.</summary>
internal sealed class PipelineOutcome(Pipeline pipeline, IReadOnlyCollection<PSObject> output, Exception? error)
{
    public IReadOnlyCollection<PSObject> Output { get; } = output;

    public Exception? Error { get; } = error;

    public bool WasStopped { get; } = error is PipelineStoppedException || pipeline.PipelineStateInfo.State == PipelineState.Stopped;
}
