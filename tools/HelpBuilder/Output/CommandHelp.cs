using PSCredentials.HelpBuilder.Commands;
using PSCredentials.HelpBuilder.Pages;

namespace PSCredentials.HelpBuilder.Output;

/// <summary>A cmdlet and its page, which agree.</summary>
/// <param name="Command">What the cmdlet declares.</param>
/// <param name="Page">What its page says.</param>
internal sealed record CommandHelp(CommandFacts Command, CommandPage Page);
