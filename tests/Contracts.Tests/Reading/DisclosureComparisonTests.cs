using Budget.Contracts.Reading;
using Budget.V1;
using Google.Protobuf.Reflection;

namespace Budget.Contracts.Tests.Reading;

/// <summary>Whole disclosures; what differs between two budgets is tested where budgets are compared (Budgets.Tests).</summary>
public class DisclosureComparisonTests
{
    static DisclosureFile File() => new()
    {
        Department = new() { Code = "101", Name = "示例局" },
        Year = 2025,
        Edition = "shanghai-2025",
        Budget = new() { PlanText = "做好年度工作。" },
        Targets = new()
        {
            Projects =
            {
                new ProjectTarget
                {
                    Name = "道路清扫保洁", YearFen = 100_00, Funding = { new FundingLine { Source = "total", Fen = 100_00 } }, Expenditure = { new ExpenditureLine { Item = "1.保洁费", Fen = 100_00 } },
                    Indicators = { new Indicator { Level1 = "产出指标", Level2 = "数量指标", Name = "清扫面积", Value = "≥600万平方米" } },
                },
            },
            Overall = new() { Goals = { new Goal { Term = GoalTerm.Annual, Number = 1, Text = "道路整洁" } } },
        },
    };

    [Fact]
    public void Changed_promises_are_named_as_people_name_them()
    {
        var after = File();
        after.Targets.Projects[0].Indicators[0].Value = "≥620万平方米";
        after.Targets.Projects[0].YearFen = 150_00;
        after.Targets.Overall.Goals[0].Text = "道路更整洁";
        after.Targets.Projects.Add(new ProjectTarget { Name = "河道保洁" });
        Assert.Equal(
        [
            ("绩效目标 / 绩效目标“道路清扫保洁” / 项目当年预算", "100.00元", "150.00元", 50_00), ("绩效目标 / 绩效目标“道路清扫保洁” / 指标“清扫面积” / 指标值", "≥600万平方米", "≥620万平方米", 0),
            ("绩效目标", "", "绩效目标“河道保洁”", 0), ("绩效目标 / 部门整体支出绩效目标 / 年度目标1", "道路整洁", "道路更整洁", 0),
        ], DisclosureComparison.Of(File(), after, null).Select(c => (c.Place, c.Before, c.After, c.DifferenceFen)));
    }

    [Fact]
    public void The_directorys_entry_of_the_department_is_no_part_of_what_was_disclosed()
    {
        var after = File();
        after.Department.Name = "示例局（更名）";
        Assert.Empty(DisclosureComparison.Of(File(), after, null));
    }

    [Fact]
    public void Targets_that_are_new_are_a_change()
    {
        var before = File();
        before.Targets = null;
        Assert.NotEmpty(DisclosureComparison.Of(before, File(), null));
        Assert.NotEmpty(DisclosureComparison.Of(File(), before, null));
    }

    [Fact]
    public void Every_field_of_a_disclosure_has_a_name_officials_know()
    {
        var missing = Types(DisclosureFile.Descriptor, []).Where(t => t != Department.Descriptor).SelectMany(t => t.Fields.InDeclarationOrder().Select(f => $"{t.Name}.{f.Name}"))
            .Where(name => name != "DisclosureFile.department" && !DisclosureComparison.Labels.ContainsKey(name));
        Assert.Empty(missing);
    }

    static List<MessageDescriptor> Types(MessageDescriptor type, HashSet<MessageDescriptor> seen) => !seen.Add(type) ? [] :
        type.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.Message).SelectMany(f => Types(f.MessageType, seen)).Append(type).ToList();
}
