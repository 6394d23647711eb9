using Budget.Document.Rules;
using Budget.Document.Rules.Chapters;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Tests;

public sealed class TogetherTests
{
    static DisclosureDocument Unit(string code, string name, string parent = "") => Sample.Shanghai() with { Department = Sample.Shanghai().Department with { Code = code, Name = name, IsUnit = true, Parent = parent } };

    static DisclosureDocument Last => Sample.Shanghai() with { Year = 2024 };

    [Fact]
    public void Last_years_document_of_the_same_department_is_held_against_this_years()
    {
        var joined = Together.Join([Sample.Shanghai(), Last, Last with { Department = Last.Department with { Code = "602" } }]);

        Assert.Equal(2024, joined[0].LastYear!.Year);
        Assert.Equal(Sample.Shanghai().Department.Code, joined[0].LastYear!.Department.Code);
        Assert.Null(joined[1].LastYear);
        Assert.Null(joined[2].LastYear);
    }

    [Fact]
    public void Units_belong_to_the_department_their_parent_code_names()
    {
        var joined = Together.Join([Sample.Shanghai(), Unit("601-01", "甲中心", "601"), Unit("601-02", "乙中心", "601"), Unit("602-01", "丙中心", "602")]);

        Assert.Equal(["601-01", "601-02"], joined[0].Surroundings.Units!.Select(u => u.Department.Code));
        Assert.True(joined[0].Surroundings.UnitsAreAll);
        Assert.Null(joined[1].Surroundings.Units);
    }

    [Fact]
    public void Without_codes_units_are_those_the_department_lists_by_name()
    {
        var department = Sample.Shanghai() with { Profile = Profile.Empty with { Units = [new("1. 云栖街道（本部）", "行政单位", ""), new("云栖街道事务中心", "事业单位", "不单列预算，并入本部"), new("云栖街道文化中心", "事业单位", "")] } };

        var some = Together.Join([department, Unit("x1", "云栖街道")]);
        var all = Together.Join([department, Unit("x1", "云栖街道"), Unit("x2", "云栖街道文化中心")]);

        Assert.False(some[0].Surroundings.UnitsAreAll);
        Assert.True(all[0].Surroundings.UnitsAreAll);
        Assert.Equal(2, all[0].Surroundings.Units!.Count);
    }

    [Fact]
    public void A_department_that_is_not_the_sum_of_its_units_is_found_when_both_are_given()
    {
        var joined = Together.Join([Sample.Shanghai(), Unit("601-01", "甲中心", "601").Add(TableRole.Expenditure, "合计", ColumnRole.Project, 100)]);

        Assert.Contains(RuleBook.Run(joined[0]).Findings, f => f.Rule.Id == "XDC-002");
    }
}
