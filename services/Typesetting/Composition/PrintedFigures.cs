using Budget.Document;
using Budget.Document.Recognition;
using Budget.Document.Relations;

namespace Budget.Typesetting.Composition;

/// <summary>Marks the figures in printed text, and sets what was computed beside those that differ.</summary>
sealed class PrintedFigures(RecognisedFigures recognised, Anchors anchors)
{
    public Paragraph Paragraph(Statement statement)
    {
        var runs = new List<TextRun>();
        var id = anchors.Take(Place.KeyOfStatement(statement));
        var text = statement.Text;
        var (done, search) = (0, 0);
        foreach (var figure in statement.Figures)
        {
            if (figure.Value is not { } value) continue;
            var (start, end) = Find(text, value, search);
            if (end == 0) continue;
            if (start > done) runs.Add(new(text[done..start]));
            runs.Add(new(text[start..end], RunKind.Figure, recognised.Differing(figure) ?? "", anchors.Take(Place.OfFigure(statement, figure).Key), Of(figure)));
            done = search = end;
        }
        if (done < text.Length) runs.Add(new(text[done..]));
        return new Paragraph(runs, id);
    }

    FigureOf Of(Figure figure)
    {
        var (subject, prior) = recognised.SubjectOf(figure);
        return new(subject, figure.Label, figure.Measure, figure.Unit, prior);
    }

    /// <summary>The next number in the text with this value and these decimals.</summary>
    static (int Start, int End) Find(string text, PrintedNumber value, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) continue;
            var end = i + 1;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] is ',' or '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])))) end++;
            if (PrintedNumber.Parse(text.AsSpan(i, end - i)) is { } number && number.Decimals == value.Decimals && Math.Abs(number.Unscaled) == Math.Abs(value.Unscaled)) return (i, end);
            i = end;
        }
        return (0, 0);
    }
}
