namespace PSCredentials.HelpBuilder.Pages;

/// <summary>A piece of a page.</summary>
/// <param name="Line">Its first line, from 1.</param>
internal abstract record Block(int Line);

/// <summary>A heading.</summary>
/// <param name="Level">How many number signs it has.</param>
/// <param name="Text">Its text.</param>
/// <param name="Line">Its line.</param>
internal sealed record Heading(int Level, string Text, int Line) : Block(Line);

/// <summary>Text up to the next empty line.</summary>
/// <param name="Text">The text in one line, with its inline marks.</param>
/// <param name="Line">Its first line.</param>
internal sealed record Paragraph(string Text, int Line) : Block(Line);

/// <summary>A list.</summary>
/// <param name="Items">The items, each with the mark that it shows.</param>
/// <param name="Line">Its first line.</param>
internal sealed record ItemList(IReadOnlyList<(string Mark, string Text)> Items, int Line) : Block(Line);

/// <summary>A table, the first row its heads.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Line">Its first line.</param>
internal sealed record Table(IReadOnlyList<string[]> Rows, int Line) : Block(Line);

/// <summary>Text between fences.</summary>
/// <param name="Language">What stands behind the opening fence.</param>
/// <param name="Text">The text, lines ended by LF, without the last line end.</param>
/// <param name="Line">The line of the opening fence.</param>
internal sealed record Fence(string Language, string Text, int Line) : Block(Line);
