using System.Text;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Document.Recognition;
using Budget.Testing;
using Wire = Budget.V1;

namespace Budget.Contracts.Tests.Reading;

public sealed class DocumentReaderTests
{
    static readonly DocumentReader Reader = new(EditionBook.BuiltIn);

    public static TheoryData<string> Malformed => [.. MalformedDisclosures.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Refuses_what_is_malformed_and_names_the_field(string name)
    {
        var (document, violations) = Reader.Read(Break(MalformedDisclosures.All.Single(c => c.Name == name), out var field));

        Assert.Null(document);
        var violation = Assert.Single(violations);
        Assert.StartsWith(field, violation.Field, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_in_both_languages_what_is_wrong_and_how_to_mend_it()
    {
        var text = new StringBuilder();
        foreach (var malformed in MalformedDisclosures.All)
        {
            text.Append("# ").Append(malformed.Name).Append('\n');
            foreach (var violation in Reader.Read(Break(malformed, out _)).Violations)
                text.Append(violation.Field).Append('\n').Append("  ").Append(violation.Message).Append('\n').Append("  ").Append(violation.MessageEn).Append('\n');
        }
        Golden.Matches("violations.golden.txt", text.ToString());
    }

    static Wire.DisclosureFile Break(MalformedDisclosures.Case malformed, out string field)
    {
        var file = malformed.Elsewhere ? SmallDisclosure.Elsewhere() : SmallDisclosure.Here();
        malformed.Break(file);
        field = malformed.Field;
        return file;
    }

    [Fact]
    public void Reads_a_well_formed_disclosure_made_here()
    {
        var document = Read(SmallDisclosure.Here());

        Assert.False(document.MadeElsewhere);
        Assert.Equal("示例区档案局", document.Department.Name);
        var table = document.Find(TableRole.Expenditure)!;
        Assert.Equal("2025年部门支出预算总表", table.Title);
        var row = table.Rows[2];
        Assert.Equal((2012601, Subject.Function(2012601), 3, false), (row.Code, row.Subject, row.Level, row.IsTotal));
        Assert.Equal(new Amount(8_000_00), row[table.IndexOf(ColumnRole.Basic)]);
        Assert.Null(row[table.IndexOf(ColumnRole.Project)]);
        Assert.True(table.Rows[4].IsTotal);
        Assert.Equal(2, document.Facts[SubjectKind.VehicleCount].Count);
        Assert.Equal(new Amount(500_00), document.Facts[SubjectKind.ProcurementGoods].Amount);
        Assert.Equal(MoneyUnit.Yuan, document.Targets!.Projects[0].Unit);
    }

    [Fact]
    public void Finds_the_edition_s_line_whatever_its_numbering_and_brackets()
    {
        var file = SmallDisclosure.Here();
        file.Budget.Tables[0].Rows[1].Name = "（一） 一般公共预算资金";
        file.Budget.Tables[0].Rows[3].Name = "二十、一般公共服务支出";
        var table = Read(file).Find(TableRole.RevenueAndExpenditure)!;

        Assert.Equal([SubjectKind.RevenueFiscalAppropriation, SubjectKind.RevenueGeneralPublicBudget, SubjectKind.Revenue], table.Rows.Take(3).Select(r => r.Subject.Kind));
        Assert.Equal(Subject.Function(201), table.Rows[3].Subject);
        Assert.True(table.Rows[2].IsTotal && table.Rows[4].IsTotal);
    }

    [Fact]
    public void Leaves_to_the_rules_what_is_readable_and_wrong()
    {
        var file = SmallDisclosure.Here();
        var rows = file.Budget.Tables[1].Rows;
        rows[2].Code = "9999999";
        rows[2].Cells[0].Fen = -8_000_00;
        rows[3].Cells[0].Fen = 1;
        file.Budget.Tables.RemoveAt(0);
        var document = Read(file);

        var table = document.Find(TableRole.Expenditure)!;
        Assert.Equal(9999999, table.Rows[2].Code);
        Assert.Equal(new Amount(-8_000_00), table.Rows[2][0]);
        Assert.Null(document.Find(TableRole.RevenueAndExpenditure));
    }

    [Fact]
    public void Tells_a_blank_from_a_zero()
    {
        var file = SmallDisclosure.Here();
        file.Budget.Tables[1].Rows[2].Cells.Add(SmallDisclosure.Cell("project", 0));
        file.Budget.Tables[1].Rows[3].Cells.Add(new Wire.Cell { Column = "basic" });
        var rows = Read(file).Find(TableRole.Expenditure)!.Rows;

        Assert.Equal(Amount.Zero, rows[2][2]);
        Assert.Null(rows[3][1]);
    }

    [Fact]
    public void Keeps_of_a_document_made_elsewhere_what_it_does_not_understand()
    {
        var file = SmallDisclosure.Elsewhere();
        var table = file.Budget.Tables[1];
        table.Rows.Add(table.Rows[2].Clone());
        table.Rows[3].Code = "2O12604";
        table.Rows[3].Cells[1].Printed = "—";
        table.Rows[3].Cells[1].ClearFen();
        table.PrintedColumns.Add(new Wire.PrintedColumn { Id = "total", Header = "合计" });
        table.PrintedColumns.Add(new Wire.PrintedColumn { Id = "basic", Header = "基本支出" });
        table.PrintedColumns.Add(new Wire.PrintedColumn { Id = "project", Header = "项目支出" });
        table.PrintedColumns.Add(new Wire.PrintedColumn { Id = "remark", Header = "备注" });
        var read = Read(file).Find(TableRole.Expenditure)!;

        Assert.Equal([ColumnRole.Total, ColumnRole.Basic, ColumnRole.Project, ColumnRole.Unknown], read.Columns.Select(c => c.Role));
        Assert.Equal(6, read.Rows.Count);
        Assert.Equal((0, "2O12604"), (read.Rows[3].Code, read.Rows[3].CodeText));
        Assert.Equal("—", read.Rows[3].Printed![2]);
        Assert.Null(read.Rows[3][2]);
    }

    [Fact]
    public void Knows_a_table_in_whole_yuan()
    {
        var file = SmallDisclosure.Elsewhere();
        foreach (var cell in file.Budget.Tables[1].Rows.SelectMany(r => r.Cells)) cell.Printed = cell.Printed.Replace(".00", "", StringComparison.Ordinal);
        var document = Read(file);

        Assert.True(document.Find(TableRole.Expenditure)!.WholeYuan);
        Assert.False(document.Find(TableRole.RevenueAndExpenditure)!.WholeYuan);
    }

    [Theory]
    [InlineData("2024年预算数", "", ColumnRole.Prior)]
    [InlineData("上年预算数", "", ColumnRole.Prior)]
    [InlineData("小计", "2025年预算数", ColumnRole.Total)]
    [InlineData("增减额", "比上年", ColumnRole.Change)]
    [InlineData("增减％", "比上年", ColumnRole.ChangeRate)]
    [InlineData("人员经费", "基本支出", ColumnRole.Personnel)]
    [InlineData("日常公用经费", "基本支出", ColumnRole.Operating)]
    [InlineData("合计", "支出预算", ColumnRole.Total)]
    [InlineData("小计", "支出预算/基本支出", ColumnRole.Basic)]
    [InlineData("备注", "", ColumnRole.Unknown)]
    public void Knows_a_printed_column_by_its_heads(string header, string group, ColumnRole role) =>
        Assert.Equal(role, RoleIn(TableRole.Expenditure, header, group));

    [Theory]
    [InlineData("合计", "2025年“三公”经费预算数", ColumnRole.ThreePublic)]
    [InlineData("合计", "2024年预算数", ColumnRole.PriorThreePublic)]
    [InlineData("小计", "2024年预算数/公务用车购置及运行费", ColumnRole.PriorVehicles)]
    [InlineData("公务用车购置费", "2025年预算数/公务用车购置及运行费", ColumnRole.VehiclePurchase)]
    [InlineData("因公出国 (境) 费用", "", ColumnRole.Overseas)]
    [InlineData("机关运行经费预算数", "", ColumnRole.AgencyOperating)]
    public void Knows_a_printed_column_of_the_three_public_table(string header, string group, ColumnRole role) =>
        Assert.Equal(role, RoleIn(TableRole.ThreePublic, header, group));

    [Theory]
    [InlineData("小计", "上年结转", ColumnRole.CarriedOver)]
    [InlineData("小计", "本年收入", ColumnRole.Total)]
    [InlineData("小计", "本年收入/财政拨款收入", ColumnRole.FiscalAppropriation)]
    [InlineData("纳入财政专户管理的资金", "", ColumnRole.SpecialAccount)]
    [InlineData("事业单位经营收入", "", ColumnRole.Business)]
    [InlineData("附属单位上缴收入", "", ColumnRole.AffiliateRemittance)]
    public void Knows_a_printed_column_of_the_revenue_table(string header, string group, ColumnRole role) =>
        Assert.Equal(role, RoleIn(TableRole.Revenue, header, group));

    [Fact]
    public void Knows_every_table_of_every_edition_by_its_own_title()
    {
        foreach (var edition in EditionBook.BuiltIn.All)
        {
            var printed = edition.Tables.Select(table => new PrintedTable(table.Number, table.TitleOf("某某局", edition.FirstYear), [], [])).ToList();
            Assert.Equal(edition.Tables, FormRecogniser.Map(EditionBook.BuiltIn, edition, own: true, printed, edition.FirstYear).Tables.Select(found => found.Definition));
        }
    }

    [Fact]
    public void Takes_a_table_for_what_its_title_says_where_the_numbers_are_shifted()
    {
        var file = SmallDisclosure.Elsewhere();
        file.Budget.Tables[1].Number = 2;
        file.Budget.Tables[1].Title = "示例区档案局2025年部门支出预算总表";
        var table = Read(file).Find(TableRole.Expenditure)!;

        Assert.Equal((2, 5), (table.Number, table.Rows.Count));
        Assert.Null(Read(file).Find(TableRole.Revenue));
    }

    static ColumnRole RoleIn(TableRole table, string header, string group) =>
        TableWords.Role(new Column("?", header, group, Side.Single, ColumnRole.Unknown), EditionBook.BuiltIn.Find("shanghai-2025")!.Find(table), 2025);

    [Fact]
    public void Knows_the_lines_of_a_document_made_elsewhere_by_their_telling_words_and_by_what_stands_above_them()
    {
        var file = SmallDisclosure.Elsewhere();
        (file.Year, file.Edition, file.Budget.Year, file.Budget.Edition) = (2021, "wuhan-2021", 2021, "wuhan-2021");
        file.Budget.Tables.Clear();
        file.Budget.Tables.Add(new Wire.Table
        {
            Number = 4,
            PrintedColumns = { new Wire.PrintedColumn { Id = "left", Header = "预算数", Side = Wire.Side.Revenue }, new Wire.PrintedColumn { Id = "right", Header = "小计", Group = "支出/一般公共预算", Side = Wire.Side.Expenditure } },
            Rows =
            {
                Line("一、本年收入", 1), Line("（一）一般公共预算拨款", 2), Line("（二）国有资本经营预算拨款", 2),
                Line("二、上年结转", 1), Line("（一）一般公共预算拨款", 2), Line("（二）政府性基金预算拨款", 2), Line("三、国有资本经营预算拨款", 0), Line("收 入 总 计", 1),
            },
        });
        file.Budget.Tables.Add(new Wire.Table
        {
            Number = 8,
            PrintedColumns = { new Wire.PrintedColumn { Id = "a", Header = "2020年预算数" }, new Wire.PrintedColumn { Id = "b", Header = "2021年预算数" } },
            Rows = { new Wire.Row { Name = "1.因公出国（境）费用" }, new Wire.Row { Name = "2.公务用车购置及运行费" }, new Wire.Row { Name = "其中：（1）公务用车购置费" }, new Wire.Row { Name = "（2）公务用车运行维护费" }, new Wire.Row { Name = "3.公务接待费" }, new Wire.Row { Name = "合 计" } },
        });
        var document = Read(file);

        var fiscal = document.Find(TableRole.FiscalAppropriation)!;
        Assert.Equal(["", "fiscal.general_public_budget", "fiscal.state_capital", "", "fiscal.general_public_budget.carried_over", "fiscal.government_fund.carried_over", "fiscal.state_capital", "fiscal"], fiscal.Rows.Select(r => r.Subject.ToString()));
        Assert.True(fiscal.Rows[7].IsTotal);
        Assert.Equal([ColumnRole.Amount, ColumnRole.GeneralPublicBudget], fiscal.Columns.Select(c => c.Role));
        var three = document.Find(TableRole.ThreePublic)!;
        Assert.Equal([SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation, SubjectKind.Hospitality, SubjectKind.ThreePublic], three.Rows.Select(r => r.Subject.Kind));
        Assert.Equal([ColumnRole.Prior, ColumnRole.Amount], three.Columns.Select(c => c.Role));

        static Wire.Row Line(string name, int level) => new() { Side = Wire.Side.Revenue, Name = name, Level = level };
    }

    [Fact]
    public void Reads_targets_by_themselves()
    {
        var targets = SmallDisclosure.Here().Targets;
        (targets.Year, targets.Edition, targets.Department) = (2025, "shanghai-2025", "101");
        var (document, violations) = Reader.Read(SmallDisclosure.Here().Department, targets);

        Assert.Empty(violations);
        Assert.Equal("档案修复", document!.Targets!.Projects[0].Name);
        Assert.Empty(document.Tables);
    }

    [Fact]
    public void Stops_counting_violations_at_a_hundred()
    {
        var file = SmallDisclosure.Here();
        file.Budget.Facts.Add(Enumerable.Range(0, 1000).Select(i => new Wire.Fact { Subject = $"nothing.{i}" }));

        Assert.Equal(100, Reader.Read(file).Violations.Count);
    }

    static DisclosureDocument Read(Wire.DisclosureFile file)
    {
        var (document, violations) = Reader.Read(file);
        Assert.Empty(violations);
        return document!;
    }
}
