using Budget.Document;

namespace Budget.Typesetting.Composition;

/// <summary>The money in plain words and pictures, before the document itself. Nothing in it is typed: it is computed from the figures and reasons of the document.</summary>
public sealed record Story(IReadOnlyList<StoryPart> Parts);

/// <param name="Id">Anchor, unique on the page.</param>
/// <param name="Short">The heading where room is short.</param>
public sealed record StoryPart(string Id, string Heading, string Short, IReadOnlyList<string> Sentences, IReadOnlyList<Picture> Pictures);

/// <summary>What people would rather look at than read. Every picture has its figures behind it as a table.</summary>
/// <param name="Title">Says what it shows.</param>
/// <param name="Description">What there is to see, for those who cannot.</param>
public abstract record Picture(string Id, string Title, string Description, MoneyUnit Unit, ComposedTable Data);

/// <summary>Money from where it comes to where it goes, level by level.</summary>
public sealed record FlowPicture(string Id, string Title, string Description, MoneyUnit Unit, ComposedTable Data, IReadOnlyList<FlowLevel> Levels, IReadOnlyList<FlowLink> Links)
    : Picture(Id, Title, Description, Unit, Data);

public sealed record FlowLevel(string Heading, IReadOnlyList<FlowNode> Nodes);

/// <param name="Tone">Which kind of money it is; drawn in one colour from here to the end.</param>
/// <param name="Share">Hundredths of a percent of the whole.</param>
public sealed record FlowNode(string Name, Amount Amount, long Share, Tone Tone);

/// <param name="Level">The level it comes from; it leads to the next.</param>
public sealed record FlowLink(int Level, int From, int To, Amount Amount, Tone Tone);

public enum Tone { Source, Total, Basic, Project, Other }

/// <summary>Amounts beside each other, largest first.</summary>
public sealed record BarPicture(string Id, string Title, string Description, MoneyUnit Unit, ComposedTable Data, IReadOnlyList<Bar> Bars, Tone Tone)
    : Picture(Id, Title, Description, Unit, Data);

/// <param name="Note">A few words under the bar.</param>
public sealed record Bar(string Name, Amount Amount, string Text, string Note = "", string Link = "");

/// <summary>This year beside the year before, with the reason.</summary>
public sealed record ChangePicture(string Id, string Title, string Description, MoneyUnit Unit, ComposedTable Data, string This, string Before, IReadOnlyList<ChangeBar> Bars)
    : Picture(Id, Title, Description, Unit, Data);

public sealed record ChangeBar(string Name, Amount This, Amount Before, string Change, int Direction, string Reason);
