using Budget.Document.Codes;
using Budget.Document.Text;

namespace Budget.Document.Relations;

/// <summary>
/// A table that is there, with what rules look up in it. Made once per check; never throws for a table that is malformed.
/// </summary>
sealed class Sheet
{
    static readonly int RoleCount = Enum.GetValues<ColumnRole>().Length;

    readonly int[] columns;
    readonly Dictionary<int, int>? byCode;
    readonly int[] parents;
    readonly int[] names;

    public Sheet(Table table, bool madeElsewhere)
    {
        MadeElsewhere = madeElsewhere;
        Table = table;
        Columns = table.Columns ?? [];
        Rows = table.Rows ?? [];
        columns = new int[RoleCount * 3];
        Array.Fill(columns, -1);
        for (var i = Columns.Count - 1; i >= 0; i--)
        {
            if (Columns[i] is { } c && (uint)c.Role < (uint)RoleCount && (uint)c.Side < 3)
                columns[((int)c.Side * RoleCount) + (int)c.Role] = i;
        }
        Grain = !madeElsewhere ? 0 : table.Unit == MoneyUnit.Wan ? WanGrain() : table.WholeYuan ? Amount.FenPerYuan : 0;

        var n = Rows.Count;
        parents = new int[n];
        names = new int[n];
        if (table.Definition.HasCodes) byCode = new(n);
        for (var i = 0; i < n; i++)
        {
            parents[i] = -1;
            if (Rows[i] is not { } row) continue;
            names[i] = Names.Hash(row.Name);
            if (row.IsTotal) Take(ref TotalOf(row.Side), row);
            else if (row.Code > 0 && byCode?.TryAdd(row.Code, i) == false)
                IsSplit |= names[byCode[row.Code]] == names[i] && IsNamed(i, Rows[byCode[row.Code]].Name);
        }
        if (byCode is null) return;
        for (var i = 0; i < n; i++)
        {
            if (Rows[i] is { IsTotal: false, Code: > 0 } row) parents[i] = ParentOf(i, row.Code);
        }
    }

    /// <summary>How far back the row above is looked for before the code alone decides; a section has no more items.</summary>
    const int Back = 200;

    /// <summary>
    /// The nearest row before it that is above it in the classification: a table that lists a code once for each unit has it
    /// several times. Where none stands before it, the row of that code wherever it is.
    /// </summary>
    int ParentOf(int i, int code)
    {
        for (var up = CodeTable.Parent(code); up > 0; up = CodeTable.Parent(up))
        {
            if (!byCode!.TryGetValue(up, out var parent)) continue;
            if (!IsSplit) return parent;
            for (var j = i - 1; j >= 0 && j > i - Back; j--)
            {
                if (Rows[j] is { IsTotal: false } above && above.Code == up) return j;
            }
            return parent;
        }
        return -1;
    }

    /// <summary>
    /// A code stands there several times under one name, once for each unit, say: what a code comes to is then not one row's.
    /// </summary>
    public bool IsSplit { get; }

    /// <summary>Of several totals ("小计" of each unit, "合计") the largest is the table's.</summary>
    void Take(ref Row? total, Row row)
    {
        var column = AmountColumn(row.Side);
        if (total is null || At(row, column).Fen > At(total, column).Fen) total = row;
    }

    public Table Table { get; }
    public bool MadeElsewhere { get; }

    /// <summary>What adds up to what in it; made when first asked for.</summary>
    public TableRelations Relations => field ??= new(this);

    public IReadOnlyList<Column> Columns { get; }
    public IReadOnlyList<Row> Rows { get; }
    public long Grain { get; }
    public TableRole Role => Table.Role;
    public bool HasCodes => byCode is not null;

    Row? single, revenue, expenditure;

    /// <summary>The first total row; of a two-sided table, of that side.</summary>
    public Row? Total => single;

    ref Row? TotalOf(Side side)
    {
        if (side == Side.Revenue) return ref revenue;
        if (side == Side.Expenditure) return ref expenditure;
        return ref single;
    }

    /// <summary>The row the table's figures are told by: its total, or its only row.</summary>
    public Row? Summary => single ?? (Rows.Count == 1 ? Rows[0] : null);

    /// <summary>What the table as a whole states in a column; an empty table of a fund is a fund of nothing.</summary>
    public Reading Whole(ColumnRole role) => Rows.Count == 0 && Role is TableRole.GovernmentFund or TableRole.StateCapital
        ? new(ReadingState.Blank, 0, Grain, 0, new Spot(Table, null, Column(role), SubjectKind.None))
        : At(Summary, role);

    /// <summary>Which of the lines this is; a line is itself, another with the same figures is another.</summary>
    public int IndexOf(Row row)
    {
        for (var i = 0; i < Rows.Count; i++)
        {
            if (ReferenceEquals(Rows[i], row)) return i;
        }
        return -1;
    }

    public bool HasRows(bool besidesTotals = true)
    {
        foreach (var row in Rows)
        {
            if (row is not null && !(besidesTotals && row.IsTotal)) return true;
        }
        return false;
    }

    public int Column(ColumnRole role, Side side = Side.Single)
    {
        var i = (uint)side < 3 ? columns[((int)side * RoleCount) + (int)role] : -1;
        if (i >= 0 || side == Side.Single) return i;
        return columns[(int)role];
    }

    /// <summary>The column with the sums of a side: its total column, or its only money column.</summary>
    public int AmountColumn(Side side)
    {
        var i = Column(ColumnRole.Total, side);
        if (i < 0) i = Column(ColumnRole.Amount, side);
        return i;
    }

    public Reading At(Row? row, int column)
    {
        if (row is null || column < 0) return Reading.Missing;
        var spot = Spot.Cell(Table, row, column);
        return row.Cells is { } cells && column < cells.Length && cells[column] is { } fen
            ? new(ReadingState.Number, fen, Grain, 0, spot)
            : new(ReadingState.Blank, 0, Grain, 0, spot);
    }

    public Reading At(CellPlace cell) => At(Rows[cell.Row], cell.Column);

    public Reading At(Row? row, ColumnRole role, Side side = Side.Single) => At(row, Column(role, side));

    /// <summary>The row of the code has this name; false where the code is not in the table.</summary>
    public bool Has(int code, string name) => byCode is not null && byCode.TryGetValue(code, out var i) && Names.Same(Rows[i].Name, name);

    public Row? Find(int code) => byCode is not null && byCode.TryGetValue(code, out var i) ? Rows[i] : null;

    /// <summary>The class that a line of another table ("一、一般公共服务支出") names.</summary>
    public Row? ClassNamed(string line)
    {
        var name = Names.WithoutNumbering(line);
        var hash = Names.Hash(name);
        for (var i = 0; i < Rows.Count; i++)
        {
            if (names[i] == hash && Rows[i] is { IsTotal: false, Code: >= 100 and < 1000 } row && Names.Same(row.Name, name)) return row;
        }
        return null;
    }

    /// <summary>The row of a subject, for tables whose rows are lines.</summary>
    public Row? Find(SubjectKind subject, Side side)
    {
        foreach (var row in Rows)
        {
            if (row is not null && row.Subject.Kind == subject && row.Side == side) return row;
        }
        return null;
    }

    /// <summary>The index of the nearest row above in the classification, −1 if none is in the table.</summary>
    public int Parent(int row) => parents[row];

    /// <summary>Narrows a search by name; rows of other names may share it.</summary>
    public int NameHash(int row) => names[row];

    public bool IsNamed(int row, ReadOnlySpan<char> name) => Names.Same(Rows[row].Name, name);

    /// <summary>Money columns of this year that add up from item to class: neither last year's nor changes nor rates.</summary>
    public static bool Adds(ColumnRole role) =>
        role is not (ColumnRole.Prior or ColumnRole.Change or ColumnRole.ChangeRate or ColumnRole.Unknown)
        and not (>= ColumnRole.PriorThreePublic and <= ColumnRole.PriorHospitality);

    // A print in 万元 rounds to its decimals. Whole numbers throughout are taken for exact, as "8" beside "8.25" is; one decimal
    // throughout rounds.
    long WanGrain()
    {
        var decimals = 0;
        foreach (var row in Rows)
        {
            if (row?.Printed is null) continue;
            foreach (var text in row.Printed)
            {
                var point = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
                if (point >= 0) decimals = Math.Max(decimals, text!.Length - point - 1);
            }
        }
        if (decimals != 1) decimals = Math.Max(decimals, 2);
        var grain = Amount.FenPerWan;
        for (; decimals > 0 && grain > 1; decimals--) grain /= 10;
        return grain <= 1 ? 0 : grain;
    }
}
