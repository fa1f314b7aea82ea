using PSCredentials.HelpBuilder.Checks;
using PSCredentials.HelpBuilder.Commands;
using PSCredentials.HelpBuilder.Output;
using PSCredentials.HelpBuilder.Pages;

namespace PSCredentials.HelpBuilder;

/// <summary>All pages of a module, read and compared with it.</summary>
internal sealed class Documentation
{
    private readonly ModuleFolder _module;
    private readonly Dictionary<string, CommandPage> _pages = new(StringComparer.Ordinal);
    private readonly List<MarkdownFile> _topics = [];
    private readonly List<Fault> _faults = [];

    private Documentation(ModuleFolder module) => _module = module;

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>The pages of cmdlets that could be read, by the cmdlet's name.</summary>
    public IReadOnlyDictionary<string, CommandPage> Pages => _pages;

    /// <summary>The about_ topics.</summary>
    public IReadOnlyList<MarkdownFile> Topics => _topics;

    /// <summary>Reads a folder of pages and compares it with a module.</summary>
    public static Documentation Read(string folder, ModuleFolder module)
    {
        var documentation = new Documentation(module);
        MarkdownFile? modulePage = null;
        foreach (string path in Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal))
        {
            documentation.Attempt(() =>
            {
                MarkdownFile file = MarkdownFile.Read(path);
                string name = Path.GetFileNameWithoutExtension(path);
                if (name == module.Name)
                {
                    modulePage = file;
                }
                else if (name.StartsWith("about_", StringComparison.Ordinal))
                {
                    documentation.AddTopic(file, name);
                }
                else
                {
                    documentation.AddPage(file, name);
                }
            });
        }

        documentation.CompareCoverage(folder, modulePage);
        return documentation;
    }

    /// <summary>Writes the help.</summary>
    /// <param name="folder">The folder of the module's culture.</param>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        CommandHelp[] help = [.. _module.Commands.Select(command => new CommandHelp(command, _pages[command.Name]))];
        MamlFile.Write(Path.Combine(folder, $"{_module.Assembly}-Help.xml"), help);
        foreach (MarkdownFile topic in _topics)
        {
            TopicFile.Write(Path.Combine(folder, Path.GetFileNameWithoutExtension(topic.Path) + ".help.txt"), topic);
        }
    }

    private void AddTopic(MarkdownFile file, string name)
    {
        _topics.Add(file);
        _faults.AddRange(TopicChecks.Check(file, name));
    }

    private void AddPage(MarkdownFile file, string name)
    {
        CommandPage page = CommandPageReader.Read(file);
        if (page.Name != name)
        {
            _faults.Add(new Fault(file.Path, page.Title.Line, FaultCodes.Coverage, $"The page of '{page.Name}' has to be in a file of that name."));
        }

        if (_module.Commands.FirstOrDefault(command => command.Name == name) is not { } command)
        {
            _faults.Add(new Fault(file.Path, page.Title.Line, FaultCodes.Coverage, $"Module {_module.Name} has no cmdlet {name}."));
            return;
        }

        _pages[name] = page;
        _faults.AddRange(PageChecks.Compare(page, command, _module));
    }

    private void CompareCoverage(string folder, MarkdownFile? modulePage)
    {
        foreach (CommandFacts command in _module.Commands.Where(command => !File.Exists(Path.Combine(folder, command.Name + ".md"))))
        {
            _faults.Add(new Fault(Path.Combine(folder, command.Name + ".md"), 1, FaultCodes.Coverage, $"Cmdlet {command.Name} has no page."));
        }

        if (modulePage is null)
        {
            _faults.Add(new Fault(Path.Combine(folder, _module.Name + ".md"), 1, FaultCodes.Coverage, "The module has no page."));
            return;
        }

        Attempt(() => _faults.AddRange(ModulePageChecks.Compare(modulePage, _module, _pages)));
    }

    private void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (PageException refused)
        {
            _faults.Add(refused.Fault);
        }
    }
}
