using System.Collections;
using System.Text;

namespace PSCredentials.Module.Tests.Support;

/// <summary>All that came of running a script.</summary>
/// <param name="Output">What it wrote.</param>
/// <param name="Errors">Its errors in their order, the one that ended it last.</param>
/// <param name="Streams">The other streams: warnings, verbose, debug, information, progress.</param>
internal sealed record SessionResult(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Streams)
{
    /// <summary>The only object that was written, where nothing went wrong.</summary>
    public PSObject Single => Assert.Single(Clean.Output);

    /// <summary>The only error that there was.</summary>
    public ErrorRecord Error => Assert.Single(Errors);

    /// <summary>This, where nothing went wrong.</summary>
    public SessionResult Clean
    {
        get
        {
            Assert.True(Errors.Count == 0, string.Join(Environment.NewLine, Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}")));
            return this;
        }
    }

    /// <summary>A property of each object that was written, as text.</summary>
    public string[] All(string property) => [.. Output.Select(item => item.Text(property))];

    /// <summary>Every text that a user, a log or a transcript could get of the errors and the streams.</summary>
    public string Everything
    {
        get
        {
            var text = new StringBuilder().AppendJoin('\n', Streams).Append('\n');
            foreach (ErrorRecord error in Errors)
            {
                text.Append(error).Append('\n').Append(error.Exception).Append('\n').Append(error.ErrorDetails).Append('\n')
                    .Append(error.ErrorDetails?.RecommendedAction).Append('\n').Append(error.CategoryInfo).Append('\n')
                    .Append(error.FullyQualifiedErrorId).Append('\n').Append(error.TargetObject).Append('\n').Append(error.ScriptStackTrace).Append('\n');
                foreach (DictionaryEntry entry in error.Exception.Data)
                {
                    text.Append(entry.Key).Append('=').Append(entry.Value).Append('\n');
                }
            }

            return text.ToString();
        }
    }
}
