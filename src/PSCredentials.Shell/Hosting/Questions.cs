using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace PSCredentials.Shell.Hosting;

/// <summary>Asks the user, where there is one.</summary>
internal sealed class Questions(ShellConsole console, ShellSignals signals, PSHostUserInterface output, bool isInteractive)
{
    public string ReadLine() => Read(masked: false);

    public SecureString ReadSecret()
    {
        var secret = new SecureString();
        foreach (char character in Read(masked: true))
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        return secret;
    }

    public PSCredential AskCredential(string caption, string message, string userName)
    {
        RequireUser();
        Introduce(caption, message);
        string name = userName;
        if (string.IsNullOrEmpty(name))
        {
            output.Write("User: ");
            name = ReadLine();
        }

        output.Write($"Password for {name}: ");
        return new PSCredential(name, ReadSecret());
    }

    public int AskChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireUser();
        Introduce(caption, message);
        var menu = new ChoiceMenu(choices, defaultChoice);
        while (true)
        {
            output.Write(menu.Line);
            string answer = ReadLine().Trim();
            if (answer == "?")
            {
                output.WriteLine(menu.Help);
            }
            else if (menu.Find(answer) is int choice)
            {
                return choice;
            }
        }
    }

    public Dictionary<string, PSObject?> AskFields(string caption, string message, Collection<FieldDescription> fields)
    {
        RequireUser();
        Introduce(caption, message);
        return fields.ToDictionary(field => field.Name, field => (PSObject?)PSObject.AsPSObject(AskField(field)));
    }

    private object AskField(FieldDescription field)
    {
        Type type = LanguagePrimitives.TryConvertTo(field.ParameterTypeFullName, out Type found) ? found : typeof(string);
        if (type == typeof(SecureString))
        {
            output.Write($"{field.Name}: ");
            return ReadSecret();
        }

        if (type == typeof(PSCredential))
        {
            return AskCredential(field.Name, string.Empty, string.Empty);
        }

        if (!type.IsArray)
        {
            return AskValue(field.Name, type, isOptional: false)!;
        }

        var values = new List<object>();
        while (AskValue($"{field.Name}[{values.Count}]", type.GetElementType()!, isOptional: true) is object value)
        {
            values.Add(value);
        }

        return values.ToArray();
    }

    private object? AskValue(string label, Type type, bool isOptional)
    {
        while (true)
        {
            output.Write($"{label}: ");
            string answer = ReadLine();
            if (isOptional && answer.Length == 0)
            {
                return null;
            }

            if (LanguagePrimitives.TryConvertTo(answer, type, out object value))
            {
                return value;
            }

            output.WriteErrorLine($"'{answer}' is no {type.Name}.");
        }
    }

    private void Introduce(string caption, string message)
    {
        foreach (string line in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(line))
            {
                output.WriteLine(line);
            }
        }
    }

    private string Read(bool masked)
    {
        RequireUser();
        try
        {
            return console.ReadLine(masked) ?? throw new HostException("The input ended before the question was answered.");
        }
        catch (OperationCanceledException)
        {
            signals.Interrupt();
            throw new PipelineStoppedException();
        }
    }

    private void RequireUser()
    {
        if (!isInteractive)
        {
            throw new PSInvalidOperationException(
                "A question cannot be asked: the shell is not interactive. Give the value as a parameter, or -Confirm:$false to confirm.");
        }
    }
}
