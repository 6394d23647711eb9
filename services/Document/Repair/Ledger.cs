using System.Runtime.InteropServices;
using Budget.Document.Recognition;
using Budget.Document.Relations;

namespace Budget.Document.Repair;

/// <summary>
/// Every figure of a document, and every relation that must or usually does hold between them, as data: what adds up to what within
/// a table, what is copied from one table into another, into a fact or into the text. The rules say what is wrong; this says
/// which figures hang together, so that the wrong one can be told from those that only suffer from it.
/// </summary>
sealed partial class Ledger
{
    /// <summary>
    /// A relation that some rule holds a document to outweighs all those that are merely usual; these decide where those leave a choice.
    /// </summary>
    public const int Held = 1000, Usual = 1;

    readonly Evidence evidence;
    readonly DisclosureDocument document;
    readonly Grid?[] grids = new Grid?[Enum.GetValues<TableRole>().Length];
    readonly Dictionary<(SubjectKind, FigureKind), int> typed = [];
    readonly Dictionary<Figure, int> printed = new(ReferenceEqualityComparer.Instance);
    readonly List<int> parts = [];
    readonly List<sbyte> signs = [];

    public Ledger(Evidence evidence)
    {
        this.evidence = evidence;
        document = evidence.Document;
        for (var role = (TableRole)1; (int)role < grids.Length; role++)
        {
            if (evidence[role] is { } sheet) grids[(int)role] = new Grid(sheet, Entries);
        }
        foreach (var grid in grids)
        {
            if (grid is not null) Within(grid);
        }
        TwoSided();
        Copies();
        Items();
        TypedFigures();
        ProjectsAndForms();
        Prose();
        DropWhatTheDocumentDoesNotKeep();
    }

    public List<Entry> Entries { get; } = [];
    public List<Identity> Identities { get; } = [];

    public Int128 Residual(Identity identity)
    {
        Int128 sum = 0;
        for (var i = 0; i < identity.Members.Length; i++) sum += (Int128)(Entries[identity.Members[i]].Value ?? 0) * identity.Signs[i];
        return sum;
    }

    /// <summary>Figures near this one that a hand may have slipped to.</summary>
    public IEnumerable<(Slip Slip, long Value)> Near(int entry)
    {
        var address = Entries[entry].Address;
        if (address.Kind != FigureKind.Cell || Entries[entry].Spot.Owner is not Table table || grids[(int)table.Role] is not { } grid)
            yield break;
        foreach (var near in grid.Near(address.Row, address.Column)) yield return near;
    }

    Grid? this[TableRole role] => grids[(int)role];

    /// <summary>Tolerances are those of <see cref="Check"/>, so that what a rule lets pass is no reason to suspect anything.</summary>
    void Sum(IdentityKind kind, int weight, int total, List<int> of, List<sbyte>? signs = null)
    {
        if (total < 0 || of.Count == 0 || of.Contains(total)) return;
        Adder adder = default;
        foreach (var part in of)
        {
            var (value, grain) = (Entries[part].Value, Entries[part].Grain);
            if (value is { } fen) adder.AddSigned(fen, grain);
        }
        // Blanks add up to a blank: what would be filled in at one place has to be at the other.
        var tolerance = of.Count == 1 ? Math.Max(Entries[total].Grain, Entries[of[0]].Grain) : adder.Tolerance(Entries[total].Grain);
        Add(kind, weight, [total, .. of], signs is null ? [-1, .. Enumerable.Repeat((sbyte)1, of.Count)] : [-1, .. signs], tolerance);
    }

    void Equal(IdentityKind kind, int weight, int one, int other)
    {
        if (one < 0 || other < 0 || one == other) return;
        parts.Clear();
        parts.Add(other);
        Sum(kind, weight, one, parts);
    }

    void Add(IdentityKind kind, int weight, int[] members, sbyte[] signs, long tolerance)
    {
        for (var i = 0; i < members.Length; i++) Entries[members[i]].In.Add((Identities.Count, signs[i]));
        Identities.Add(new(kind, weight, members, signs, tolerance));
    }

    /// <summary>A relation that is only usual and that this document breaks again and again is none of its relations.</summary>
    void DropWhatTheDocumentDoesNotKeep()
    {
        Span<int> all = stackalloc int[Enum.GetValues<IdentityKind>().Length], broken = stackalloc int[all.Length];
        all.Clear();
        broken.Clear();
        foreach (var identity in Identities)
        {
            if (identity.Weight == Held) continue;
            all[(int)identity.Kind]++;
            if (!identity.Holds(Residual(identity))) broken[(int)identity.Kind]++;
        }
        var dropped = new bool[Identities.Count];
        var any = false;
        for (var i = 0; i < dropped.Length; i++)
        {
            var kind = (int)Identities[i].Kind;
            any |= dropped[i] = Identities[i].Weight == Usual && broken[kind] > 2 && broken[kind] * 4 > all[kind];
        }
        if (!any) return;
        foreach (var entry in Entries) entry.In.RemoveAll(i => dropped[i.Identity]);
    }

    int Id(in Reading reading) => !reading.Exists ? -1 : reading.Spot.Owner switch
    {
        Table table => grids[(int)table.Role]?.Id(reading.Spot.Part as Row, reading.Spot.Column) ?? -1,
        Statement statement when reading.Spot.Part is Figure figure && reading.IsNumber =>
            PrintedId(statement, figure, reading.Fen, reading.Grain),
        null when reading.Spot.Subject != SubjectKind.None =>
            TypedId(reading.Spot.Subject, reading.Spot.Column == 1 ? FigureKind.Prior : FigureKind.Fact),
        _ => -1,
    };

    /// <summary>A figure that is typed as a fact; −1 where nobody typed it.</summary>
    int TypedId(SubjectKind kind, FigureKind what)
    {
        if (typed.TryGetValue((kind, what), out var id)) return id;
        var fact = evidence.Fact(kind);
        var value = what switch { FigureKind.Count => fact?.Count, FigureKind.Prior => fact?.Prior?.Fen, _ => fact?.Amount?.Fen };
        return typed[(kind, what)] = value is { } number
            ? New(new(what) { Subject = kind }, Spot.Fact(kind, what == FigureKind.Prior), number, 0) : -1;
    }

    int PrintedId(Statement statement, Figure figure, long value, long grain)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(printed, figure, out var known);
        if (!known)
            id = New(new(FigureKind.Printed) { Index = statement.Index, Part = figure.Index }, Spot.Figure(statement, figure), value,
                grain);
        return id;
    }

    int New(FigureAddress address, Spot spot, long? value, long grain)
    {
        Entries.Add(new(address, spot, value, grain));
        return Entries.Count - 1;
    }

    /// <summary>The figures of one table by row and column.</summary>
    sealed class Grid
    {
        readonly int[] ids;
        readonly Dictionary<Row, int> rows = new(ReferenceEqualityComparer.Instance);
        readonly int width;

        public Grid(Sheet sheet, List<Entry> entries)
        {
            Sheet = sheet;
            width = sheet.Columns.Count;
            ids = new int[sheet.Rows.Count * width];
            Array.Fill(ids, -1);
            for (var r = 0; r < sheet.Rows.Count; r++)
            {
                if (sheet.Rows[r] is not { Side: Side.Single or Side.Revenue or Side.Expenditure } row) continue;
                rows.TryAdd(row, r);
                for (var c = 0; c < width; c++)
                {
                    if (sheet.Columns[c] is not { IsRate: false } head || head.Side != row.Side || row.Cells is not { } cells
                        || c >= cells.Length)
                        continue;
                    ids[r * width + c] = entries.Count;
                    entries.Add(new(new(FigureKind.Cell) { Table = sheet.Table.Number, Row = r, Column = c },
                        Spot.Cell(sheet.Table, row, c), cells[c], sheet.Grain));
                }
            }
        }

        public Sheet Sheet { get; }

        public int this[int row, int column] => column < 0 ? -1 : ids[row * width + column];

        public int Id(CellPlace cell) => this[cell.Row, cell.Column];

        public int Id(Row? row, int column) =>
            row is null || column < 0 || column >= width || !rows.TryGetValue(row, out var r) ? -1 : ids[r * width + column];

        public IEnumerable<(Slip Slip, long Value)> Near(int row, int column)
        {
            var (own, head) = (Sheet.Rows[row], Sheet.Columns[column]);
            if (Sheet.Column(ColumnRole.Prior, own.Side) is var prior && head.Role == ColumnRole.Total && Value(row, prior) is { } before)
                yield return (Slip.LastYear, before);
            foreach (var near in (int[])[row - 1, row + 1])
            {
                // A head and its only part have one figure; that is no slip.
                if (near < 0 || near >= Sheet.Rows.Count || Sheet.Rows[near] is not { } other || other.Side != own.Side
                    || Sheet.Parent(near) == row || Sheet.Parent(row) == near)
                    continue;
                if (Value(near, column) is { } value) yield return (other.IsTotal ? Slip.TotalOnWrongRow : Slip.OtherRow, value);
            }
            for (var c = Math.Max(0, column - 2); c <= column + 2 && c < width; c++)
            {
                if (c != column && Value(row, c) is { } value) yield return (Slip.OtherColumn, value);
            }
            if (Sheet.Rows.Count > 2 && !own.IsTotal && Sheet.Total is { } total && Id(total, column) >= 0
                && total.Cells[column] is { } sum)
                yield return (Slip.TotalOnWrongRow, sum);
            for (var up = Sheet.Parent(row); up >= 0 && Sheet.Parent(up) is >= 0 and var above; up = above)
            {
                if (Value(above, column) is { } value) yield return (Slip.TotalOnWrongRow, value);
            }
        }

        long? Value(int row, int column) => this[row, column] >= 0 ? Sheet.Rows[row].Cells[column] : null;
    }
}
