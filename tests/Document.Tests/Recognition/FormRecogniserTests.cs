using Budget.Document.Editions;
using Budget.Document.Recognition;

namespace Budget.Document.Tests.Recognition;

public sealed class FormRecogniserTests
{
    static readonly EditionBook Book = EditionBook.BuiltIn;
    static readonly Edition Shanghai = Book.Find("shanghai-2025")!;

    [Fact]
    public void Knows_every_table_of_every_edition_without_its_number_and_by_another_title()
    {
        foreach (var edition in Book.All)
        {
            var tables = edition.Tables.Select(definition => Printed(definition, 0, $"某州某局{edition.FirstYear}年度{Renamed(definition.Role)}")).ToList();
            var mapping = FormRecogniser.Map(Book, edition, own: false, tables, edition.FirstYear);

            Assert.Equal(edition.Tables.Select(definition => definition.Role), mapping.Tables.Select(table => table.Definition?.Role ?? TableRole.Unknown));
            Assert.True(mapping.OtherForm);
        }
    }

    [Theory]
    [InlineData("部门收支预算平衡表", TableRole.RevenueAndExpenditure)]
    [InlineData("部门预算收支总体情况表", TableRole.RevenueAndExpenditure)]
    [InlineData("部门财政拨款收入支出预算表", TableRole.FiscalAppropriation)]
    public void Tells_tables_of_two_sides_by_title_and_lines(string title, TableRole role)
    {
        var definition = Shanghai.Find(role)!;

        Assert.Equal(role, One(Printed(definition, 12, title)).Definition?.Role);
    }

    [Fact]
    public void Asks_where_a_title_and_heads_leave_it_open()
    {
        // Expenditure by function, basic and project: of the department, or of one of its budgets?
        var mapping = Map(Printed(Shanghai.Find(TableRole.Expenditure)!, 0, "预算表（二）", group: ""));

        Assert.Null(mapping.Tables[0].Definition);
        Assert.True(mapping.Tables[0].IsUnsure);
        Assert.True(mapping.Tables[0].Confidence < RecognisedTable.Sure);
        Assert.Contains("“预算表（二）”", mapping.Question(0)!.Value.Chinese, StringComparison.Ordinal);
        Assert.Contains("预算表（二）", mapping.Doubt().Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_a_table_that_joins_two_budgets_for_neither()
    {
        var definition = Shanghai.Find(TableRole.GovernmentFund)!;
        var mapping = Map(Printed(definition, 6, "政府性基金及国有资本经营预算支出表", group: ""));

        Assert.Null(mapping.Tables[0].Definition);
    }

    [Fact]
    public void Says_of_a_table_beside_the_prescribed_ones_that_it_is_none_of_them()
    {
        var projects = new PrintedTable(4, "项目支出表", [new("c1", "项目单位", "", Side.Single, default), new("c2", "预算金额", "", Side.Single, default)],
            [new(Side.Single, "", "夜间开放"), new(Side.Single, "", "文化节"), new(Side.Single, "", "合计")]);
        var mapping = Map(projects);

        Assert.Null(mapping.Tables[0].Definition);
        Assert.False(mapping.Tables[0].IsUnsure);
        Assert.Null(mapping.Question(0));
    }

    [Fact]
    public void Takes_no_two_tables_for_the_same_one()
    {
        var definition = Shanghai.Find(TableRole.BasicExpenditure)!;
        var mapping = Map(Printed(definition, 1, "基本支出按经济分类明细表"), Printed(definition, 2, "基本支出表（部门预算经济分类）"));

        Assert.Single(mapping.Tables, table => table.Definition is not null);
        Assert.Single(mapping.Tables, table => table.IsUnsure);
    }

    [Fact]
    public void Does_not_believe_a_number_whose_title_speaks_of_something_else()
    {
        // Table 6 of the edition is the government fund; here it is printed as a table of projects.
        var tables = Shanghai.Tables.Select(definition => Printed(definition, definition.Number, definition.TitleOf("某局", 2025))).ToList();
        tables[5] = new PrintedTable(6, "2025年部门项目支出预算表", tables[5].Columns, [new(Side.Single, "", "夜间开放"), new(Side.Single, "", "文化节")]);
        var mapping = FormRecogniser.Map(Book, Shanghai, own: true, tables, 2025);

        Assert.Null(mapping.Tables[5].Definition);
        Assert.False(mapping.OtherForm);
        Assert.All(mapping.Tables.Where((_, i) => i != 5), table => Assert.Equal(100, table.Confidence));
    }

    [Fact]
    public void Stays_total_and_quick_on_hostile_tables()
    {
        var wide = Enumerable.Range(0, 60).Select(i => new Column($"{i}", new string('预', 500), "及与和、", Side.Single, default)).ToList();
        var rows = Enumerable.Range(0, 2000).Select(i => new PrintedRow((Side)(i % 3), i % 2 == 0 ? "99999999999" : "²", new string('一', 300))).ToList();
        var tables = Enumerable.Range(0, 60).Select(i => new PrintedTable(i - 30, i % 2 == 0 ? "" : new string('年', 900), wide, rows)).ToList();

        var mapping = FormRecogniser.Map(Book, Shanghai, own: true, tables, int.MinValue + 1);

        Assert.Equal(60, mapping.Tables.Count);
    }

    [Theory]
    [InlineData("wuhan-2022", 2022, "wuhan-2021")]
    [InlineData("shanghai-2027", 2027, "shanghai-2026")]
    [InlineData("shanghai-2024", 2021, "shanghai-2023")]
    public void Finds_the_nearest_edition_of_the_same_district(string id, int year, string nearest) =>
        Assert.Equal(nearest, Assert.Single(Book.Nearest(id, year)).Id);

    [Fact]
    public void Knows_no_district_but_its_own_and_then_offers_all_of_the_year() =>
        Assert.Equal(["shanghai-2025"], Book.Nearest("shizhou-2025", 2025).Select(edition => edition.Id));

    static RecognisedTable One(PrintedTable table) => Map(table).Tables[0];

    static FormMapping Map(params PrintedTable[] tables) => FormRecogniser.Map(Book, Shanghai, own: false, tables, 2025);

    /// <summary>The edition's table with codes of its budget or its own lines, under another title.</summary>
    static PrintedTable Printed(TableDefinition definition, int number, string title, string? group = null) => new(
        number, title, [.. definition.Columns.Select(column => column with { Id = "x" + column.Id, Group = group ?? column.Group, Role = ColumnRole.Unknown })], Rows(definition));

    static IEnumerable<PrintedRow> Rows(TableDefinition definition) => definition.Role switch
    {
        TableRole.GovernmentFund => [new(Side.Single, "229", "其他支出"), new(Side.Single, "22960", "彩票公益金安排的支出")],
        TableRole.StateCapital => [new(Side.Single, "223", "国有资本经营预算支出")],
        _ when definition.Rows == RowKind.FunctionCodes => [new(Side.Single, "201", "一般公共服务支出"), new(Side.Single, "2010301", "行政运行"), new(Side.Single, "", "合计")],
        _ when definition.Rows == RowKind.EconomicCodes => [new(Side.Single, "301", "工资福利支出"), new(Side.Single, "30101", "基本工资"), new(Side.Single, "", "合计")],
        _ => definition.Lines.Select(line => new PrintedRow(line.Side, "", line.Name)),
    };

    static string Renamed(TableRole role) => role switch
    {
        TableRole.RevenueAndExpenditure => "收入支出预算平衡表",
        TableRole.Revenue => "收入预算分来源表",
        TableRole.Expenditure => "支出预算明细表",
        TableRole.FiscalAppropriation => "财政拨款收支情况表",
        TableRole.GeneralPublic => "一般公共预算支出情况表",
        TableRole.GeneralPublicItems => "一般公共预算支出明细表（项级）",
        TableRole.GovernmentFund => "政府性基金支出情况表",
        TableRole.StateCapital => "国有资本经营支出情况表",
        TableRole.BasicExpenditure => "基本支出按经济分类明细表",
        _ => "因公出国（境）、公务用车、公务接待费用表",
    };
}
