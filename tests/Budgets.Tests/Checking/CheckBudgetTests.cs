using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Checking;

public sealed class CheckBudgetTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    [Fact]
    public async Task Answers_the_same_for_a_budget_whether_it_is_saved_or_not()
    {
        var department = await on.NewDepartment();
        var budget = Sample.Budget(department);
        budget.Tables[0].Rows[2].Cells[0].Fen += 1;

        var unsaved = await on.Budgets.CheckBudgetAsync(new() { Budget = budget }, Preparer(department));
        var saving = await on.Budgets.SaveBudgetAsync(Sample.Save(budget), Preparer(department));
        var saved = await on.Budgets.CheckBudgetAsync(new() { Saved = new() { Department = department, Year = Sample.Year } }, Preparer(department));

        Assert.Equal(unsaved, saved);
        Assert.Equal(saving.Report, saved.Report);
        Assert.NotEmpty(saved.Report.Findings);
        Assert.Equal(RuleBook.Rules.Count, saved.Report.Passed + saved.Report.Failed + saved.Report.NotCheckable);
    }

    [Fact]
    public async Task Saves_nothing()
    {
        var department = await on.NewDepartment();

        await on.Budgets.CheckBudgetAsync(new() { Budget = Sample.Budget(department) }, Preparer(department));

        await Refused.With(StatusCode.NotFound, on.Budgets.GetBudgetAsync(new() { Department = department, Year = Sample.Year }, Preparer(department)));
    }

    [Fact]
    public async Task Reads_targets_together_with_the_budget()
    {
        var targets = new PerformanceTargets { Department = "101", Year = Sample.Year, Edition = Sample.Edition, Projects = { new ProjectTarget() } };

        await Refused.Field("targets.projects[0].name", on.Budgets.CheckBudgetAsync(new() { Budget = Sample.Budget(), Targets = targets }, Preparer("101")));
        await Refused.Field("targets.department", on.Budgets.CheckBudgetAsync(
            new() { Budget = Sample.Budget(), Targets = new PerformanceTargets { Department = "102", Year = Sample.Year, Edition = Sample.Edition } }, Preparer("101")));
    }

    [Fact]
    public async Task Refuses_to_check_nothing() =>
        await Refused.Field("what", on.Budgets.CheckBudgetAsync(new(), Preparer("101")));

    [Fact]
    public async Task Names_the_field_of_a_saved_revision_that_is_not_named() =>
        await Refused.Field("saved.year", on.Budgets.CheckBudgetAsync(new() { Saved = new() { Department = "101" } }, Preparer("101")));

    [Fact]
    public async Task Checks_as_the_settings_it_is_given_say_and_stamps_the_report_with_them()
    {
        var budget = Sample.Budget();
        budget.Tables[0].Rows[2].Cells[0].Fen += 1;
        var settings = new V1.RuleSettings { Grades = { new RuleGrade { Rule = "REV-005", Kind = RuleGradeKind.Warning } } };

        var report = (await on.Budgets.CheckBudgetAsync(new() { Budget = budget, Settings = settings }, Preparer("101"))).Report;

        Assert.Equal(V1.Severity.Warning, Assert.Single(report.Findings, f => f.Rule == "REV-005").Severity);
        Assert.StartsWith(RuleBook.Version + "+", report.RuleBook, StringComparison.Ordinal);
        await Refused.Field("settings.bands[0].value", on.Budgets.CheckBudgetAsync(
            new() { Budget = budget, Settings = new() { Bands = { new RuleBand { Band = "satisfaction.floor", Value = 101 } } } }, Preparer("101")));
    }
}
