namespace PSCredentials.Module.Tests.Support;

/// <summary>Tests that change the process's environment; nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentCollection
{
    public const string Name = "Environment";
}

/// <summary>An environment variable that has its old value again when this is disposed of.</summary>
internal sealed class EnvironmentChange : IDisposable
{
    private readonly string _name;
    private readonly string? _before;

    public EnvironmentChange(string name, string? value)
    {
        _name = name;
        _before = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose() => Environment.SetEnvironmentVariable(_name, _before);
}
