using PSCredentials.HelpBuilder;
using PSCredentials.HelpBuilder.Commands;

const int Success = 0;
const int Disagreement = 1;
const int CannotTry = 2;

try
{
    BuilderOptions options = BuilderOptions.Parse(args);
    ModuleFolder module = ModuleFolder.Read(options.Module);
    Documentation documentation = Documentation.Read(options.Docs, module);
    foreach (Fault fault in documentation.Faults)
    {
        Console.Error.WriteLine(fault);
    }

    if (documentation.Faults.Count != 0)
    {
        return Disagreement;
    }

    if (!options.CheckOnly)
    {
        documentation.Write(Path.Combine(options.Module, "en-US"));
    }

    Console.WriteLine($"{documentation.Pages.Count} pages and {documentation.Topics.Count} topics agree with {module.Name}.");
    return Success;
}
catch (Exception error) when (error is ArgumentException or InvalidDataException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return CannotTry;
}
