using System.Diagnostics;
using System.Management.Automation;
using System.Threading.Channels;
using PSCredentials.Module.Errors;

namespace PSCredentials.Commands;

/// <summary>What every command has: the one place where errors are reported, and waiting that ends within a second of Ctrl+C.</summary>
public abstract class CredentialCmdlet : PSCmdlet
{
    private const int Ahead = 128;
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TellingTime = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RecordProgress? _progress;

    // Null where nobody would read it, so that nothing is spent on it.
    private RequestLines? _requests;

    private protected CredentialCmdlet()
    {
    }

    /// <summary>What the user may call the thing that this record is about, for errors outside of a single target.</summary>
    private protected virtual object? Subject => null;

    /// <summary>Whether each of the pipeline's objects is one thing done; a command that finds several for one counts them itself.</summary>
    private protected virtual bool CountsRecords => true;

    /// <summary>What the command does when it waits for long, as progress says it.</summary>
    private protected virtual string WaitingText => "Waiting for the authority";

    private protected static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Whether the command only says what it would do.</summary>
    private protected bool IsWhatIf =>
        LanguagePrimitives.IsTrue(MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? asked) ? asked : GetVariableValue("WhatIfPreference"));

    /// <summary>Where work that runs beside the pipeline's thread tells of its requests; null where nobody would read it.</summary>
    private protected RequestLines? Requests => _requests;

    /// <summary>Whether the user is asked before each change of high impact.</summary>
    private protected bool AsksFirst => MyInvocation.BoundParameters.TryGetValue("Confirm", out object? asked)
        ? LanguagePrimitives.IsTrue(asked)
        : !LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact least) || least != ConfirmImpact.None;

    /// <summary>Whether the command ends with its first error, so that it must not have worked ahead of it.</summary>
    private protected bool StopsAtErrors => LanguagePrimitives.TryConvertTo(
        MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? asked) ? asked : GetVariableValue("ErrorActionPreference"), out ActionPreference action)
        && action == ActionPreference.Stop;

    private bool IsVerbose => MyInvocation.BoundParameters.TryGetValue("Verbose", out object? asked)
        ? LanguagePrimitives.IsTrue(asked)
        : !LanguagePrimitives.TryConvertTo(GetVariableValue("VerbosePreference"), out ActionPreference action) || action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        _requests = IsVerbose ? new RequestLines() : null;
        try
        {
            Begin();
        }
        catch (CredentialException error)
        {
            // What is wrong before the first record is wrong for all of them.
            ThrowTerminatingError(ErrorRecords.Create(error, null));
        }
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        Attempt(Subject, Process);
        if (CountsRecords)
        {
            CountOne();
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        End();
        _requests?.WriteTo(this);
        _progress?.End();
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        _stopped.TrySetResult();
        _stop.Cancel();
    }

    private protected virtual void Begin()
    {
    }

    private protected abstract void Process();

    private protected virtual void End()
    {
    }

    /// <summary>Is cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken Stop => _stop.Token;

    /// <summary>Does one thing, and reports its failure as an error about the target, after which the pipeline goes on.</summary>
    private protected void Attempt(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (CredentialException error)
        {
            ErrorRecord record = ErrorRecords.Create(error, target);
            if (ErrorRecords.IsTerminating(error))
            {
                ThrowTerminatingError(record);
            }

            WriteError(record);
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>One more thing is done, which is shown once all of it takes over a second.</summary>
    private protected void CountOne() => (_progress ??= new RecordProgress(this)).Advance(MyInvocation.MyCommand.Name);

    /// <summary>Warns where a credential that was just used or changed is near its end.</summary>
    private protected void WarnOfExpiry(ICredential credential)
    {
        if (ExpiryWarning.For(credential, Now) is { } warning)
        {
            WriteWarning(warning);
        }
    }

    /// <summary>Waits for work that runs beside the pipeline's thread.</summary>
    private protected T Await<T>(Func<CancellationToken, Task<T>> operation)
    {
        Task<T> task = Task.Run(() => RequestLines.FollowAsync(_requests, () => operation(_stop.Token)));
        WaitFor(task);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for work that gives nothing back.</summary>
    private protected void Await(Func<CancellationToken, Task> operation) =>
        Await(async cancellation =>
        {
            await operation(cancellation);
            return true;
        });

    /// <summary>Reads a stream that is produced beside the pipeline's thread, never far ahead of what is taken.</summary>
    private protected IEnumerable<T> Stream<T>(Func<CancellationToken, IAsyncEnumerable<T>> open)
    {
        var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        Task producer = Task.Run(() => RequestLines.FollowAsync(_requests, () => ProduceAsync(open, channel.Writer, end.Token)));
        try
        {
            while (true)
            {
                while (channel.Reader.TryRead(out T? item))
                {
                    _requests?.WriteTo(this);
                    yield return item;
                }

                Task<bool> more = channel.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
                WaitFor(more);
                if (!more.GetAwaiter().GetResult())
                {
                    yield break;
                }
            }
        }
        finally
        {
            // Taking less than all is how Select-Object -First ends a pipeline; what reads the store has to have let go by then.
            end.Cancel();
            Task.WaitAny([producer], StopGrace);
            _requests?.WriteTo(this);
        }
    }

    private static async Task<bool> ProduceAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> open, ChannelWriter<T> writer, CancellationToken cancellation)
    {
        try
        {
            await foreach (T item in open(cancellation).WithCancellation(cancellation))
            {
                await writer.WriteAsync(item, cancellation);
            }

            writer.Complete();
            return true;
        }
        catch (Exception error)
        {
            writer.Complete(error);
            return false;
        }
    }

    private void WaitFor(Task task)
    {
        Task[] either = [task, _stopped.Task];
        if (_progress is { IsShown: true })
        {
            // How many are done says more than that something is waited for.
            IsDoneWithin(Timeout.InfiniteTimeSpan, either);
        }
        else if (!IsDoneWithin(QuietTime, either))
        {
            var progress = new ProgressRecord(0, MyInvocation.MyCommand.Name, WaitingText);
            WriteProgress(progress);
            IsDoneWithin(Timeout.InfiniteTimeSpan, either);
            if (!Stopping)
            {
                progress.RecordType = ProgressRecordType.Completed;
                WriteProgress(progress);
            }
        }

        if (Stopping && Task.WaitAny([task], StopGrace) < 0)
        {
            Abandon(task);
            throw new PipelineStoppedException();
        }
    }

    // What is told meanwhile is written meanwhile: who waits wants to know what for.
    private bool IsDoneWithin(TimeSpan time, Task[] any)
    {
        if (_requests is null)
        {
            return Task.WaitAny(any, time) >= 0;
        }

        long began = Stopwatch.GetTimestamp();
        bool isDone;
        do
        {
            isDone = Task.WaitAny(any, TellingTime) >= 0;
            _requests.WriteTo(this);
        }
        while (!isDone && (time == Timeout.InfiniteTimeSpan || Stopwatch.GetElapsedTime(began) < time));

        return isDone;
    }

    // Nobody waits for it any more: its error is nobody's, and what it opens is closed again.
    private static void Abandon(Task task) =>
        task.ContinueWith(
            static async ended =>
            {
                _ = ended.Exception;
                if (ended is Task<ICredentialAuthority> { IsCompletedSuccessfully: true } opened)
                {
                    await opened.Result.DisposeAsync();
                }
            },
            TaskScheduler.Default);
}
