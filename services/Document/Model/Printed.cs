using Budget.Document.Relations;

namespace Budget.Document;

/// <summary>The words of a document made elsewhere, exactly as printed; compared with the tables, never corrected.</summary>
public sealed record PrintedDocument(
    string Title, string Source, string Published, IReadOnlyList<string> Cover, IReadOnlyList<string> Contents,
    IReadOnlyList<Statement> Statements, IReadOnlyList<string> TranscriptionNotes);

public sealed record Statement(int Index, string Section, string Heading, string Text, IReadOnlyList<Figure> Figures);

/// <summary>A figure in the text. Value is null where no number is printed (a gap, or 持平).</summary>
public sealed record Figure(
    int Index, string Label, PrintedNumber? Value, string Unit, Measure Measure, string Direction, string Basis, string Reason);

public enum Measure { Unknown, Amount, Change, ChangeRate, Share, Rate, Count }
