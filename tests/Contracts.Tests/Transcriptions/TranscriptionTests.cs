using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Document.Relations;
using Budget.Document.Rules;
using Budget.Testing;
using Budget.Transcriptions;
using Google.Protobuf;
using Wire = Budget.V1;

namespace Budget.Contracts.Tests.Transcriptions;

/// <summary>The converter as it is run: a process with two files, its exit code and what it says.</summary>
public sealed class TranscriptionTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("transcriptions").FullName;

    [Fact]
    public async Task Carries_every_figure_of_every_real_transcription()
    {
        if (Material.Transcriptions.Count == 0) Assert.Skip(Material.Missing);
        foreach (var path in Material.Transcriptions)
        {
            var (file, said) = await Converted(path);
            Assert.DoesNotContain("will be refused", said, StringComparison.Ordinal);
            using var source = JsonDocument.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
            EveryFigureIsCarried(source.RootElement, file);

            var (document, violations) = new DocumentReader(EditionBook.BuiltIn).Read(file);
            Assert.Empty(violations);
            Assert.True(document!.MadeElsewhere);
            Assert.All(document.Tables.SelectMany(t => t.Columns), column => Assert.NotEqual(ColumnRole.Unknown, column.Role));
        }
    }

    [Fact]
    public async Task Carries_a_transcription_nobody_has_seen_yet()
    {
        var (file, said) = await Converted(Invented("strange.json", Strange));
        using var source = JsonDocument.Parse(Strange);
        EveryFigureIsCarried(source.RootElement, file);
        var document = new DocumentReader(EditionBook.BuiltIn).Read(file).Document!;

        // A table with years side by side, rates, a blank, a word, and a column nobody listed.
        var table = document.Find(TableRole.GeneralPublic)!;
        Assert.Equal([ColumnRole.Prior, ColumnRole.Total, ColumnRole.ChangeRate, ColumnRole.Unknown], table.Columns.Select(c => c.Role));
        Assert.Equal(["本年", "本年/2021年预算数"], table.Columns.Take(2).Select(c => c.Group));
        Assert.Equal([10_000_000, null, 2550, 70_000_000], table.Rows[0].Cells);
        Assert.Equal(["10.00", "详见附件", "25.50%", "70"], table.Rows[0].Printed!.Select(p => p ?? ""));
        Assert.Contains("详见附件", said, StringComparison.Ordinal);
        Assert.Equal("无", document.Find(TableRole.GovernmentFund)!.Note);
        Assert.False(document.Find(TableRole.GovernmentFund)!.NotInSource);
        Assert.True(document.Find(TableRole.Revenue)!.NotInSource);

        // Funding with and without groups, goals from three places, and what has no field of its own.
        Assert.Equal([("total", ""), ("fiscal", "project"), ("carried_over", "year")], document.Targets!.Projects.SelectMany(p => p.Funding).Select(f => (f.Source, f.Scope)));
        Assert.Equal([(true, 1, 1), (false, 1, 1)], document.Targets.Overall!.Goals.Select(g => (g.LongTerm, g.Number, g.Indicators.Count)));
        var notes = document.Printed!.TranscriptionNotes;
        Assert.Contains("tables[0].rows[0].code_parts：201|3|1", notes);
        Assert.Contains("project_targets[0].year_budget：约80万", notes);
        Assert.Contains("profile.staffing.in_post.astronauts：3", notes);
        Assert.Contains("appendix.budget_of_appendix：1.23", notes);
        Assert.Equal(5, document.Facts[SubjectKind.InPost].Count);
        Assert.Equal("办好实事。", document.PlanText);
        Assert.StartsWith("x", document.Department.Code, StringComparison.Ordinal);
        Assert.Equal("d", document.Department.DistrictCode[..1]);
    }

    [Fact]
    public async Task Converts_a_transcription_with_next_to_nothing_in_it()
    {
        var (file, said) = await Converted(Invented("bare.json", """{"department":{"name":"某局"},"tables":null,"statements":[{"section":null,"figures":null}],"year":null,"edition":"shanghai-2025"}"""));

        Assert.Equal((2025, "某局"), (file.Year, file.Department.Name));
        Assert.Contains("year: is missing; 2025 is taken from the edition", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Makes_the_same_code_for_the_same_department_and_another_for_its_unit()
    {
        var department = (await Converted(Invented("a.json", """{"department":{"name":"某局","kind":"department"}}"""))).File.Department;
        var again = (await Converted(Invented("b.json", """{"department":{"name":"某局","kind":"department"},"year":2025}"""))).File.Department;
        var unit = (await Converted(Invented("c.json", """{"department":{"name":"某局","kind":"unit"}}"""))).File.Department;

        Assert.Equal(department.Code, again.Code);
        Assert.NotEqual(department.Code, unit.Code);
        Assert.Equal(Wire.DepartmentKind.Unit, unit.Kind);
    }

    [Fact]
    public void Converts_what_is_damaged_in_any_one_place()
    {
        var sources = Material.Transcriptions.Select(File.ReadAllText).Prepend(Strange).ToArray();
        var random = new Random(20210119);
        for (var i = 0; i < 200; i++)
        {
            var root = JsonNode.Parse(sources[i % 4 == 0 ? i / 4 % sources.Length : 0])!;
            var damage = Damage(root, random);
            using var json = JsonDocument.Parse(root.ToJsonString());
            try
            {
                var remarks = new Remarks();
                var file = Converter.Convert(new Node(json.RootElement, "", remarks), remarks);
                var (read, error) = IntakeFile.Read(Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(file)), "a.json");
                Assert.Null(error);
                // Refused with reasons or read, but never thrown at.
                var (document, violations) = new DocumentReader(EditionBook.BuiltIn).Read(read!);
                Assert.Equal(document is null, violations.Count > 0);
                if (document is not null) RuleBook.Run(document);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{damage}: {e}");
            }
        }
    }

    /// <summary>Replaces or removes one value somewhere; says what it did.</summary>
    static string Damage(JsonNode root, Random random)
    {
        var all = new List<JsonNode>();
        Collect(root);
        var victim = all[random.Next(all.Count)];
        JsonNode? with = random.Next(9) switch
        {
            0 => "文字",
            1 => 5,
            2 => true,
            3 => new JsonArray(),
            4 => new JsonObject(),
            5 => "1e3",
            6 => new JsonArray("无", null, 7),
            7 => -12.345m,
            _ => null,
        };
        var said = $"{victim.GetPath()} = {with?.ToJsonString() ?? "null"}";
        if (victim.Parent is JsonObject parent) parent[victim.GetPropertyName()] = with;
        else if (victim.Parent is JsonArray list) list[victim.GetElementIndex()] = with;
        return said;

        void Collect(JsonNode? node)
        {
            if (node is null) return;
            if (node.Parent is not null) all.Add(node);
            foreach (var child in node switch { JsonObject o => o.Select(p => p.Value), JsonArray a => a, _ => Enumerable.Empty<JsonNode?>() }) Collect(child);
        }
    }

    [Theory]
    [InlineData("{\"department\":", "is not JSON, or cut short, at line 1")]
    [InlineData("not json", "is not JSON, or cut short")]
    [InlineData("[1,2]", "is no transcription")]
    [InlineData("{\"hello\":1}", "is no transcription")]
    [InlineData("{\"department\":{\"name\":\"\\ud800\"}}", "cannot convert")]
    public async Task Refuses_what_it_cannot_read(string text, string expected)
    {
        var (exit, said) = await Run(Invented("bad.json", text), Path.Combine(folder, "out.json"));

        Assert.Equal(2, exit);
        Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "out.json")));
    }

    [Fact]
    public async Task Refuses_a_file_that_is_not_there_or_not_utf_8_and_a_wrong_call()
    {
        Assert.Equal(2, (await Run(Path.Combine(folder, "nothing.json"), Path.Combine(folder, "out.json"))).Exit);
        var latin = Path.Combine(folder, "gbk.json");
        await File.WriteAllBytesAsync(latin, [.. "{\"department\":\""u8, 0xCE, 0xE4, .. "\"}"u8], TestContext.Current.CancellationToken);
        var (exit, said) = await Run(latin, Path.Combine(folder, "out.json"));
        Assert.Equal(2, exit);
        Assert.Contains("is not UTF-8", said, StringComparison.Ordinal);
        Assert.Contains("usage", (await Run(latin)).Said, StringComparison.Ordinal);
    }

    /// <summary>The figures of each part, as a sorted list: nothing may be missing and nothing added.</summary>
    static void EveryFigureIsCarried(JsonElement source, Wire.DisclosureFile file)
    {
        var cells = Under(source, "tables").Where(v => v.Path.Contains(".cells", StringComparison.Ordinal) || v.Path.Contains(".total.", StringComparison.Ordinal) && !v.Path.EndsWith(".name", StringComparison.Ordinal)).Select(v => v.Text);
        Assert.Equal(cells.Order(StringComparer.Ordinal), file.Budget.Tables.SelectMany(t => t.Rows).SelectMany(r => r.Cells).Select(c => c.Printed).Order(StringComparer.Ordinal));

        var figures = Under(source, "statements").Where(v => v.Path.EndsWith(".value", StringComparison.Ordinal)).Select(v => v.Text);
        Assert.Equal(figures.Order(StringComparer.Ordinal), file.Budget.Printed.Statements.SelectMany(s => s.Figures).Where(f => f.HasValue).Select(f => f.Value).Order(StringComparer.Ordinal));

        var staff = Under(source, "profile").Where(v => v.Path.Contains(".staffing.", StringComparison.Ordinal) && !v.Path.Contains("astronauts", StringComparison.Ordinal)).Select(v => v.Text);
        Assert.Equal(staff.Order(StringComparer.Ordinal), file.Budget.Facts.Select(f => f.Count.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal));

        // The forms carry amounts in fen; each must be one of the fen of its own form.
        var targets = source.TryGetProperty("project_targets", out var forms) && forms.ValueKind == JsonValueKind.Array ? forms.EnumerateArray().ToArray() : [];
        Assert.Equal(targets.Length, file.Targets.Projects.Count);
        foreach (var (form, target) in targets.Zip(file.Targets.Projects))
        {
            long?[] carried = [target.HasTotalFen ? target.TotalFen : null, target.HasYearFen ? target.YearFen : null, target.HasExpenditureTotalFen ? target.ExpenditureTotalFen : null,
                .. target.Funding.Select(f => f.HasFen ? f.Fen : (long?)null), .. target.Expenditure.Select(e => e.HasFen ? e.Fen : (long?)null)];
            AmountsAre(AmountsOf(form, ["total_budget", "year_budget", "expenditure_total", "funding", "expenditure_details"]), target.PrintedUnit, carried);
            Assert.Equal(Values(form, "").Where(v => v.Path.EndsWith(".value", StringComparison.Ordinal)).Select(v => v.Text), target.Indicators.Select(i => i.Value).Where(v => v.Length > 0));
        }
        if (!source.TryGetProperty("department_targets", out var overall) || overall.ValueKind != JsonValueKind.Object) return;
        var funds = file.Targets.Overall.Revenue.Concat(file.Targets.Overall.Expenditure).ToArray();
        AmountsAre(AmountsOf(overall, ["funds"]), file.Targets.Overall.PrintedUnit,
            funds.SelectMany(f => new[] { f.HasCurrentFen ? f.CurrentFen : (long?)null, f.HasPriorFen ? f.PriorFen : null, f.HasBeforePriorFen ? f.BeforePriorFen : null }));
        Assert.Equal(Under(overall, "funds").Where(v => v.Path.EndsWith(".share", StringComparison.Ordinal)).Select(v => v.Text), funds.Select(f => f.Share).Where(s => s.Length > 0));
        var indicators = Values(overall, "").Count(v => v.Path.Contains(".indicators", StringComparison.Ordinal) && v.Path.EndsWith(".name", StringComparison.Ordinal));
        Assert.Equal(indicators, file.Targets.Overall.Goals.Sum(g => g.Indicators.Count));
    }

    static IEnumerable<decimal> AmountsOf(JsonElement form, string[] names) => names.SelectMany(name => Under(form, name))
        .Where(v => !v.Path.EndsWith(".item", StringComparison.Ordinal) && !v.Path.Contains(".columns", StringComparison.Ordinal))
        .Select(v => decimal.TryParse(v.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : (decimal?)null).OfType<decimal>();

    static void AmountsAre(IEnumerable<decimal> amounts, string unit, IEnumerable<long?> fen) =>
        Assert.Equal(amounts.Select(a => (long)(a * (unit == "万元" ? 1_000_000 : 100))).Order(), fen.OfType<long>().Order());

    static IEnumerable<(string Path, string Text)> Under(JsonElement element, string name) => element.TryGetProperty(name, out var member) ? Values(member, name) : [];

    static IEnumerable<(string Path, string Text)> Values(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Values(member.Value, $"{path}.{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Values(item, path)),
        JsonValueKind.Null => [],
        _ => [(path, element.ToString())],
    };

    async Task<(Wire.DisclosureFile File, string Said)> Converted(string input)
    {
        var output = Path.Combine(folder, "out-" + Path.GetFileName(input));
        var (exit, said) = await Run(input, output);
        Assert.True(exit == 0, said);
        var (file, error) = IntakeFile.Load(output);
        Assert.Null(error);
        return (file!, said);
    }

    static async Task<(int Exit, string Said)> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Budget.Transcriptions.dll"), .. arguments]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }

    string Invented(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Invented, and odd in every way the form allows.</summary>
    const string Strange = """
        {
          "department": { "name": "某街道办事处", "short_names": null, "district": "某某区" },
          "year": "2021", "edition": "wuhan-2021",
          "profile": { "functions": "一、为民服务。", "units": ["某街道办事处"], "staffing": { "in_post": { "total": 5, "astronauts": "3" }, "retired": null } },
          "plan": "办好\u000c实事\u0007。",
          "tables": [
            { "number": 5, "title": "一般公共预算支出表", "unit": "单位：万元", "group_header": "本年",
              "columns": [ { "id": "last_year", "header": "2020年预算数" }, { "id": "this_year", "header": "小计", "group": "2021年预算数" }, { "id": "rise", "header": "增减%" } ],
              "rows": [ { "code": "2010301", "code_parts": ["201", "3", "1"], "name": "行政运行", "level": 3, "cells": { "last_year": "10.00", "this_year": "详见附件", "rise": "25.50%", "surprise": 70 } } ],
              "total": { "last_year": "10.00", "this_year": null } },
            { "number": 9, "rows": [], "rows_text": "无", "columns": null, "total": null },
            { "number": 2, "rows": null, "total": null },
            { "number": 1, "revenue_columns": null, "expenditure_columns": [ { "id": "budget", "header": "预算数" } ],
              "revenue_rows": [ { "name": "一、一般公共预算财政拨款收入", "cells": { "budget": "1,000.50" } } ], "expenditure_rows": null,
              "total": { "revenue": { "name": "收入总计", "cells": { "budget": "1000.50" } }, "expenditure": null } }
          ],
          "statements": [ { "section": "三", "heading": null, "text": "共10.00万元。", "figures": [ { "label": "总", "value": "10.00", "unit": "万元", "measure": "guess" } ] } ],
          "projects": [ "修路", { "name": "植树", "amount": null, "details": [ { "item": "树苗", "amount": "1.00", "unit": "万元" } ], "details_total": "1.00" } ],
          "project_targets": [
            { "name": "修路", "total_budget": "80.00", "year_budget": "约80万", "funding": { "total": "80.00" }, "indicators": [ { "level1": "产出指标", "name": "里程", "value": "3公里" } ] },
            { "name": "植树", "currency_unit": "元", "funding": { "total": { "fiscal": "10000.00" }, "year": { "carried_over": null } }, "indicators": null }
          ],
          "department_targets": {
            "currency_unit": "万元", "long_term_goals": [ { "number": 1, "text": "路好" } ], "annual_goals": null,
            "funds": { "columns": [ { "id": "a", "header": "当年金额" }, { "id": "b", "header": "占比" }, { "id": "c", "header": "2020年" }, { "id": "d", "header": "2019年" } ],
              "revenue": [ { "name": "合计", "cells": { "a": "81.00", "share": "100%", "c": "70.5", "d": null } } ], "expenditure": null },
            "goal_indicators": [ { "goal": "长期目标1", "text": "路好", "indicators": [ { "name": "里程", "value": "3公里" } ] }, { "goal": "年度目标1", "text": "树活", "indicators": [ { "name": "成活率", "value": "95%" } ] } ]
          },
          "appendix": { "budget_of_appendix": "1.23" }
        }
        """;
}
