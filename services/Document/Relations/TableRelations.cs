namespace Budget.Document.Relations;

/// <summary>
/// Every sum that a table holds within itself, made once from the edition's columns and the table's lines. Rules hold a document to
/// those with their id, pages and workbooks explain a figure by those whose total it is, repair weighs them by held or not.
/// </summary>
sealed class TableRelations
{
    /// <summary>No real side has more totals one after the other; each is of all lines before it.</summary>
    const int MostTotals = 16;

    readonly Sheet sheet;
    readonly List<Relation> all = [];
    readonly List<int> ofAll = [], ofYear = [], heads = [], doubtful = [], under = [];

    public TableRelations(Sheet sheet)
    {
        this.sheet = sheet;
        foreach (var sum in ColumnSum.All)
        {
            if (sum.Tables.Contains(sheet.Role)) AddColumns(sum);
        }
        AddChange();
        if (sheet.HasCodes) AddCodes();
        else
        {
            for (var c = 0; c < sheet.Columns.Count; c++)
            {
                if (sheet.Columns[c] is { } head && Sheet.Adds(head.Role)) AddLines(head.Side, c);
            }
        }
    }

    /// <summary>In the order of the table; relations across the same lines or columns stand together.</summary>
    public IReadOnlyList<Relation> All => all;

    void AddColumns(ColumnSum sum)
    {
        var total = sheet.Column(sum.Total, sum.Side);
        if (total < 0 || sheet.Columns[total].Side != sum.Side || sum.Without != ColumnRole.Unknown && sheet.Column(sum.Without) >= 0)
            return;
        foreach (var role in sum.Needed)
        {
            if (sheet.Column(role, sum.Side) < 0) return;
        }
        var parts = Columns(c => c.Side == sum.Side && Array.IndexOf(sum.Parts, c.Role) >= 0);
        if (parts.Length == 0 || sum.Rule.Length == 0 && parts.Length == 1) return;
        if (sum.OfWhole)
        {
            Add(sum.Rule, Rows(row => ReferenceEquals(row, sheet.Summary)));
            Add("", Rows(row => !ReferenceEquals(row, sheet.Summary)));
        }
        else if (sheet.Role == TableRole.Expenditure)
        {
            // The total of the department's expenditure has a rule of its own.
            Add("EXP-001", Rows(row => ReferenceEquals(row, sheet.Summary)));
            Add(sum.Rule, Rows(row => !ReferenceEquals(row, sheet.Summary)));
        }
        else Add(sum.Rule, Rows(row => row.Side == sum.Side));

        void Add(string rule, int[] rows)
        {
            if (rows.Length > 0) all.Add(new(RelationKind.Columns, rule, total, parts, rows));
        }
    }

    int[] Columns(Func<Column, bool> which) =>
        [.. Enumerable.Range(0, sheet.Columns.Count).Where(c => sheet.Columns[c] is { } head && which(head))];

    /// <summary>A column of unknown meaning with money in it may be one more part: such a line is left alone.</summary>
    int[] Rows(Func<Row, bool> which)
    {
        var unknown = Columns(c => c.Role == ColumnRole.Unknown);
        return [.. Enumerable.Range(0, sheet.Rows.Count)
            .Where(r => sheet.Rows[r] is { } row && which(row) && !unknown.Any(c => sheet.At(sheet.Rows[r], c).IsNumber))];
    }

    void AddChange()
    {
        var (change, total, prior) = (sheet.Column(ColumnRole.Change), sheet.Column(ColumnRole.Total), sheet.Column(ColumnRole.Prior));
        if (change < 0 || total < 0 || prior < 0) return;
        var rule = sheet.Role is TableRole.GeneralPublic or TableRole.GeneralPublicItems ? "YOY-007" : "";
        all.Add(new(RelationKind.Change, rule, change, [total, prior], [.. Enumerable.Range(0, sheet.Rows.Count)]));
    }

    void AddCodes()
    {
        var under = Enumerable.Range(0, sheet.Rows.Count).Where(r => sheet.Parent(r) >= 0).GroupBy(sheet.Parent).OrderBy(g => g.Key)
            .Select(g => (Row: g.Key, Parts: g.ToArray())).ToList();
        var top = Top();
        var total = sheet.Total is { } whole ? sheet.IndexOf(whole) : -1;
        foreach (var (rule, columns) in CodeColumns())
        {
            // Last year's lines need not all be this year's: of a document made elsewhere that is remarked on and no more.
            var prior = sheet.Columns[columns[0]].Role == ColumnRole.Prior;
            foreach (var (row, parts) in under)
                all.Add(new(RelationKind.Codes, rule, row, parts, columns) { IsRemark = prior && sheet.MadeElsewhere });
            if (total >= 0 && top.Length > 0)
                all.Add(new(RelationKind.CodesTotal, prior ? "" : rule == "EXP-012" ? "EXP-013" : rule, total, top, columns));
        }
    }

    /// <summary>The classes; in a table that does not go up to the class its topmost lines.</summary>
    int[] Top()
    {
        var hasClasses = sheet.Role != TableRole.BasicExpenditure && sheet.Rows.Any(r => r is { IsTotal: false, Code: >= 100 and < 1000 });
        return [.. Enumerable.Range(0, sheet.Rows.Count)
            .Where(r => sheet.Rows[r] is { IsTotal: false, Code: > 0 } row && (hasClasses ? row.Code < 1000 : sheet.Parent(r) < 0))];
    }

    /// <summary>Columns that add up along the classification, by the rule that says so.</summary>
    IEnumerable<(string Rule, int[] Columns)> CodeColumns() => Enumerable.Range(0, sheet.Columns.Count)
        .Where(c => sheet.Columns[c] is { } head && (Sheet.Adds(head.Role) || head.Role is ColumnRole.Prior or ColumnRole.Change))
        .GroupBy(c =>
            (Rule: CodesRule(sheet.Columns[c].Role), Kind: Sheet.Adds(sheet.Columns[c].Role) ? ColumnRole.Unknown : sheet.Columns[c].Role))
        .Select(g => (g.Key.Rule, g.ToArray()));

    string CodesRule(ColumnRole column) => (sheet.Role, column) switch
    {
        (_, ColumnRole.Change) => "",
        (TableRole.Revenue, not ColumnRole.Prior) => "REV-008",
        (TableRole.Expenditure or TableRole.GeneralPublic or TableRole.GeneralPublicItems, _) => "EXP-012",
        (TableRole.GovernmentFund or TableRole.StateCapital, _) => "EXP-012",
        (TableRole.BasicExpenditure, ColumnRole.Personnel) => "EXP-006",
        (TableRole.BasicExpenditure, ColumnRole.Operating) => "EXP-007",
        // Follows from the two and from the lines, which EXP-005 adds up.
        (TableRole.BasicExpenditure, ColumnRole.Total) when sheet.Column(ColumnRole.Personnel) >= 0
            && sheet.Column(ColumnRole.Operating) >= 0 => "EXP-005",
        _ => "",
    };

    /// <summary>
    /// Each total of the side is made of the lines before it; a total of the year leaves out what is carried over or forward.
    /// </summary>
    void AddLines(Side side, int column)
    {
        var totals = 0;
        ofAll.Clear();
        ofYear.Clear();
        heads.Clear();
        doubtful.Clear();
        var fiscal = sheet.At(sheet.Find(SubjectKind.RevenueFiscalAppropriation, side), column).IsNumber;
        for (var i = 0; i < sheet.Rows.Count; i++)
        {
            if (sheet.Rows[i] is not { } row || row.Side != side) continue;
            if (row.IsTotal)
            {
                if (++totals > MostTotals) return;
                AddSideTotal(i, column, LineNames.IsThisYear(row) ? ofYear : ofAll);
                continue;
            }
            if (LineNames.Level(row) != 1) continue;
            var whole = Under(i, side);
            var value = sheet.At(row, column);
            AddUnder(i, column, whole, value);
            // Where the appropriation has its own line, its budgets are parts of it, however the print indents them.
            if (fiscal && LineNames.IsBudget(row)) continue;
            var inYear = !LineNames.IsCarriedOver(row) && !LineNames.IsCarriedForward(row);
            // A head without a figure of its own ("一、本年收入") stands for the lines under it.
            if (!value.IsNumber && under.Exists(r => sheet.At(sheet.Rows[r], column).IsNumber))
            {
                ofAll.AddRange(under);
                if (inYear) ofYear.AddRange(under);
                continue;
            }
            ofAll.Add(i);
            if (inYear) ofYear.Add(i);
            if (value.IsNumber && !LineNames.IsNumberedUnder(row.Name)) heads.Add(i);
            if (value.IsNumber && !LineNames.IsCertain(row)) doubtful.Add(i);
        }
    }

    void AddSideTotal(int total, int column, List<int> parts)
    {
        if (parts.Count == 0) return;
        var relation = new Relation(RelationKind.SideTotal, SideRule(column), total, [.. parts], [column]);
        if (!sheet.At(sheet.Rows[total], column).IsNumber || Holds(relation))
        {
            all.Add(relation);
            return;
        }
        // Where a print does not say its levels, what is under a line must not be counted twice.
        if (heads.Count > 0 && relation with { Parts = [.. heads] } is var ofHeads && Holds(ofHeads)) all.Add(ofHeads);
        else if (!doubtful.Exists(r => sheet.At(sheet.Rows[r], column).Fen != 0)) all.Add(relation);
        else if (relation with { Parts = [.. parts.Except(doubtful)] } is { Parts.Length: > 0 } certain && Holds(certain)) all.Add(certain);
        else all.Add(relation with { IsUncertain = true });
    }

    bool Holds(Relation relation)
    {
        var (sum, total) = (relation.Sum(sheet, relation.Across[0]), sheet.At(relation.TotalAt(relation.Across[0])));
        return sum.Numbers == 0 || Int128.Abs(sum.Fen - total.Fen) <= sum.Tolerance(total.Grain);
    }

    string SideRule(int column) => (sheet.Role, sheet.Columns[column].Side) switch
    {
        (TableRole.RevenueAndExpenditure, Side.Revenue) when column == sheet.AmountColumn(Side.Revenue) => "REV-001",
        (TableRole.FiscalAppropriation, Side.Revenue) when column == sheet.AmountColumn(Side.Revenue) => "REV-009",
        (TableRole.RevenueAndExpenditure, Side.Expenditure) => "EXP-010",
        (TableRole.FiscalAppropriation, Side.Expenditure) => "EXP-014",
        _ => "",
    };

    /// <summary>The lines directly under line i; false if they are only some of its parts ("其中").</summary>
    bool Under(int i, Side side)
    {
        under.Clear();
        var whole = true;
        for (var j = i + 1; j < sheet.Rows.Count; j++)
        {
            if (sheet.Rows[j] is not { } row || row.Side != side) continue;
            var level = LineNames.Level(row);
            if (row.IsTotal || level == 1) break;
            if (level != 2) continue;
            whole &= !LineNames.IsOfWhich(row.Name);
            under.Add(j);
        }
        return whole;
    }

    bool IsFirst(SubjectKind kind, int line) => ReferenceEquals(sheet.Find(kind, sheet.Rows[line].Side), sheet.Rows[line]);

    void AddUnder(int line, int column, bool whole, in Reading value)
    {
        var rule = sheet.Columns[column].Side == Side.Revenue && column == sheet.AmountColumn(Side.Revenue)
            && sheet.Role == TableRole.FiscalAppropriation ? "REV-009" : "";
        var parts = under;
        if (sheet.Role == TableRole.RevenueAndExpenditure && IsFirst(SubjectKind.RevenueFiscalAppropriation, line))
        {
            // By what they are and not by where they stand: some prints indent nothing.
            parts = [.. Enumerable.Range(0, sheet.Rows.Count)
                .Where(r => sheet.Rows[r] is { } row && LineNames.IsBudget(row) && row.Side == sheet.Rows[line].Side)];
            if (value.IsNumber && !parts.Exists(r => sheet.At(sheet.Rows[r], column).IsNumber)) return;
            (rule, whole) = ("REV-009", true);
        }
        else if (!value.IsNumber) return;
        if (whole && parts.Count > 0) all.Add(new(RelationKind.Lines, rule, line, [.. parts], [column]));
    }
}
