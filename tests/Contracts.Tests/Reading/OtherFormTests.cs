using System.Text.Json;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Testing;
using Budget.Transcriptions;
using Budget.V1;

namespace Budget.Contracts.Tests.Reading;

/// <summary>A document in a form that the product has never seen: 示例州 (invented), once without its form and once with it.</summary>
public sealed class OtherFormTests
{
    static readonly string Shizhou = Path.Combine(AppContext.BaseDirectory, "Samples", "shizhou");

    static readonly EditionBook WithItsForm = EditionFolder.Load(Path.Combine(Shizhou, "editions"));

    [Fact]
    public void Without_its_form_every_table_is_told_by_what_it_is()
    {
        var document = Read(EditionBook.BuiltIn, Converted());

        Assert.Equal("shanghai-2025", document.Edition.Id);
        Assert.Equal(
            [
                TableRole.RevenueAndExpenditure, TableRole.Expenditure, TableRole.Revenue, TableRole.Unknown, TableRole.FiscalAppropriation,
                TableRole.GeneralPublic, TableRole.BasicExpenditure, TableRole.ThreePublic, TableRole.GovernmentFund,
            ],
            document.Tables.Select(table => table.Role));
        Assert.All(document.Tables, table => Assert.Equal(MoneyUnit.Wan, table.Unit));
        Assert.All(document.Mapping!.Tables, table => Assert.True(table.Confidence >= 80));
        Assert.DoesNotContain(document.Mapping.Tables, table => table.IsUnsure);
    }

    [Fact]
    public void Without_its_form_nothing_is_called_missing_or_wrong()
    {
        var report = RuleBook.Run(Read(EditionBook.BuiltIn, Converted()));

        var tables = report.Answers.Single(answer => answer.Rule.Id == "STR-002");
        Assert.Equal(Answer.NotCheckable, tables.Answer);
        Assert.Contains("不是按本形式编制", tables.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Findings, finding => finding.Severity != Document.Rules.Engine.Severity.Info);
        // And yet the sums were looked at.
        string[] sums = ["REV-001", "REV-005", "REV-006", "EXP-001", "TPE-001"];
        Assert.All(sums, rule => Assert.Equal(Answer.Passed, report.Answers.Single(answer => answer.Rule.Id == rule).Answer));
    }

    [Fact]
    public void Without_its_form_what_is_wrong_is_found_all_the_same()
    {
        var file = Converted();
        var cell = file.Budget.Tables[0].Rows.Last(row => row.Side == V1.Side.Revenue).Cells[0];
        (cell.Fen, cell.Printed) = (979_000_000, "979.00");

        Assert.Contains("REV-001", RuleBook.Run(Read(EditionBook.BuiltIn, file)).Findings.Select(finding => finding.Rule.Id));
    }

    [Fact]
    public void With_its_form_dropped_into_a_folder_it_is_a_document_like_any_other()
    {
        var document = Read(WithItsForm, Converted());
        var report = RuleBook.Run(document);

        Assert.Equal("shizhou-2025", document.Edition.Id);
        Assert.Null(document.Mapping);
        Assert.Equal(TableRole.Other, document.Tables.Single(table => table.Number == 4).Role);
        Assert.Equal(Answer.Passed, report.Answers.Single(answer => answer.Rule.Id == "STR-002").Answer);
        Assert.DoesNotContain(report.Findings, finding => finding.Severity != Document.Rules.Engine.Severity.Info);
    }

    [Fact]
    public void With_its_form_a_table_that_is_not_there_is_missing()
    {
        var file = Converted();
        file.Budget.Tables.RemoveAt(8);

        var missing = RuleBook.Run(Read(WithItsForm, file)).Findings.Single(finding => finding.Rule.Id == "STR-002");
        Assert.Contains("政府性基金支出情况表", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_not_sure_is_asked_about_and_no_table_is_then_called_missing()
    {
        var file = Converted();
        file.Budget.Tables[5].Title = "预算表（六）";
        var document = Read(EditionBook.BuiltIn, file);

        Assert.Null(document.Find(TableRole.GeneralPublic));
        Assert.Contains("预算表（六）", RuleBook.Run(document).Answers.Single(answer => answer.Rule.Id == "STR-002").Reason, StringComparison.Ordinal);
        Assert.Contains(Proposed(file).Questions, question => question.Field == "tables[5].title" && question.Choices.Count > 0);
    }

    [Fact]
    public void The_proposal_names_edition_columns_and_asks_about_the_head_that_joins_two_budgets()
    {
        var proposal = Proposed(Converted());

        Assert.Equal("shanghai-2025", proposal.Edition);
        Assert.Contains("shizhou-2025", proposal.Note, StringComparison.Ordinal);
        Assert.Equal([1, 3, 2, 0, 4, 5, 8, 9, 6], proposal.Tables.Select(table => table.Number));
        var revenue = proposal.Tables[2];
        Assert.Equal(["total", "", "", "other"], revenue.Columns.Select(column => column.Column));
        Assert.Equal(["total", "general-public-budget", "", "other"], revenue.Columns.Select(column => column.Meaning));
        var question = Assert.Single(proposal.Questions, question => question.Field == "tables[2].printed_columns[2]");
        Assert.Equal(["government-fund", "state-capital"], question.Choices);
        Assert.Equal("revenue.government_fund", proposal.Tables[0].Lines[1].Subject);
        Assert.Equal("", proposal.Tables[3].Role);
        Assert.DoesNotContain(proposal.Questions, asked => asked.Field == "tables[3].title");
    }

    [Fact]
    public void A_proposal_that_is_followed_makes_it_plain()
    {
        var file = Converted();
        var proposal = Proposed(file);
        file.Budget.Tables.RemoveAt(3);
        foreach (var mapped in proposal.Tables.Where(mapped => mapped.Number > 0))
        {
            var table = file.Budget.Tables.Single(table => table.Title == Converted().Budget.Tables[mapped.Index].Title);
            (table.Number, table.Title) = (mapped.Number, "");
        }
        file.Edition = file.Budget.Edition = file.Targets.Edition = proposal.Edition;

        Assert.Equal([TableRole.RevenueAndExpenditure, TableRole.Revenue, TableRole.Expenditure, TableRole.FiscalAppropriation, TableRole.GeneralPublic, TableRole.GovernmentFund, TableRole.BasicExpenditure, TableRole.ThreePublic],
            Read(EditionBook.BuiltIn, file).Tables.Select(table => table.Role));
    }

    [Theory]
    [InlineData("wuhan-2022", 2022, "wuhan-2021")]
    [InlineData("shanghai-2028", 2028, "shanghai-2026")]
    public void A_year_that_is_not_here_is_read_by_the_nearest_of_its_district_and_says_so(string edition, int year, string nearest)
    {
        var file = SmallDisclosure.Elsewhere();
        (file.Edition, file.Budget.Edition, file.Year, file.Budget.Year) = (edition, edition, year, year);
        file.Targets = null;
        foreach (var table in file.Budget.Tables) (table.Title, table.PrintedUnit) = ("", "元");
        var (document, violations) = new DocumentReader(EditionBook.BuiltIn).Read(file);

        Assert.Empty(violations);
        Assert.Equal(nearest, document!.Edition.Id);
        Assert.Contains(edition, document.Mapping!.Note, StringComparison.Ordinal);
        Assert.DoesNotContain(RuleBook.Run(document).Findings, finding => finding.Rule.Id == "STR-002");
    }

    [Fact]
    public void What_is_made_here_needs_an_edition_of_its_year_and_so_does_what_is_saved()
    {
        var here = SmallDisclosure.Here();
        (here.Edition, here.Budget.Edition) = ("shizhou-2025", "shizhou-2025");
        Assert.Null(new DocumentReader(EditionBook.BuiltIn).Read(here).Document);

        var elsewhere = Converted();
        Assert.Null(new DocumentReader(EditionBook.BuiltIn).Read(elsewhere.Department, elsewhere.Budget).Document);
    }

    [Fact]
    public void The_real_documents_map_for_sure_without_their_names_and_numbers()
    {
        if (Material.Transcriptions.Count == 0) Assert.Skip(Material.Missing);
        foreach (var path in Material.Transcriptions)
        {
            var file = Converted(path);
            var own = Read(EditionBook.BuiltIn, file);
            Assert.Null(own.Mapping);

            // The seed's tables are lost: titles and nothing else.
            var bodies = own.Tables.Any(table => !table.NotInSource);
            file.Edition = file.Budget.Edition = file.Targets.Edition = "elsewhere-" + file.Year;
            for (var t = 0; t < file.Budget.Tables.Count; t++) file.Budget.Tables[t].Number = 30 - t;
            var mapped = Read(EditionBook.BuiltIn, file);

            Assert.Equal(9, mapped.Tables.Count(table => table.Role != TableRole.Unknown));
            Assert.Equal(own.Tables.Select(table => table.Role).Order(), mapped.Tables.Select(table => table.Role).Order());
            Assert.All(mapped.Mapping!.Tables, table => Assert.True(table.Confidence >= (bodies ? 95 : 80), $"{path}: {table}"));
        }
    }

    static ProposeMappingResponse Proposed(DisclosureFile file)
    {
        var (proposal, violations) = MappingProposal.Of(new DocumentReader(EditionBook.BuiltIn), new() { Edition = file.Edition, Year = file.Year, Tables = { file.Budget.Tables } });
        Assert.Empty(violations);
        return proposal!;
    }

    static DisclosureDocument Read(EditionBook book, DisclosureFile file)
    {
        var (document, violations) = new DocumentReader(book).Read(file);
        Assert.Empty(violations);
        return document!;
    }

    static DisclosureFile Converted() => Converted(Path.Combine(Shizhou, "culture-and-tourism-2025.transcription.json"));

    static DisclosureFile Converted(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var remarks = new Remarks();
        return Converter.Convert(new Node(json.RootElement, "", remarks), remarks);
    }
}
