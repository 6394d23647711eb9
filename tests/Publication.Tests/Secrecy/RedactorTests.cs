using Budget.Document;
using Budget.Document.Editions;
using Budget.Publication.Secrecy;
using Budget.Typesetting.Tests;
using Budget.V1;

namespace Budget.Publication.Tests.Secrecy;

public class RedactorTests
{
    const string Secret = "绝密事项甲";
    const long Fen = 98_765_432_10;

    /// <summary>How the secret amount may be written.</summary>
    static readonly string[] Amounts = ["98,765,432.10", "98765432.10", "9,876.54", "9876.54", "9876543210"];

    [Theory]
    [InlineData(PublishedPage.Education, "205", RedactionLevel.Section)]
    [InlineData(PublishedPage.Education, "205", RedactionLevel.Class)]
    [InlineData(PublishedPage.Education, "205", RedactionLevel.NotShown)]
    [InlineData(PublishedPage.Office, "201", RedactionLevel.Section)]
    [InlineData(PublishedPage.Office, "201", RedactionLevel.Class)]
    [InlineData(PublishedPage.Office, "201", RedactionLevel.NotShown)]
    [InlineData(PublishedPage.City, "212", RedactionLevel.Section)]
    public void A_withheld_item_is_in_no_byte_of_what_is_published_and_the_totals_stay(string sample, string @class, RedactionLevel level)
    {
        var (file, code) = WithSecret(sample, @class);
        Assert.NotEmpty(Readable(file, Secret));
        Assert.NotEmpty(Readable(file, Amounts[0]));

        var redacted = Apply(file, new Redaction { Subject = "function:" + code, Shown = level });
        foreach (var secret in Amounts.Append(Secret).Append(code)) Assert.Empty(Readable(redacted.File, secret));
        Assert.Contains("部分科目依法不单列公开，合计数不变。", redacted.Notices);
        Assert.True(redacted.BudgetChanged);

        var kept = level switch { RedactionLevel.Section => code[..5], RedactionLevel.Class => code[..3], _ => "" };
        foreach (var (before, after) in file.Budget.Tables.Zip(redacted.File.Budget.Tables))
        {
            Assert.Equal(before.Rows.Where(r => r.IsTotal), after.Rows.Where(r => r.IsTotal));
            if (before.Rows.All(r => r.Code != code)) continue;
            // Not the item alone: what stands beside it would give it away.
            Assert.DoesNotContain(after.Rows, r => r.Code.StartsWith(kept.Length > 0 ? kept : code[..3]) && r.Code != kept);
            if (kept.Length > 0) Assert.Equal(before.Rows.Single(r => r.Code == kept).Cells, after.Rows.Single(r => r.Code == kept).Cells);
            Assert.Equal(before.Rows.Where(r => !r.Code.StartsWith(kept.Length > 0 ? kept : code[..3])), after.Rows.Where(r => !r.Code.StartsWith(kept.Length > 0 ? kept : code[..3])));
            Assert.Contains("合计数不变", after.Note);
        }
    }

    [Fact]
    public void A_table_that_has_only_the_finest_rows_gets_their_sum()
    {
        var (file, code) = WithSecret(PublishedPage.Education, "205");
        var table = file.Budget.Tables.First(t => t.Rows.Any(r => r.Code == code));
        foreach (var coarse in table.Rows.Where(r => r.Code.Length is 3 or 5).ToList()) table.Rows.Remove(coarse);
        var family = table.Rows.Where(r => r.Code.StartsWith(code[..5])).ToList();

        var sum = Apply(file, new Redaction { Subject = "function:" + code, Shown = RedactionLevel.Section }).File.Budget.Tables.Single(t => t.Number == table.Number).Rows.Single(r => r.Code == code[..5]);
        Assert.Equal(family.Sum(r => r.Cells[0].Fen), sum.Cells.Single(c => c.Column == family[0].Cells[0].Column).Fen);
    }

    [Fact]
    public void A_withheld_project_takes_its_page_its_form_and_its_name_with_it()
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File.Clone();
        var name = file.Targets.Projects[0].Name;
        file.Targets.Projects[0].Content = "其中安排 98,765,432.10元";
        file.Targets.Projects[0].YearFen = Fen;
        file.Targets.Overall.AnnualTasks += $"实施{name}，安排9,876.54万元。";
        Assert.NotEmpty(Readable(file, name));

        var redacted = Apply(file, new Redaction { Subject = "project:" + name, Shown = RedactionLevel.NotShown });
        foreach (var secret in Amounts.Append(name)) Assert.Empty(Readable(redacted.File, secret));
        Assert.True(redacted.TargetsChanged);
    }

    [Fact]
    public void Words_are_masked_in_every_text_and_nothing_else_is()
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File.Clone();
        file.Budget.PlanText += $"由王某某负责{Secret}。";
        file.Budget.Profile.Functions[0] += Secret;
        file.Targets.Projects[0].Indicators[0].Name = "完成" + Secret;
        var redacted = Apply(file, new Redaction { Subject = "words:" + Secret });

        Assert.Empty(Readable(redacted.File, Secret));
        Assert.Contains("由王某某负责＊＊＊。", redacted.File.Budget.PlanText);
        Assert.Equal(file.Budget.Tables, redacted.File.Budget.Tables);
        Assert.Equal("完成＊＊＊", redacted.File.Targets.Projects[0].Indicators[0].Name);
    }

    [Theory]
    [InlineData("13800001234", "1380000****")]
    [InlineData("027-83891234", "027-8389****")]
    [InlineData("83891234", "8389****")]
    [InlineData("12345", "*****")]
    [InlineData("", "")]
    public void Telephone_numbers_in_forms_lose_their_last_four_digits(string number, string published)
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File.Clone();
        file.Targets.Projects[0].Phone = number;
        Assert.Equal(published, Apply(file, phones: true).File.Targets.Projects[0].Phone);
        Assert.Equal(number, Apply(file).File.Targets.Projects[0].Phone);
    }

    [Theory]
    [InlineData("联系电话：83891234，", "联系电话：8389****，")]
    [InlineData("请拨打 13800001234。", "请拨打 1380000****。")]
    [InlineData("（010-88881234）", "（010-8888****）")]
    [InlineData("身份证号110101199001011234", "身份证号11010119900101****")]
    [InlineData("安排13800001234元", "安排13800001234元")]
    [InlineData("安排83891234.00元", "安排83891234.00元")]
    [InlineData("文号20250101，共83891234件", "文号20250101，共83891234件")]
    public void Personal_numbers_in_texts_are_masked_and_amounts_are_not(string text, string published)
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File.Clone();
        file.Budget.PlanText = text;
        Assert.Equal(published, Apply(file, phones: true).File.Budget.PlanText);
    }

    [Theory]
    [InlineData("wuhan-dongxihu-government-office-2021")]
    [InlineData("shanghai-putuo-government-office-2025")]
    public async Task The_telephone_numbers_of_a_real_disclosure_are_in_no_byte_of_what_is_published(string name)
    {
        var file = (await PublishedPage.OfReal(name)).Page.File;
        var numbers = file.Targets.Projects.Select(p => p.Phone).Append(file.Targets.Overall?.Phone ?? "").Where(n => n.Count(char.IsAsciiDigit) >= 7).Distinct().ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{numbers.Count} numbers");
        var masked = Apply(file, phones: true).File;
        foreach (var number in numbers)
        {
            Assert.NotEmpty(Readable(file, number));
            Assert.Empty(Readable(masked, number));
        }
    }

    [Fact]
    public void Names_are_masked_where_the_district_wants_it_also_where_a_text_repeats_them()
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File.Clone();
        file.Targets.Projects[0].Leader = "欧阳示例";
        file.Targets.Projects[0].Content += "由欧阳示例负责。";
        var masked = Apply(file, names: true).File;
        Assert.Equal("欧＊", masked.Targets.Projects[0].Leader);
        Assert.Empty(Readable(masked, "欧阳示例"));
        Assert.NotEmpty(Readable(Apply(file).File, "欧阳示例"));
    }

    [Fact]
    public void What_nothing_is_withheld_of_stays_byte_for_byte()
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File;
        Assert.Same(file, Apply(file).File);
    }

    [Fact]
    public void A_finding_that_speaks_of_it_is_not_published()
    {
        var (file, code) = WithSecret(PublishedPage.Education, "205");
        var report = new CheckReport
        {
            Findings =
            {
                new V1.Finding { Rule = "EXP-011", Place = $"表3 / {code} {Secret}", Message = "不符" }, new V1.Finding { Rule = "EXP-012", Place = "表3", Found = "98,765,432.10元" },
                new V1.Finding { Rule = "REV-001", Place = "表1", Message = "其他问题" },
            },
        };
        var redacted = Redactor.Apply(file, report, EditionOf(file), new Redactions { Reviewed = { new Redaction { Subject = "function:" + code, Shown = RedactionLevel.Section } } });
        Assert.Equal(["REV-001"], redacted.Report.Findings.Select(f => f.Rule));
    }

    [Theory]
    [InlineData("function:2050299", RedactionLevel.Section, true)]
    [InlineData("function:9999999", RedactionLevel.Section, false)]
    [InlineData("function:20502", RedactionLevel.Section, false)]
    [InlineData("function:2050299", RedactionLevel.Unspecified, false)]
    [InlineData("function:abcdefg", RedactionLevel.Section, false)]
    [InlineData("economic:30201", RedactionLevel.Class, true)]
    [InlineData("economic:30201", RedactionLevel.Section, false)]
    [InlineData("project:没有这个项目", RedactionLevel.NotShown, false)]
    [InlineData("words:没有这些字", RedactionLevel.NotShown, false)]
    [InlineData("words:一", RedactionLevel.NotShown, false)]
    [InlineData("revenue", RedactionLevel.NotShown, false)]
    [InlineData("", RedactionLevel.NotShown, false)]
    public void A_decision_that_would_withhold_nothing_is_found(string subject, RedactionLevel level, bool sound)
    {
        var file = PublishedPage.OfDemo(PublishedPage.Education).File;
        if (subject == "function:2050299") subject = "function:" + WithSecret(PublishedPage.Education, "205").Code;
        Assert.Equal(sound, Redactor.Problem(file, EditionOf(file), new Redaction { Subject = subject, Shown = level }) is null);
    }

    /// <summary>An item of that class gets a name and amounts that nothing else has, and texts that speak of them.</summary>
    static (DisclosureFile File, string Code) WithSecret(string sample, string @class)
    {
        var file = PublishedPage.OfDemo(sample).File.Clone();
        var code = file.Budget.Tables.SelectMany(t => t.Rows).Where(r => r.Code.Length == 7 && r.Code.StartsWith(@class)).GroupBy(r => r.Code[..5]).First(g => g.Select(r => r.Code).Distinct().Count() > 1).First().Code;
        foreach (var row in file.Budget.Tables.SelectMany(t => t.Rows).Where(r => r.Code == code))
        {
            row.Name = Secret;
            foreach (var cell in row.Cells.Where(c => c.HasFen)) cell.Fen = Fen;
        }
        file.Budget.PlanText += $"\n做好{Secret}，安排98,765,432.10元，即9,876.54万元（9876.54万元），科目{code}。";
        file.Budget.Glossary.Add(new V1.GlossaryEntry { Term = Secret, Definition = $"指{Secret}，98765432.10元。" });
        foreach (var fact in file.Budget.Facts.Where(f => f.Subject == "function:" + code).ToList()) file.Budget.Facts.Remove(fact);
        file.Budget.Facts.Add(new V1.Fact { Subject = "function:" + code, PriorFen = Fen, Basis = Basis.PriorBudget, Reason = Secret });
        if (file.Targets.Overall is { } overall) overall.AnnualTasks += Secret;
        return (file, code);
    }

    static Redactor.Result Apply(DisclosureFile file, Redaction? redaction = null, bool phones = false, bool names = false)
    {
        var decisions = new Redactions { MaskPhones = phones, MaskNames = names };
        if (redaction is not null) decisions.Reviewed.Add(redaction);
        return Redactor.Apply(file, new CheckReport(), EditionOf(file), decisions);
    }

    static Budget.Document.Edition EditionOf(DisclosureFile file) => EditionBook.BuiltIn.Find(file.Edition)!;

    /// <summary>Published from the redacted file alone, in every format there is.</summary>
    static IReadOnlyList<string> Readable(DisclosureFile file, string secret) =>
        PublishedBytes.Find(PublishedPage.Of(file).Files.Select(f => (f.Path, f.Content)), secret);
}
