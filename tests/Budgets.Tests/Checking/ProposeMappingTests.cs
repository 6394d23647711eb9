using Budget.Testing;
using Budget.V1;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Checking;

public sealed class ProposeMappingTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    [Fact]
    public async Task Tells_what_a_table_of_another_district_is_and_which_of_its_columns_is_which()
    {
        var proposal = await Propose(Table("某州某局2025年度基本支出按经济分类明细表", ["总计", "人员经费", "公用经费"], ("301", "工资福利支出"), ("30101", "基本工资")));

        Assert.Equal(Sample.Edition, proposal.Edition);
        Assert.Contains("elsewhere-", proposal.Note, StringComparison.Ordinal);
        var table = Assert.Single(proposal.Tables);
        Assert.Equal("basic-expenditure", table.Role);
        Assert.True(table.Confidence >= 80);
        Assert.True(table.Number > 0);
        Assert.Equal(["total", "personnel", "operating"], table.Columns.Select(column => column.Meaning));
        Assert.Empty(proposal.Questions);
    }

    [Fact]
    public async Task Asks_instead_of_guessing()
    {
        var proposal = await Propose(Table("预算表（三）", ["总计", "基本支出", "项目支出"], ("201", "一般公共服务支出")));

        Assert.Equal("", proposal.Tables[0].Role);
        Assert.Equal("tables[0].title", Assert.Single(proposal.Questions).Field);
        Assert.Contains(proposal.Tables[0].Likeliest, proposal.Questions[0].Choices);
    }

    [Theory]
    [InlineData("no table", "tables")]
    [InlineData("no year", "year")]
    [InlineData("too many columns", "tables[0].printed_columns")]
    [InlineData("too many rows", "tables[0].rows")]
    public async Task Refuses_what_is_no_document(string what, string field)
    {
        var request = new ProposeMappingRequest { Edition = "elsewhere-2025", Year = Sample.Year, Tables = { Table("表", ["总计"], ("201", "一般公共服务支出")) } };
        if (what == "no table") request.Tables.Clear();
        if (what == "no year") request.Year = 0;
        if (what == "too many columns") request.Tables[0].PrintedColumns.Add(Enumerable.Range(0, 100).Select(i => new PrintedColumn { Id = $"{i}" }));
        if (what == "too many rows") request.Tables[0].Rows.Add(Enumerable.Range(0, 3000).Select(_ => new Row()));

        await Refused.Field(field, on.Budgets.ProposeMappingAsync(request, Preparer("101")));
    }

    async Task<ProposeMappingResponse> Propose(Table table) =>
        await on.Budgets.ProposeMappingAsync(new() { Edition = $"elsewhere-{Sample.Year}", Year = Sample.Year, Tables = { table } }, Preparer("101"));

    static Table Table(string title, string[] heads, params (string Code, string Name)[] rows) => new()
    {
        Title = title,
        PrintedColumns = { heads.Select((head, i) => new PrintedColumn { Id = $"c{i}", Header = head }) },
        Rows = { rows.Select(row => new Row { Code = row.Code, Name = row.Name }) },
    };
}
