using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation.Host;
using System.Security;

namespace PSCredentials.Module.Tests.Support;

/// <summary>A host that keeps all it is given to show, and answers every question the same way.</summary>
internal sealed class RecordingHost : PSHost
{
    private readonly RecordingUserInterface _ui = new();

    public override CultureInfo CurrentCulture { get; } = CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.GetCultureInfo("en-US");

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Recording";

    public override Version Version { get; } = new(1, 0);

    public override PSHostUserInterface UI => _ui;

    /// <summary>What was shown since <see cref="Clear"/>.</summary>
    public string Shown => string.Concat(_ui.Shown);

    /// <summary>The lines of what ShouldProcess said that it would do.</summary>
    public string[] WhatIf => [.. Shown.Split('\n').Where(line => line.StartsWith("What if: ", StringComparison.Ordinal))];

    /// <summary>The questions that were asked since <see cref="Clear"/>.</summary>
    public IReadOnlyList<string> Questions => _ui.Questions;

    /// <summary>The choice that is taken, such as No.</summary>
    public string Answer { set => _ui.Answer = value; }

    public void Clear()
    {
        _ui.Shown.Clear();
        _ui.Questions.Clear();
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class RecordingUserInterface : PSHostUserInterface
    {
        public List<string> Shown { get; } = [];

        public List<string> Questions { get; } = [];

        public string Answer { get; set; } = "No";

        public override PSHostRawUserInterface? RawUI => null;

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException($"A mandatory value is missing: {string.Join(", ", descriptions.Select(field => field.Name))}");

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Questions.Add($"{caption}\n{message}");
            return choices.Select(choice => choice.Label.Replace("&", string.Empty, StringComparison.Ordinal)).ToList().IndexOf(Answer);
        }

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override void Write(string value) => Shown.Add(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Shown.Add(value);

        public override void WriteLine(string value) => Shown.Add(value + "\n");

        public override void WriteErrorLine(string value) => WriteLine(value);

        public override void WriteDebugLine(string message) => WriteLine(message);

        public override void WriteVerboseLine(string message) => WriteLine(message);

        public override void WriteWarningLine(string message) => WriteLine(message);

        public override void WriteProgress(long sourceId, ProgressRecord record) => Shown.Add(record + "\n");
    }
}
