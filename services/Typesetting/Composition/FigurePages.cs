namespace Budget.Typesetting.Composition;

/// <summary>
/// The pages on which every published figure explains itself: one for each table, with a section for each line and an
/// entry for each of its figures, and one for the prose. An entry has the figure's own address, so that page and address
/// together quote exactly one figure.
/// </summary>
/// <param name="Path">Relative to the version's folder.</param>
/// <param name="Back">The anchor of the table or text in the document.</param>
/// <param name="Terms">What the columns' terms mean, as the document explains them.</param>
public sealed record FigurePage(string Path, string Title, string Unit, string Back, IReadOnlyList<string> Terms, IReadOnlyList<FigureLine> Lines)
{
    public const string Text = "figures/text.html";

    public static string OfTable(int number) => $"figures/table-{number}.html";
}

/// <summary>A line of a table, or a paragraph, with its figures.</summary>
/// <param name="Trail">Class and section above an item; empty where there are none.</param>
/// <param name="Compared">Last year's figure and the change, with the reason; empty where the document does not say.</param>
/// <param name="Quotation">How to quote the line's figures.</param>
public sealed record FigureLine(string Name, string Trail, string Definition, string Purpose, string Compared, string Quotation, IReadOnlyList<FigureEntry> Figures);

/// <param name="Id">The figure's address.</param>
/// <param name="Text">As printed; empty for a blank.</param>
/// <param name="Correction">What the version before said in its place; empty where it said the same.</param>
public sealed record FigureEntry(string Id, string Label, string Text, IReadOnlyList<FigureWay> Ways, IReadOnlyList<FigureLink> Elsewhere, string Correction);

/// <summary>A way in which the figure comes about: words, the figures it is made of, and whether they make it.</summary>
public sealed record FigureWay(string Words, IReadOnlyList<FigureLink> Parts, string Verdict, bool Wrong = false);

/// <param name="Sign">Stands before it: "＋", "−", "÷"; empty for the first.</param>
/// <param name="Link">Relative to the folder of the figure pages.</param>
public sealed record FigureLink(string Sign, string Text, string Amount, string Link);
