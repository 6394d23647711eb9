using System.Runtime.CompilerServices;

namespace Budget.Document.Relations;

/// <summary>
/// How each figure of a table comes about: which lines or columns it is made of, and whether they make it. These are the relations
/// that the rules hold the table to, for the pages that explain a figure to the public and for the formulas of the workbook.
/// </summary>
public sealed class Workings
{
    readonly Sheet sheet;
    readonly Dictionary<Row, int> lines = new(ReferenceEqualityComparer.Instance);
    readonly ILookup<CellPlace, (Relation Relation, int Across)> relations;

    public Workings(Table table, bool madeElsewhere)
    {
        sheet = new Sheet(table, madeElsewhere);
        for (var i = 0; i < sheet.Rows.Count; i++) lines[sheet.Rows[i]] = i;
        relations = sheet.Relations.All.SelectMany(r => r.Across.Select(across => (Relation: r, Across: across)))
            .ToLookup(r => r.Relation.TotalAt(r.Across));
    }

    /// <summary>Every way in which the table itself makes this figure; none for a figure that stands by itself.</summary>
    public IEnumerable<Working> Of(Row row, int column)
    {
        if (!lines.TryGetValue(row, out var line)) yield break;
        var head = sheet.Columns[column];
        if (head.IsRate && Rate(line, row.Side) is { } rate) yield return rate;
        foreach (var (relation, across) in relations[new(line, column)].OrderByDescending(r => r.Relation.IsOfColumns))
        {
            // A change is what it is by its own line; that changes also add up explains nothing.
            if (head.IsComputed && !relation.IsOfColumns) continue;
            if (Made(relation, across) is { } working) yield return working;
        }
    }

    /// <summary>
    /// The one way that holds to the fen; null for a figure that was typed and stays as it was. No figure depends on itself:
    /// lines are made of lines under them, columns of columns within them, a change and its rate of what nothing else is made of.
    /// </summary>
    public Derivation? Exact(int line, int column)
    {
        var row = sheet.Rows[line];
        if (sheet.Columns[column].Side != row.Side && sheet.Columns[column].Side != Side.Single) return null;
        var figure = row.Cells[column];
        foreach (var way in Of(row, column).OrderBy(way => way.Kind))
        {
            var parts = way.Parts.Select(part => new CellPlace(lines[part.Row], part.Column)).ToList();
            switch (way.Kind)
            {
                case WorkingKind.Lines or WorkingKind.Columns when way.Sum?.Fen == figure: return new(Operation.Sum, parts);
                case WorkingKind.Change when way.Sum?.Fen == (figure ?? way.Sum?.Fen): return new(Operation.Difference, parts);
                case WorkingKind.Rate when ExactRate(row, figure, parts[0], parts[1]) is { } rate: return rate;
            }
        }
        return null;
    }

    Derivation? ExactRate(Row row, long? figure, CellPlace total, CellPlace prior)
    {
        if (row.Cells[total.Column] is not { } now || row.Cells[prior.Column] is not ({ } before and not 0)) return null;
        var rate = Figures.Ratio(now - before, Math.Abs(before));
        var change = sheet.Column(ColumnRole.Change, row.Side);
        return (figure ?? rate) == rate && change >= 0 && (row.Cells[change] ?? now - before) == now - before
            ? new(Operation.Rate, [new(total.Row, change), prior]) : null;
    }

    Working? Rate(int line, Side side)
    {
        var (total, prior) = (sheet.Column(ColumnRole.Total, side), sheet.Column(ColumnRole.Prior, side));
        return total < 0 || prior < 0 ? null : new(WorkingKind.Rate, [Cell(new(line, total)), Cell(new(line, prior))], null,
            Answer.NotCheckable);
    }

    /// <summary>A sum that no rule holds the table to explains a figure where it makes it, and calls none wrong.</summary>
    Working? Made(Relation relation, int across)
    {
        var sum = relation.Sum(sheet, across);
        if (sum.Numbers == 0 || sum.Fen > long.MaxValue || sum.Fen < long.MinValue) return null;
        if (relation.Kind == RelationKind.Change && relation.Parts.Select((_, i) => relation.PartAt(i, across))
            .Any(part => !sheet.At(part).IsNumber))
            return null;
        var figure = sheet.At(relation.TotalAt(across));
        var answer = !figure.IsNumber || relation.IsUncertain ? Answer.NotCheckable
            : Int128.Abs(sum.Fen - figure.Fen) <= sum.Tolerance(figure.Grain) ? Answer.Passed : Answer.Failed;
        if (answer == Answer.Failed && !relation.IsHeld) return null;
        var kind = relation.Kind switch
        {
            RelationKind.Columns => WorkingKind.Columns,
            RelationKind.Change => WorkingKind.Change,
            _ => WorkingKind.Lines,
        };
        return new(kind, [.. relation.Parts.Select((_, i) => Cell(relation.PartAt(i, across)))], new Amount((long)sum.Fen), answer);
    }

    CellOf Cell(CellPlace place) => new(sheet.Rows[place.Row], place.Column);
}

public enum WorkingKind { Lines, Columns, Change, Rate }

/// <summary>A figure of a table by its line and column. A line is itself: another with the same figures is another.</summary>
public readonly record struct CellOf(Row Row, int Column)
{
    public bool Equals(CellOf other) => ReferenceEquals(Row, other.Row) && Column == other.Column;

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Row), Column);
}

/// <summary>One way in which a table makes a figure.</summary>
/// <param name="Parts">What it is made of; of a change this year's figure and the one it is compared with.</param>
/// <param name="Sum">What the parts make, in fen; null for a rate.</param>
/// <param name="Answer">Whether they make the figure, within what rounding may do; not checkable where the figure is blank.</param>
public sealed record Working(WorkingKind Kind, IReadOnlyList<CellOf> Parts, Amount? Sum, Answer Answer);
