using Budget.Contracts.Reading;
using Budget.Document.Editions;
using Budget.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Edition = Budget.Document.Edition;

namespace Budget.Budgets.Tests.Reading;

public sealed class BudgetComparisonTests
{
    static readonly Edition Wuhan = EditionBook.BuiltIn.Find(Sample.Edition)!;

    static IReadOnlyList<Change> Changes(Action<DepartmentBudget> edit)
    {
        var after = Full();
        edit(after);
        return DisclosureComparison.Of(Full(), after, Wuhan);
    }

    /// <summary>Every field of the contract filled.</summary>
    static DepartmentBudget Full()
    {
        var budget = Sample.Budget();
        budget.Profile.Units.Add(new ProfileUnit { Name = "测试局本级", Kind = "行政单位", Note = "无" });
        budget.Profile.Offices.AddRange(["办公室", "综合科"]);
        budget.Profile.Text.Add("另有说明。");
        budget.Projects.Add(new ProjectLine { Name = "机关运行", Fen = 100, Sections = { new ProjectText { Heading = "项目概述", Text = "保障运行。" } } });
        budget.Glossary.Add(new GlossaryEntry { Term = "基本支出", Definition = "为保障机构正常运转……" });
        budget.OperatingExpenseKinds.AddRange(["办公费", "印刷费"]);
        budget.Facts.Add(new Fact { Subject = "staff.in_post", Count = 42 });
        budget.Facts[0].Fen = 1;
        budget.Facts[0].Purpose = "接待";
        budget.Tables[1].Title = "支出表";
        budget.Tables[1].Note = "注";
        budget.Tables[1].PrintedUnit = "元";
        budget.Tables[1].Rows[1].Level = 1;
        budget.Tables[1].Rows[1].Cells[0].Printed = "1";
        budget.Tables[1].PrintedColumns.Add(new PrintedColumn { Id = "total", Header = "合计", Group = "支出预算", Side = Side.Unspecified });
        budget.Printed = new PrintedDocument
        {
            Title = "部门预算",
            Source = "网站",
            Published = "2021-02-01",
            Cover = { "封面" },
            Contents = { "目录" },
            TranscriptionNotes = { "注" },
            Statements =
            {
                new PrintedStatement
                {
                    Section = "六", Heading = "“三公”经费", Text = "比上年减少。",
                    Figures = { new PrintedFigure { Label = "接待费", Value = "30.16", Unit = "万元", Measure = Measure.Amount, Direction = "减少", Basis = "2020年预算", Reason = "节约" } },
                },
            },
        };
        return budget;
    }

    [Fact]
    public void An_added_row_is_one_row_and_its_figures_not_a_change_of_all_that_follow()
    {
        var changes = Changes(b => b.Tables[1].Rows.Insert(1, Sample.Split("205", "教育支出", 100, 0)));

        Assert.Equal(
            [("表3 支出表", "", "205 教育支出"), ("表3 支出表 / 205 教育支出 / 合计", "", "1.00元"), ("表3 支出表 / 205 教育支出 / 基本支出", "", "1.00元"), ("表3 支出表 / 205 教育支出 / 项目支出", "", "0.00元")],
            changes.Select(c => (c.Place, c.Before, c.After)));
    }

    [Fact]
    public void A_removed_row_is_told_with_the_figures_it_had()
    {
        var changes = Changes(b => b.Tables[2].Rows.Clear());

        Assert.Contains(changes, c => c.Place.EndsWith("合计") && c is { Before: "301,600.00元", After: "", HasDifferenceFen: false });
    }

    [Fact]
    public void A_blank_that_becomes_a_zero_is_a_change()
    {
        var change = Assert.Single(Changes(b => b.Tables[1].Rows[3].Cells[0].ClearFen()));

        Assert.Equal(("11,919,501.84元", "", false), (change.Before, change.After, change.HasDifferenceFen));
    }

    [Fact]
    public void A_paragraph_put_between_others_is_one_change()
    {
        var change = Assert.Single(Changes(b => b.Profile.Functions.Insert(1, "负责应急值守。")));

        Assert.Equal(("部门基本情况 / 主要职能 第2段", "", "负责应急值守。"), (change.Place, change.Before, change.After));
    }

    [Fact]
    public void A_fact_is_called_by_its_name()
    {
        var change = Assert.Single(Changes(b => b.Facts[0].PriorFen = 1));

        Assert.Equal(("公务接待费 / 上年数", "120,000.00元", "0.01元"), (change.Place, change.Before, change.After));
    }

    [Fact]
    public void A_long_text_is_shown_around_the_first_difference_and_never_cuts_a_character()
    {
        var text = string.Concat(Enumerable.Repeat("保障🏛", 1000));

        var change = Assert.Single(DisclosureComparison.Of(Text(text), Text(text[..3000] + "改" + text[3000..]), Wuhan));

        Assert.Contains("改", change.After);
        Assert.InRange(change.After.Length, 10, 500);
        Assert.Equal(change.After, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(change.After)));

        static DepartmentBudget Text(string text) => new() { Year = 2021, PlanText = text };
    }

    [Fact]
    public void Rows_in_another_order_are_said_to_be_only_that()
    {
        var change = Assert.Single(Changes(b =>
        {
            var last = b.Tables[1].Rows[^1];
            b.Tables[1].Rows.RemoveAt(b.Tables[1].Rows.Count - 1);
            b.Tables[1].Rows.Insert(1, last);
        }));

        Assert.Contains("次序", change.After);
    }

    [Fact]
    public void Ends_a_list_too_long_to_read_with_how_many_more_there_are()
    {
        var after = Full();
        for (var i = 0; i < DisclosureComparison.MostChanges; i++) after.Glossary.Add(new GlossaryEntry { Term = $"名词{i}", Definition = "释义" });

        var changes = DisclosureComparison.Of(Full(), after, Wuhan);

        Assert.Equal(DisclosureComparison.MostChanges + 1, changes.Count);
        Assert.Equal($"还有 {DisclosureComparison.MostChanges} 处不同", changes[^1].After);
    }

    [Fact]
    public void No_change_of_any_field_goes_unsaid()
    {
        var edited = 0;
        foreach (var (message, field, index) in Scalars(Full()).ToList())
        {
            var after = Full();
            var (target, sameField, sameIndex) = Scalars(after).ElementAt(edited);
            Change(target, sameField, sameIndex);

            var changes = DisclosureComparison.Of(Full(), after, Wuhan);

            Assert.True(changes.Count > 0 && changes.All(c => !c.After.Contains("次序")), $"{message.Descriptor.Name}.{field.Name} [{index}] changed and nothing was said");
            Assert.All(changes, c => Assert.NotEmpty(c.Place));
            edited++;
        }
        Assert.InRange(edited, 100, 1000);
    }

    [Fact]
    public void Every_field_of_the_contract_has_a_name_officials_know()
    {
        var missing = Types(DepartmentBudget.Descriptor, []).SelectMany(t => t.Fields.InDeclarationOrder().Select(f => $"{t.Name}.{f.Name}"))
            .Where(name => !DisclosureComparison.Labels.ContainsKey(name));

        Assert.Empty(missing);
    }

    static List<MessageDescriptor> Types(MessageDescriptor type, HashSet<MessageDescriptor> seen) => !seen.Add(type) ? [] :
        type.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.Message).SelectMany(f => Types(f.MessageType, seen)).Append(type).ToList();

    static IEnumerable<(IMessage Message, FieldDescriptor Field, int Index)> Scalars(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (field.IsRepeated)
            {
                var list = (System.Collections.IList)value;
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is IMessage inner)
                    {
                        foreach (var below in Scalars(inner)) yield return below;
                    }
                    else
                    {
                        yield return (message, field, i);
                    }
                }
            }
            else if (value is IMessage inner)
            {
                foreach (var below in Scalars(inner)) yield return below;
            }
            else if (field.FieldType != FieldType.Message && (!field.HasPresence || field.Accessor.HasValue(message)))
            {
                yield return (message, field, -1);
            }
        }
    }

    static void Change(IMessage message, FieldDescriptor field, int index)
    {
        if (index >= 0)
        {
            ((System.Collections.IList)field.Accessor.GetValue(message))[index] = "改动";
            return;
        }
        field.Accessor.SetValue(message, field.Accessor.GetValue(message) switch
        {
            string text => text + "改动",
            long number => number + 1,
            int number => number + 1,
            bool flag => !flag,
            var choice => (Convert.ToInt32(choice) + 1) % 3,
        });
    }
}
