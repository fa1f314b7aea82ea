using System.Text.Json;
using PSCredentials.Shell;

namespace PSCredentials.Module.Tests.Help;

/// <summary>Runs the code of an example in a folder of its own, which holds the vault, and returns what each block writes.</summary>
internal static class ExampleRun
{
    /// <summary>The columns that output is laid out for.</summary>
    public const int Width = 100;

    private const string Mark = "<<<next block>>>";

    /// <summary>Runs the blocks in a session of the shell, in this process.</summary>
    public static string[] InProcess(IEnumerable<string> blocks, string folder)
    {
        var writer = new StringWriter();
        var console = new ShellConsole(writer, writer) { Width = Width };
        using ShellSession session = ShellSession.Open(ShellOptions.ForCommand(string.Empty) with { ModulePath = TestEnvironment.Manifest }, console, new ShellSignals());
        session.Invoke($"$null = $ExecutionContext.SessionState.Path.SetLocation('{folder}')");
        session.Invoke($"$null = Connect-CredentialAuthority -Path '{folder}/vault'");
        var outputs = new List<string>();
        foreach (string block in blocks)
        {
            writer.GetStringBuilder().Clear();
            foreach (string statement in ExampleCode.Statements(block))
            {
                session.Invoke(statement);
            }

            outputs.Add(writer.ToString());
        }

        return [.. outputs];
    }

    /// <summary>Runs the blocks in PowerShell, in a process of its own.</summary>
    public static async Task<string[]> InPowerShellAsync(IEnumerable<string> blocks, string folder)
    {
        string[][] statements = [.. blocks.Select(ExampleCode.Statements)];
        string input = Path.Combine(folder, "blocks.json");
        await File.WriteAllTextAsync(input, JsonSerializer.Serialize(statements));
        string driver = Path.Combine(folder, "driver.ps1");
        await File.WriteAllTextAsync(driver, $$"""
            [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
            $PSStyle.OutputRendering = 'PlainText'
            $env:PSCREDENTIALS_HOME = '{{folder}}/default'
            Import-Module -Name '{{TestEnvironment.Manifest}}'
            Set-Location -LiteralPath '{{folder}}'
            $null = Connect-CredentialAuthority -Path '{{folder}}/vault'
            $private:blocks = [IO.File]::ReadAllText('{{input}}') | ConvertFrom-Json -NoEnumerate
            [IO.File]::Delete('{{input}}')
            foreach ($private:block in $private:blocks) {
                '{{Mark}}'
                foreach ($private:statement in $private:block) {
                    . ([scriptblock]::Create($private:statement)) 2>&1 3>&1 | Out-String -Stream -Width {{Width - 1}}
                }
            }
            """);
        ExternalProgram run = await ExternalProgram.RunAsync("pwsh", "-NoProfile", "-NonInteractive", "-File", driver);
        Assert.True(run.Error.Length == 0, run.Error);
        return [.. run.Output.ReplaceLineEndings("\n").Split(Mark).Skip(1)];
    }
}
