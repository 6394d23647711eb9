using Budget.Document.Editions;

namespace Budget.Document.Tests.Narrative;

/// <summary>A small invented office in the Shanghai form: two function items, all money from the general public budget.</summary>
static class InventedOffice
{
    public static readonly Edition Edition = EditionBook.BuiltIn.Find("shanghai-2025")!;

    public static DisclosureDocument Make() => new(new Department("901", "示例区虚构办公室", [], "示例区", "shili", false), 2025, Edition)
    {
        Profile = new(["1.承担虚构的工作。", "承担另一项虚构的工作。"], [new("示例区虚构办公室本部", "行政单位", "")], [], []),
        Tables =
        [
            Table(1, Line(Side.Revenue, "revenue.fiscal_appropriation", 1_000_000_00), Line(Side.Revenue, "revenue", 1_000_000_00, true), Line(Side.Expenditure, "expenditure", 1_000_000_00, true)),
            Table(2, Code(2010301, "行政运行", 600_000_00, 600_000_00), Total(1_000_000_00, 1_000_000_00)),
            Table(3, Code(2010301, "行政运行", 600_000_00, 600_000_00, null), Total(1_000_000_00, 600_000_00, 400_000_00)),
            Table(4, Line(Side.Revenue, "fiscal.general_public_budget", 1_000_000_00), Line(Side.Revenue, "fiscal", 1_000_000_00, true)),
            Table(5, Code(201, "一般公共服务支出", 1_000_000_00, 600_000_00, 400_000_00), Code(20103, "政府办公厅（室）及相关机构事务", 1_000_000_00, 600_000_00, 400_000_00),
                Code(2010301, "行政运行", 600_000_00, 600_000_00, null), Code(2010302, "一般行政管理事务", 400_000_00, null, 400_000_00), Total(1_000_000_00, 600_000_00, 400_000_00)),
            Table(6), Table(7),
            Table(8, Code(301, "工资福利支出", 500_000_00, 500_000_00, null), Total(600_000_00, 500_000_00, 100_000_00)),
            Table(9, new Row(0, Side.Single, 0, "", "", 0, false, SubjectKind.ThreePublic, [30_000_00, 0, 30_000_00, null, null, null, 100_000_00])),
        ],
        Facts = Facts(
            new(SubjectKind.Fiscal, null, null, new(1_200_000_00), PriorBasis.PriorBudget, "项目压减。", ""),
            new(SubjectKind.General, null, null, new(1_200_000_00), PriorBasis.PriorBudget, "", ""),
            new(SubjectKind.GovernmentFund, null, null, Amount.Zero, PriorBasis.PriorBudget, "", ""),
            new(SubjectKind.Hospitality, null, null, new(25_000_00), PriorBasis.PriorBudget, "外事接待增加", ""),
            new(Subject.Function(2010301), null, null, new(450_000_00), PriorBasis.PriorExecution, "人员增加", "行政单位的基本支出"),
            new(SubjectKind.VehicleCount, null, 3, null, PriorBasis.Unknown, "", "")),
    };

    public static Dictionary<Subject, Fact> Facts(params Fact[] facts) => facts.ToDictionary(f => f.Subject);

    static Table Table(int number, params Row[] rows)
    {
        var definition = Edition.Find(number)!;
        return new(definition, definition.TitleOf("示例区虚构办公室", 2025), definition.Unit, definition.Columns,
            [.. rows.Select((r, i) => r with { Index = i, Cells = Fit(r, definition) })], rows.Length == 0 ? definition.EmptyNoteOf("", 2025) : "", false);
    }

    /// <summary>A line's one figure stands in the first column of its side; a code's figures in column order, blank to the end.</summary>
    static long?[] Fit(Row row, TableDefinition definition)
    {
        var cells = new long?[definition.Columns.Count];
        if (definition.TwoSided) cells[definition.Columns.TakeWhile(c => c.Side != row.Side).Count()] = row.Cells[0];
        else row.Cells.CopyTo(cells, 0);
        return cells;
    }

    static Row Line(Side side, string subject, long fen, bool total = false) => new(0, side, 0, "", "", 1, total, Subject.Parse(subject)!.Value, [fen]);

    static Row Code(int code, string name, params long?[] cells) => new(0, Side.Single, code, $"{code}", name, $"{code}".Length / 2, false, Subject.Function(code), cells);

    static Row Total(params long?[] cells) => new(0, Side.Single, 0, "", "合计", 0, true, Subject.None, cells);
}
