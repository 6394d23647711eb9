using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Reading;

public sealed class GetRollUpTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Adds_random_budgets_exactly_as_adding_every_figure_by_hand(string database)
    {
        var random = new Random(20211122);
        string[] departments = [.. Enumerable.Range(101, 12).Select(i => i.ToString())];
        var (service, budgets) = await Sample.Start(database, departments);
        await using var _ = service;
        var saved = new Dictionary<string, DepartmentBudget>();
        foreach (var code in departments[..^1])
        {
            // An older revision that must not count.
            await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(code, basic: 77)), Preparer(code));
            saved[code] = Random(code, random);
            await budgets.SaveBudgetAsync(Sample.Save(saved[code], expected: 1), Preparer(code));
        }

        var rollUp = await budgets.GetRollUpAsync(new() { Year = Sample.Year }, Finance);

        Assert.Equal(departments[..^1], rollUp.Departments);
        Assert.Equal([departments[^1]], rollUp.Missing);
        Assert.All(rollUp.BySource.Concat(rollUp.ByFunction).Concat(rollUp.ByEconomic).Concat(rollUp.ThreePublic), line =>
        {
            Assert.Equal(departments.Length - 1, line.PartsFen.Count);
            Assert.Equal(line.PartsFen.Sum(), line.Fen);
        });
        // 项 as typed, and 款 and 类 as the sum of the 项 that begin like them.
        foreach (var (number, lines, deepest) in new[] { (3, rollUp.ByFunction, 7), (7, rollUp.ByEconomic, 5) })
        {
            var items = saved.Values.SelectMany(b => b.Tables.Where(t => t.Number == number)).SelectMany(t => t.Rows).Where(r => r.Code.Length == deepest).ToList();
            Assert.NotEmpty(items);
            Assert.Equal(
                items.SelectMany(r => new[] { 3, 5, 7 }.Where(n => n <= deepest).Select(n => r.Code[..n])).Distinct().Order(StringComparer.Ordinal),
                lines.Select(l => l.Key));
            Assert.All(lines, line => Assert.Equal(items.Where(r => r.Code.StartsWith(line.Key)).Sum(r => r.Cells[0].Fen), line.Fen));
        }
        Assert.Equal(saved.Values.Sum(b => b.Tables[0].Rows[0].Cells[0].Fen), rollUp.BySource.Single(l => l.Key == "revenue.general_public_budget").Fen);
        Assert.Equal(saved.Values.Sum(b => b.Tables[0].Rows[2].Cells[0].Fen), rollUp.RevenueFen);
        Assert.Equal(saved.Values.Sum(b => b.Tables[0].Rows[4].Cells[0].Fen), rollUp.ExpenditureFen);
        Assert.Equal(saved.Values.Sum(b => b.Tables.Single(t => t.Number == 8).Rows[0].Cells[3].Fen), rollUp.ThreePublic.Single(l => l.Key == "three_public.hospitality").Fen);
        Assert.Equal("行政运行", rollUp.ByFunction.First(l => l.Key == "2010301").Name);
    }

    static DepartmentBudget Random(string department, Random random)
    {
        var budget = Sample.Budget(department, random.NextInt64(1, 1_000_000_000_000), random.NextInt64(1, 1_000_000_000_000));
        var functions = budget.Tables[1];
        functions.Rows.Clear();
        // Subtotals are wrong or missing on purpose: they must not enter the sum.
        functions.Rows.Add(Sample.Split("201", "一般公共服务支出", random.NextInt64(1_000_000_000), 0));
        functions.Rows.Add(Sample.Split("2010301", "行政运行", random.NextInt64(1_000_000_000_000), random.NextInt64(1_000_000_000_000)));
        foreach (var code in Enumerable.Range(0, 40).Select(_ => $"20{random.Next(1, 9)}0{random.Next(1, 9)}{random.Next(10, 99)}").Where(c => c != "2010301").Distinct().Order())
        {
            functions.Rows.Add(Sample.Split(code, $"科目{code}", random.NextInt64(1_000_000_000_000), random.NextInt64(1_000_000_000_000)));
        }
        functions.Rows.Add(Sample.Total(Sample.Split("", "合计", 1, 1)));
        var economic = new Table { Number = 7, Rows = { new Row { Code = "301", Name = "工资福利支出", Cells = { Sample.Cell("total", 5) } } } };
        foreach (var code in Enumerable.Range(0, 20).Select(_ => $"30{random.Next(1, 4)}{random.Next(10, 99)}").Distinct().Order())
        {
            economic.Rows.Add(new Row { Code = code, Name = $"科目{code}", Cells = { Sample.Cell("total", random.NextInt64(1_000_000_000_000)) } });
        }
        budget.Tables.Add(economic);
        foreach (var cell in budget.Tables[2].Rows[0].Cells) cell.Fen = random.NextInt64(1_000_000_000);
        return budget;
    }

    [Fact]
    public async Task Counts_a_unit_inside_its_department_only()
    {
        var (service, budgets) = await Sample.Start("sqlite", "101");
        await using var _ = service;
        var unit = Sample.Department("101-01");
        (unit.Kind, unit.Parent) = (DepartmentKind.Unit, "101");
        await budgets.RegisterDepartmentAsync(new() { Department = unit }, Finance);
        await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget("101", 100, 200)), Preparer("101"));
        await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget("101-01", 10, 20)), Preparer("101-01"));

        var rollUp = await budgets.GetRollUpAsync(new() { Year = Sample.Year }, Finance);

        Assert.Equal(["101"], rollUp.Departments);
        Assert.Equal(300, rollUp.RevenueFen);
    }

    [Fact]
    public async Task Takes_the_total_line_of_table_2_and_the_typed_facts_where_tables_1_and_8_say_nothing()
    {
        var (service, budgets) = await Sample.Start();
        await using var _ = service;
        var budget = Sample.Budget();
        budget.Tables.RemoveAt(2);
        budget.Tables.RemoveAt(0);
        budget.Tables.Add(new Table
        {
            Number = 2,
            Rows = { Sample.Total(new Row { Name = "合计", Cells = { Sample.Cell("total", 500), Sample.Cell("general_public_budget", 400), Sample.Cell("other", 100) } }) },
        });
        budget.Facts.Add(new Fact { Subject = "three_public", Fen = 33 });
        await budgets.SaveBudgetAsync(Sample.Save(budget), Preparer("101"));

        var rollUp = await budgets.GetRollUpAsync(new() { Year = Sample.Year }, Finance);

        Assert.Equal((500, 400, 100), (rollUp.RevenueFen, rollUp.BySource.Single(l => l.Key == "revenue.general_public_budget").Fen, rollUp.BySource.Single(l => l.Key == "revenue.other").Fen));
        Assert.Equal(33, rollUp.ThreePublic.Single(l => l.Key == "three_public").Fen);
    }

    [Fact]
    public async Task Says_so_when_a_sum_is_beyond_what_an_amount_can_hold()
    {
        string[] departments = [.. Enumerable.Range(0, 10).Select(i => $"20{i}")];
        var (service, budgets) = await Sample.Start("sqlite", departments);
        await using var _ = service;
        foreach (var code in departments)
        {
            // Each figure is the largest that is accepted; a thousand lines a department.
            var budget = new DepartmentBudget { Department = code, Year = Sample.Year, Edition = Sample.Edition, Tables = { new Table { Number = 3 } } };
            for (var i = 0; i < 1000; i++)
            {
                budget.Tables[0].Rows.Add(new Row { Code = $"201{i:0000}", Name = $"科目{i}", Cells = { Sample.Cell("total", 1_000_000_000_000_000) } });
            }
            await budgets.SaveBudgetAsync(Sample.Save(budget), Preparer(code));
        }

        var refusal = await Refused.With(StatusCode.OutOfRange, budgets.GetRollUpAsync(new() { Year = Sample.Year }, Finance));

        Assert.Equal("SUM_OUT_OF_RANGE", refusal.ErrorInfo?.Reason);
    }

    [Fact]
    public async Task Is_empty_where_nothing_is_registered()
    {
        await using var service = await RunningService.Start(BudgetsService.Create, "sqlite");

        var rollUp = await new BudgetService.BudgetServiceClient(service.Channel).GetRollUpAsync(new() { Year = 2021 }, Finance);

        Assert.Equal(new GetRollUpResponse { Year = 2021 }, rollUp);
    }

    [Fact]
    public async Task Is_not_for_a_reviewer_of_one_department()
    {
        var (service, budgets) = await Sample.Start();
        await using var _ = service;

        await Refused.With(StatusCode.PermissionDenied, budgets.GetRollUpAsync(new() { Year = 2021 }, As("101", "finance_reviewer")));
    }
}
