using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>
/// Deploys all credentials of projects to their environments again, and with them whatever is pending. With -Continuous it goes on until Ctrl+C or the end of
/// -Duration, and delivers what failed and what becomes due, such as the expiry of a credential.
/// </summary>
[Cmdlet(VerbsData.Publish, "ProjectCredential", SupportsShouldProcess = true, DefaultParameterSetName = OnceSet)]
[OutputType(typeof(DeploymentReport))]
public sealed class PublishProjectCredentialCommand : AuthorityCmdlet
{
    private const string OnceSet = "Once";
    private const string ContinuousSet = "Continuous";

    /// <summary>The projects: names, or projects and environments as the Get- commands return them; all by default.</summary>
    [Parameter(Position = 0, ParameterSetName = OnceSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ProjectNameList]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Project { get; set; }

    /// <summary>The environments of the projects; all by default.</summary>
    [Parameter(Position = 1, ParameterSetName = OnceSet, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [TextList]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[]? Environment { get; set; }

    /// <summary>Goes on, and delivers what is due and what becomes due in all projects, until Ctrl+C.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContinuousSet)]
    public SwitchParameter Continuous { get; set; }

    /// <summary>How long to go on: a number of seconds, a TimeSpan, or text such as '10m'. Until Ctrl+C by default.</summary>
    [Parameter(ParameterSetName = ContinuousSet)]
    [Duration(InSeconds = true)]
    public TimeSpan? Duration { get; set; }

    private protected override object? Subject => (Project ?? Environment) is { Length: > 0 } named ? string.Join(", ", named) : base.Subject;

    private protected override bool CountsRecords => false;

    private protected override string WaitingText => Continuous ? "Waiting for what becomes due" : base.WaitingText;

    private protected override void Process()
    {
        if (Continuous)
        {
            Run();
            return;
        }

        if (Project is { Length: > 0 })
        {
            Array.ForEach(Project, project => Attempt(project, () => Publish(project, Environment ?? [])));
            return;
        }

        // An object that names no project must not stand for all of them.
        if (MyInvocation.ExpectingInput || Environment is { Length: > 0 })
        {
            throw CredentialException.Invalid("Project", "is needed: an environment is that of a project, and what is piped in has to name one.");
        }

        ICredentialProjectService projects = Target.Projects;
        foreach (CredentialProject project in Await(projects.ListProjectsAsync).Where(project => project.Environment.Count > 0))
        {
            Attempt(project, () => Publish(project.Name, []));
        }
    }

    private void Publish(string project, string[] environments)
    {
        if (NamePattern.IsWild(project) || environments.Any(NamePattern.IsWild))
        {
            throw new CredentialException(CredentialErrors.WildcardNotAllowed, $"'{project}' or one of its environments has wildcards, which Publish-ProjectCredential does not take.");
        }

        if (!ShouldProcess(environments.Length == 0 ? project : $"{project} ({string.Join(", ", environments)})", "Deploy credentials"))
        {
            return;
        }

        ICredentialAuthority authority = Target;
        DeploymentResult result = Await(cancellation => authority.Deployment.PublishAsync(project, environments, cancellation));
        if (result.EnvironmentResults.Count == 0)
        {
            WriteWarning($"Project '{project}' has no environment that its credentials could be deployed to; New-CredentialEnvironment makes one.");
        }

        foreach (EnvironmentResult one in result.EnvironmentResults)
        {
            Emit(authority, project, one);
        }

        CountOne();
    }

    private void Run()
    {
        if (!ShouldProcess("all projects", "Deploy what is due, and what becomes due"))
        {
            return;
        }

        ICredentialAuthority authority = Target;
        foreach ((string project, EnvironmentResult result) in Stream(cancellation => RunAsync(authority.Deployment, Duration, cancellation)))
        {
            Emit(authority, project, result);
        }
    }

    private static async IAsyncEnumerable<(string Project, EnvironmentResult Result)> RunAsync(
        IDeploymentService service, TimeSpan? duration, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(duration ?? Timeout.InfiniteTimeSpan, TimeProvider.System);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        var reports = Channel.CreateUnbounded<(string, EnvironmentResult)>(new UnboundedChannelOptions { SingleReader = true });
        Task run = service.RunAsync((project, result) => reports.Writer.TryWrite((project, result)), end.Token)
            .ContinueWith(ended => reports.Writer.TryComplete(ended.Exception?.InnerException), TaskScheduler.Default);
        await foreach ((string, EnvironmentResult) report in reports.Reader.ReadAllAsync(CancellationToken.None))
        {
            yield return report;
        }

        await run;
    }

    private void Emit(ICredentialAuthority authority, string project, EnvironmentResult result)
    {
        if (!result.Success)
        {
            WriteWarning(DeploymentWarning.For(project, result));
        }

        WriteObject(new DeploymentReport
        {
            Project = project,
            Environment = result.EnvironmentName,
            State = result.Success ? DeploymentState.Deployed : DeploymentState.Failed,
            Message = result.Message,
            Time = Now,
            Authority = authority.Name,
        });
    }
}
