using Budget.Document.Rules.Chapters;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Relations;

/// <summary>
/// Where each figure of a document is found: the one place that knows which table, line and column (or which typed
/// fact) states a subject. Prose, charts and summaries ask here, so that no figure is typed twice.
/// A blank in a table that is there means "none" and reads as zero; a table that is missing or lost reads as unknown.
/// </summary>
public sealed class Figures
{
    readonly DisclosureDocument document;
    readonly Dictionary<Subject, Amount?> amounts = [];
    readonly Dictionary<int, Amount?> functionTotals = [];
    readonly Dictionary<int, Amount?> economicTotals = [];

    public Figures(DisclosureDocument document)
    {
        this.document = document;
        foreach (var role in (ReadOnlySpan<TableRole>)[TableRole.GeneralPublic, TableRole.GeneralPublicItems, TableRole.GovernmentFund, TableRole.StateCapital, TableRole.Expenditure])
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

    /// <summary>The typed fact; what is the same money under two names (revenue and expenditure, appropriation received and spent) is typed under either.</summary>
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
                blank = Table(TableRole.FiscalAppropriation) is not null;
                return FromTables(SubjectKind.FiscalGeneralPublicBudgetCarriedOver, out _);
            case SubjectKind.FiscalBasic:
                return OfAllFunds(ColumnRole.Basic);
            case SubjectKind.FiscalProject:
                return OfAllFunds(ColumnRole.Project);
        }
        foreach (var source in Sources(subject.Kind))
        {
            if (Table(source.Role) is not { } table) continue;
            var column = table.IndexOf(source.Column, source.Side);
            if (column < 0) continue;
            var row = RowOf(table, source, subject);
            if (source.Line && row is null && table.Definition.Lines.All(l => l.Subject != subject)) continue;
            if (row?[column] is { } amount) return amount;
            blank = true;
        }
        return null;
    }

    /// <summary>Every cell that states the subject, in table order: one subject is the same money wherever it stands.</summary>
    public IEnumerable<(Table Table, Row Row, int Column)> CellsOf(Subject subject)
    {
        if (subject.Kind is SubjectKind.FunctionCode or SubjectKind.EconomicCode)
        {
            foreach (var table in document.Tables)
            {
                if (table.NotInSource || table.Definition.Rows != (subject.Kind == SubjectKind.FunctionCode ? RowKind.FunctionCodes : RowKind.EconomicCodes)) continue;
                if (table.Role is not (TableRole.GeneralPublic or TableRole.GeneralPublicItems or TableRole.GovernmentFund or TableRole.StateCapital or TableRole.BasicExpenditure)) continue;
                var column = table.IndexOf(ColumnRole.Total);
                if (column >= 0 && table.Rows.FirstOrDefault(r => r.Code == subject.Code && !r.IsTotal) is { } row) yield return (table, row, column);
            }
            yield break;
        }
        foreach (var source in Sources(subject.Kind))
        {
            if (Table(source.Role) is { } table && table.IndexOf(source.Column, source.Side) is >= 0 and var column && RowOf(table, source, subject) is { } row) yield return (table, row, column);
        }
    }

    static Row? RowOf(Table table, Source source, Subject subject) =>
        source.Line ? Line(table, subject, source.Side) : source.Role == TableRole.ThreePublic ? (table.Rows.Count > 0 ? table.Rows[0] : null) : Total(table);

    static IEnumerable<Source> Sources(SubjectKind kind) => kind switch
    {
        >= SubjectKind.Revenue and <= SubjectKind.RevenueThisYear =>
        [
            new(TableRole.RevenueAndExpenditure, ColumnRole.Amount, Side.Revenue, Line: true),
            new(TableRole.Revenue, RevenueColumn(kind)),
        ],
        SubjectKind.Expenditure => [new(TableRole.RevenueAndExpenditure, ColumnRole.Amount, Side.Expenditure, Line: true), new(TableRole.Expenditure, ColumnRole.Total)],
        SubjectKind.ExpenditureThisYear or SubjectKind.ExpenditureCarriedForward => [new(TableRole.RevenueAndExpenditure, ColumnRole.Amount, Side.Expenditure, Line: true)],
        SubjectKind.ExpenditureBasic => [new(TableRole.Expenditure, ColumnRole.Basic)],
        SubjectKind.ExpenditureProject => [new(TableRole.Expenditure, ColumnRole.Project)],
        SubjectKind.ExpenditureSpecial => [new(TableRole.Expenditure, ColumnRole.Special)],
        SubjectKind.Fiscal => [new(TableRole.FiscalAppropriation, ColumnRole.Amount, Side.Revenue, Line: true), new(TableRole.FiscalAppropriation, ColumnRole.Total, Side.Expenditure, Line: true)],
        >= SubjectKind.FiscalGeneralPublicBudget and <= SubjectKind.FiscalStateCapitalCarriedOver => [new(TableRole.FiscalAppropriation, ColumnRole.Amount, Side.Revenue, Line: true)],
        SubjectKind.General => [new(TableRole.GeneralPublic, ColumnRole.Total), new(TableRole.GeneralPublicItems, ColumnRole.Total)],
        SubjectKind.GeneralBasic => [new(TableRole.GeneralPublic, ColumnRole.Basic), new(TableRole.BasicExpenditure, ColumnRole.Total)],
        SubjectKind.GeneralProject => [new(TableRole.GeneralPublic, ColumnRole.Project)],
        SubjectKind.GeneralPersonnel => [new(TableRole.BasicExpenditure, ColumnRole.Personnel)],
        SubjectKind.GeneralOperating => [new(TableRole.BasicExpenditure, ColumnRole.Operating)],
        SubjectKind.GovernmentFund => [new(TableRole.GovernmentFund, ColumnRole.Total)],
        SubjectKind.StateCapital => [new(TableRole.StateCapital, ColumnRole.Total)],
        SubjectKind.ThreePublic => [new(TableRole.ThreePublic, ColumnRole.ThreePublic)],
        SubjectKind.Overseas => [new(TableRole.ThreePublic, ColumnRole.Overseas)],
        SubjectKind.Vehicles => [new(TableRole.ThreePublic, ColumnRole.Vehicles)],
        SubjectKind.VehiclePurchase => [new(TableRole.ThreePublic, ColumnRole.VehiclePurchase)],
        SubjectKind.VehicleOperation => [new(TableRole.ThreePublic, ColumnRole.VehicleOperation)],
        SubjectKind.Hospitality => [new(TableRole.ThreePublic, ColumnRole.Hospitality)],
        SubjectKind.AgencyOperating => [new(TableRole.ThreePublic, ColumnRole.AgencyOperating)],
        _ => [],
    };

    static ColumnRole RevenueColumn(SubjectKind kind) => kind switch
    {
        SubjectKind.Revenue => ColumnRole.Total,
        SubjectKind.RevenueFiscalAppropriation => ColumnRole.FiscalAppropriation,
        SubjectKind.RevenueGeneralPublicBudget => ColumnRole.GeneralPublicBudget,
        SubjectKind.RevenueGovernmentFund => ColumnRole.GovernmentFund,
        SubjectKind.RevenueStateCapital => ColumnRole.StateCapital,
        SubjectKind.RevenueSpecialAccount => ColumnRole.SpecialAccount,
        SubjectKind.RevenueInstitutional => ColumnRole.Institutional,
        SubjectKind.RevenueBusiness => ColumnRole.Business,
        SubjectKind.RevenueSuperiorSubsidy => ColumnRole.SuperiorSubsidy,
        SubjectKind.RevenueAffiliateRemittance => ColumnRole.AffiliateRemittance,
        SubjectKind.RevenueOther => ColumnRole.Other,
        SubjectKind.RevenueCarriedOver => ColumnRole.CarriedOver,
        _ => ColumnRole.Unknown,
    };

    Amount? PriorFromTable(Subject subject)
    {
        var (role, column) = subject.Kind switch
        {
            SubjectKind.General or SubjectKind.GeneralCurrentYear or SubjectKind.FunctionCode => (TableRole.GeneralPublic, ColumnRole.Prior),
            SubjectKind.ThreePublic => (TableRole.ThreePublic, ColumnRole.PriorThreePublic),
            SubjectKind.Overseas => (TableRole.ThreePublic, ColumnRole.PriorOverseas),
            SubjectKind.Vehicles => (TableRole.ThreePublic, ColumnRole.PriorVehicles),
            SubjectKind.VehiclePurchase => (TableRole.ThreePublic, ColumnRole.PriorVehiclePurchase),
            SubjectKind.VehicleOperation => (TableRole.ThreePublic, ColumnRole.PriorVehicleOperation),
            SubjectKind.Hospitality => (TableRole.ThreePublic, ColumnRole.PriorHospitality),
            _ => (TableRole.Unknown, ColumnRole.Unknown),
        };
        if (role == TableRole.Unknown || Table(role) is not { } table) return null;
        var index = table.IndexOf(column);
        var row = subject.Kind == SubjectKind.FunctionCode ? table.Rows.FirstOrDefault(r => r.Code == subject.Code)
            : role == TableRole.ThreePublic ? (table.Rows.Count > 0 ? table.Rows[0] : null) : Total(table);
        return row?[index];
    }

    void AddTotals(TableRole role, Dictionary<int, Amount?> totals)
    {
        if (Table(role) is not { } table) return;
        var column = table.IndexOf(ColumnRole.Total);
        foreach (var row in table.Rows)
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
            if (Table(role) is not { } table) return null;
            sum = (sum ?? Document.Amount.Zero) + (Total(table)?[table.IndexOf(column)] ?? Document.Amount.Zero);
        }
        return sum;
    }

    Table? Table(TableRole role) => document.Find(role) is { NotInSource: false } table ? table : null;

    static Row? Line(Table table, Subject subject, Side side)
    {
        foreach (var row in table.Rows)
        {
            if (row.Subject == subject && row.Side == side) return row;
        }
        return null;
    }

    static Row? Total(Table table)
    {
        foreach (var row in table.Rows)
        {
            if (row.IsTotal) return row;
        }
        return null;
    }

    readonly record struct Source(TableRole Role, ColumnRole Column, Side Side = Side.Single, bool Line = false);
}
