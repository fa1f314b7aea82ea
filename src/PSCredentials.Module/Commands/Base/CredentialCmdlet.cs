using System.Management.Automation;
using System.Threading.Channels;
using PSCredentials.Module.Errors;

namespace PSCredentials.Commands;

/// <summary>What every command has: the one place where errors are reported, and waiting that ends within a second of Ctrl+C.</summary>
public abstract class CredentialCmdlet : PSCmdlet
{
    private const int Ahead = 128;
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RecordProgress? _progress;

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

    /// <summary>Whether the user is asked before each change of high impact.</summary>
    private protected bool AsksFirst => MyInvocation.BoundParameters.TryGetValue("Confirm", out object? asked)
        ? LanguagePrimitives.IsTrue(asked)
        : !LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact least) || least != ConfirmImpact.None;

    /// <summary>Whether the command ends with its first error, so that it must not have worked ahead of it.</summary>
    private protected bool StopsAtErrors => LanguagePrimitives.TryConvertTo(
        MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? asked) ? asked : GetVariableValue("ErrorActionPreference"), out ActionPreference action)
        && action == ActionPreference.Stop;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
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
        Task<T> task = Task.Run(() => operation(_stop.Token));
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
        Task producer = Task.Run(() => ProduceAsync(open, channel.Writer, end.Token));
        try
        {
            while (true)
            {
                while (channel.Reader.TryRead(out T? item))
                {
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
        }
    }

    private static async Task ProduceAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> open, ChannelWriter<T> writer, CancellationToken cancellation)
    {
        try
        {
            await foreach (T item in open(cancellation).WithCancellation(cancellation))
            {
                await writer.WriteAsync(item, cancellation);
            }

            writer.Complete();
        }
        catch (Exception error)
        {
            writer.Complete(error);
        }
    }

    private void WaitFor(Task task)
    {
        Task[] either = [task, _stopped.Task];
        if (Task.WaitAny(either, QuietTime) < 0)
        {
            var progress = new ProgressRecord(0, MyInvocation.MyCommand.Name, WaitingText);
            WriteProgress(progress);
            Task.WaitAny(either);
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
