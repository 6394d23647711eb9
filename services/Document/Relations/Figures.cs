namespace Budget.Document.Relations;

/// <summary>
/// Where each figure of a document is found: the one place that knows which table, line and column (or which typed
/// fact) states a subject. Prose, charts and summaries ask here, so that no figure is typed twice.
/// A blank in a table that is there means "none" and reads as zero; a table that is missing or lost reads as unknown.
/// </summary>
public sealed class Figures
{
    /// <summary>Tables whose codes speak of the appropriation; the expenditure table's are of all funds.</summary>
    static readonly TableRole[] OfBudgets =
    [
        TableRole.GeneralPublic, TableRole.GeneralPublicItems, TableRole.GovernmentFund, TableRole.StateCapital, TableRole.BasicExpenditure,
    ];

    readonly DisclosureDocument document;
    readonly Dictionary<TableRole, Sheet?> sheets = [];
    readonly Dictionary<Subject, Amount?> amounts = [];
    readonly Dictionary<int, Amount?> functionTotals = [];
    readonly Dictionary<int, Amount?> economicTotals = [];

    public Figures(DisclosureDocument document)
    {
        this.document = document;
        foreach (var role in (ReadOnlySpan<TableRole>)
        [
            TableRole.GeneralPublic, TableRole.GeneralPublicItems, TableRole.GovernmentFund, TableRole.StateCapital, TableRole.Expenditure,
        ])
        {
            AddTotals(role, functionTotals);
        }
        AddTotals(TableRole.BasicExpenditure, economicTotals);
    }

    /// <summary>This year's amount; null where the document does not say.</summary>
    public Amount? Amount(Subject subject)
    {
        if (!amounts.TryGetValue(subject, out var amount)) amounts[subject] = amount = Look(subject);
        return amount;
    }

    /// <summary>This year's amount where a table prints it; null where the table is blank, missing or lost.</summary>
    public Amount? InTables(Subject subject) => FromTables(subject, out _);

    /// <summary>The amount this year is compared with; null where the document does not say.</summary>
    public Amount? Prior(Subject subject)
    {
        if (PriorFromTable(subject) is { } printed) return printed;
        if (Fact(subject)?.Prior is { } typed) return typed;
        return subject.Kind switch
        {
            SubjectKind.ThreePublic => Prior(SubjectKind.Overseas) + Prior(SubjectKind.Vehicles) + Prior(SubjectKind.Hospitality),
            SubjectKind.Vehicles => Prior(SubjectKind.VehiclePurchase) + Prior(SubjectKind.VehicleOperation),
            SubjectKind.GeneralCurrentYear => PriorFromTable(SubjectKind.General),
            _ => null,
        };
    }

    public Amount? Change(Subject subject) => Amount(subject) - Prior(subject);

    /// <summary>The change in hundredths of a percent of what it is compared with; null where that is zero or unknown.</summary>
    public long? ChangeRate(Subject subject) =>
        Change(subject) is { } change && Prior(subject) is { Fen: not 0 } prior ? Ratio(change.Fen, Math.Abs(prior.Fen)) : null;

    /// <summary>The part in hundredths of a percent of the whole; nothing of nothing is 0.</summary>
    public long? Share(Subject part, Subject whole) =>
        Amount(part) is not { } a || Amount(whole) is not { } b ? null : b.Fen != 0 ? Ratio(a.Fen, b.Fen) : a.Fen == 0 ? 0 : null;

    public long? Count(Subject subject) => Fact(subject)?.Count;

    public PriorBasis Basis(Subject subject) => Fact(subject)?.Basis ?? PriorBasis.Unknown;

    /// <summary>Why it changed; empty where nobody said.</summary>
    public string Reason(Subject subject) => Fact(subject)?.Reason ?? "";

    /// <summary>What it is mainly for; empty where nobody said.</summary>
    public string Purpose(Subject subject) => Fact(subject)?.Purpose ?? "";

    /// <summary>Hundredths of a percent, half away from zero.</summary>
    public static long Ratio(long part, long whole) => (long)Math.Round(part * 10_000m / whole, MidpointRounding.AwayFromZero);

    /// <summary>
    /// The typed fact; what is the same money under two names (revenue and expenditure, appropriation received and spent) is typed under
    /// either.
    /// </summary>
    Fact? Fact(Subject subject)
    {
        if (document.Facts.TryGetValue(subject, out var fact)) return fact;
        Subject same = subject.Kind switch
        {
            SubjectKind.Revenue => SubjectKind.Expenditure,
            SubjectKind.Expenditure => SubjectKind.Revenue,
            SubjectKind.Fiscal => SubjectKind.RevenueFiscalAppropriation,
            SubjectKind.RevenueFiscalAppropriation => SubjectKind.Fiscal,
            SubjectKind.General => SubjectKind.GeneralCurrentYear,
            SubjectKind.GeneralCurrentYear => SubjectKind.General,
            _ => Subject.None,
        };
        return same.IsNone ? null : document.Facts.GetValueOrDefault(same);
    }

    Amount? Look(Subject subject)
    {
        var typed = document.Facts.TryGetValue(subject, out var fact) ? fact.Amount : null;
        return FromTables(subject, out var blank) ?? typed ?? (blank ? Document.Amount.Zero : null);
    }

    /// <param name="blank">The table that should state it is there and states nothing.</param>
    Amount? FromTables(Subject subject, out bool blank)
    {
        blank = false;
        switch (subject.Kind)
        {
            case SubjectKind.FunctionCode:
                return Code(functionTotals, subject.Code, ref blank);
            case SubjectKind.EconomicCode:
                return Code(economicTotals, subject.Code, ref blank);
            case SubjectKind.Project:
                return Project(subject.Name!);
            case SubjectKind.GeneralCurrentYear:
                return FromTables(SubjectKind.General, out blank) - Amount(SubjectKind.GeneralCarriedOver);
            case SubjectKind.GeneralCarriedOver:
                // An edition whose fourth table has no line for it carries nothing over.
                blank = Sheet(TableRole.FiscalAppropriation) is not null;
                return FromTables(SubjectKind.FiscalGeneralPublicBudgetCarriedOver, out _);
            case SubjectKind.FiscalBasic:
                return OfAllFunds(ColumnRole.Basic);
            case SubjectKind.FiscalProject:
                return OfAllFunds(ColumnRole.Project);
        }
        foreach (var source in SubjectSources.Of(subject.Kind))
        {
            if (Sheet(source.Table) is not { } sheet) continue;
            var cell = source.In(sheet, subject.Kind);
            if (cell.IsNumber) return new Amount(cell.Fen);
            blank |= cell.IsBlank || IsLeftOut(source, sheet, subject);
        }
        return null;
    }

    /// <summary>The edition's table would state it, and this document has left out the line, or all lines.</summary>
    static bool IsLeftOut(SubjectSource source, Sheet sheet, Subject subject) => source.IsLine
        ? source.RowIn(sheet, subject.Kind) is null && sheet.Table.Definition.Lines.Any(l => l.Subject == subject)
        : sheet.Rows.Count == 0 && source.ColumnIn(sheet) >= 0;

    /// <summary>Every cell that states the subject, in table order: one subject is the same money wherever it stands.</summary>
    public IEnumerable<(Table Table, Row Row, int Column)> CellsOf(Subject subject)
    {
        if (subject.Kind is SubjectKind.FunctionCode or SubjectKind.EconomicCode)
        {
            foreach (var table in document.Tables)
            {
                var rows = subject.Kind == SubjectKind.FunctionCode ? RowKind.FunctionCodes : RowKind.EconomicCodes;
                if (table.NotInSource || table.Definition.Rows != rows || Array.IndexOf(OfBudgets, table.Role) < 0) continue;
                var column = table.IndexOf(ColumnRole.Total);
                if (column >= 0 && table.Rows.FirstOrDefault(r => r.Code == subject.Code && !r.IsTotal) is { } row)
                    yield return (table, row, column);
            }
            yield break;
        }
        foreach (var source in SubjectSources.Of(subject.Kind))
        {
            if (Sheet(source.Table) is { } sheet && source.ColumnIn(sheet) is >= 0 and var column
                && source.RowIn(sheet, subject.Kind) is { } row)
                yield return (sheet.Table, row, column);
        }
    }

    Amount? PriorFromTable(Subject subject)
    {
        if (subject.Kind == SubjectKind.FunctionCode) return PriorOfCode(subject.Code);
        foreach (var source in SubjectSources.PriorOf(subject.Kind))
        {
            if (Sheet(source.Table) is { } sheet && source.In(sheet, subject.Kind) is { IsNumber: true } cell) return new Amount(cell.Fen);
        }
        return null;
    }

    Amount? PriorOfCode(int code) =>
        Sheet(TableRole.GeneralPublic) is { } sheet && sheet.At(sheet.Find(code), ColumnRole.Prior) is { IsNumber: true } cell
            ? new Amount(cell.Fen) : null;

    void AddTotals(TableRole role, Dictionary<int, Amount?> totals)
    {
        if (Sheet(role) is not { } sheet) return;
        var column = sheet.Column(ColumnRole.Total);
        foreach (var row in sheet.Rows)
        {
            if (row.Code != 0) totals.TryAdd(row.Code, row[column]);
        }
    }

    static Amount? Code(Dictionary<int, Amount?> totals, int code, ref bool blank)
    {
        blank = totals.TryGetValue(code, out var amount);
        return amount;
    }

    Amount? Project(string name)
    {
        foreach (var project in document.Projects)
        {
            if (project.Name == name) return project.Amount;
        }
        return document.Targets?.Projects.FirstOrDefault(p => p.Name == name)?.Year;
    }

    Amount? OfAllFunds(ColumnRole column)
    {
        Amount? sum = null;
        foreach (var role in (ReadOnlySpan<TableRole>)[TableRole.GeneralPublic, TableRole.GovernmentFund, TableRole.StateCapital])
        {
            if (document.Edition.Find(role) is null) continue;
            if (Sheet(role) is not { } sheet) return null;
            var whole = sheet.Whole(column);
            sum = (sum ?? Document.Amount.Zero) + new Amount(whole.IsNumber ? whole.Fen : 0);
        }
        return sum;
    }

    /// <summary>The table with its look-ups; null where it is missing or lost.</summary>
    Sheet? Sheet(TableRole role)
    {
        if (sheets.TryGetValue(role, out var known)) return known;
        var table = document.Tables.FirstOrDefault(t => t.Role == role && !t.NotInSource);
        return sheets[role] = table is null ? null : new Sheet(table, document.MadeElsewhere);
    }
}
