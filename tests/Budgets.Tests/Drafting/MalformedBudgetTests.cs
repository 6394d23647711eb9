using System.Text;
using Budget.Testing;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Drafting;

/// <summary>What is malformed is refused with its place, and nothing of it is kept; what is merely wrong is kept, and found.</summary>
public sealed class MalformedBudgetTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    const string SavePath = "/budget.v1.BudgetService/SaveBudget";

    static readonly Dictionary<string, (Action<DepartmentBudget> Spoil, string Field)> Cases = new()
    {
        ["a column the table does not have"] = (b => b.Tables[1].Rows[0].Cells[0].Column = "overseas", "budget.tables[1].rows[0].cells[0].column"),
        ["a column of the other side"] = (b => b.Tables[0].Rows[0].Cells[0].Column = "total", "budget.tables[0].rows[0].cells[0].column"),
        ["a column twice in a row"] = (b => b.Tables[1].Rows[1].Cells[1].Column = "total", "budget.tables[1].rows[1].cells[1].column"),
        ["a code that is no code"] = (b => b.Tables[1].Rows[3].Code = "201-03", "budget.tables[1].rows[3].code"),
        ["a row without its code"] = (b => b.Tables[1].Rows[3].Code = "", "budget.tables[1].rows[3].code"),
        ["a row twice"] = (b => b.Tables[1].Rows.Add(b.Tables[1].Rows[3].Clone()), "budget.tables[1].rows[5]"),
        ["a table twice"] = (b => b.Tables.Add(b.Tables[1].Clone()), "budget.tables[3].number"),
        ["a table the edition does not have"] = (b => b.Tables[1].Number = 17, "budget.tables[1].number"),
        ["a side the table does not have"] = (b => b.Tables[1].Rows[3].Side = Side.Revenue, "budget.tables[1].rows[3].side"),
        ["no side where the table has two"] = (b => b.Tables[0].Rows[0].Side = Side.Unspecified, "budget.tables[0].rows[0].side"),
        ["an amount beyond any budget"] = (b => b.Tables[1].Rows[3].Cells[0].Fen = long.MaxValue, "budget.tables[1].rows[3].cells[0].fen"),
        ["an amount far below zero"] = (b => b.Tables[1].Rows[3].Cells[0].Fen = long.MinValue, "budget.tables[1].rows[3].cells[0].fen"),
        ["printed digits in a document made here"] = (b => b.Tables[1].Rows[3].Cells[0].Printed = "1.00", "budget.tables[1].rows[3].cells[0].printed"),
        ["a fact of no known subject"] = (b => b.Facts[0].Subject = "three_public.tea", "budget.facts[0].subject"),
        ["a fact twice"] = (b => b.Facts.Add(b.Facts[0].Clone()), "budget.facts[1].subject"),
        ["a count of money"] = (b => b.Facts[0].Count = 3, "budget.facts[0].count"),
        ["a number of people below zero"] = (b => b.Facts.Add(new Fact { Subject = "staff.in_post", Count = -1 }), "budget.facts[1].count"),
        ["a basis that does not exist"] = (b => b.Facts[0].Basis = (Basis)9, "budget.facts[0].basis"),
        ["an edition nobody knows"] = (b => b.Edition = "atlantis-1999", "budget.edition"),
        ["a year that has no edition"] = (b => b.Year = 1999, "budget.year"),
        ["a year that is no year"] = (b => b.Year = -1, "budget.year"),
        ["a control character"] = (b => b.PlanText = "保障\u0000运行", "budget.plan_text"),
        ["a paragraph without end"] = (b => b.PlanText = new string('保', 500_000), "budget.plan_text"),
        ["a project without a name"] = (b => b.Projects.Add(new ProjectLine { Fen = 1 }), "budget.projects[0].name"),
        ["a printed figure that is not a number"] = (b => b.Printed = PrintedWith("NaN"), "budget.printed.statements[0].figures[0].value"),
        ["a printed figure in scientific notation"] = (b => b.Printed = PrintedWith("1e9"), "budget.printed.statements[0].figures[0].value"),
        ["an infinite printed figure"] = (b => b.Printed = PrintedWith("∞"), "budget.printed.statements[0].figures[0].value"),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    static PrintedDocument PrintedWith(string value) => new()
    {
        Statements = { new PrintedStatement { Figures = { new PrintedFigure { Label = "公务接待费", Value = value, Unit = "万元" } } } },
    };

    [Theory, MemberData(nameof(CaseNames))]
    public async Task Refuses_and_keeps_nothing_of(string what)
    {
        var (spoil, field) = Cases[what];
        var department = await on.NewDepartment();
        var budget = Sample.Budget(department);
        spoil(budget);

        var description = await Refused.Field(field, on.Budgets.SaveBudgetAsync(Sample.Save(budget), Preparer(department)));
        var unsaved = await Refused.Field(field, on.Budgets.CheckBudgetAsync(new() { Budget = budget }, Preparer(department)));

        Assert.Contains(" / ", description);
        Assert.Equal(description, unsaved);
        await Refused.With(StatusCode.NotFound, on.Budgets.GetBudgetAsync(new() { Department = department, Year = Sample.Year }, Preparer(department)));
    }

    [Fact]
    public async Task Says_everything_that_is_wrong_at_once()
    {
        var department = await on.NewDepartment();
        var budget = Sample.Budget(department);
        budget.Tables[1].Rows[1].Cells[0].Column = "nonsense";
        budget.Facts[0].Subject = "nonsense";

        var refusal = await Refused.With(StatusCode.InvalidArgument, on.Budgets.SaveBudgetAsync(Sample.Save(budget), Preparer(department)));

        Assert.Equal(["budget.tables[1].rows[1].cells[0].column", "budget.facts[0].subject"], refusal.FieldViolations.Select(v => v.Field));
    }

    public static TheoryData<string, string, Action<DepartmentBudget>> MerelyWrong => new()
    {
        { "a negative amount", "EXP-031", b => b.Tables[1].Rows[3].Cells[1].Fen = -1 },
        { "a code no classification has", "EXP-025", b => b.Tables[1].Rows[3].Code = "2999999" },
        { "万元 typed where 元 was meant", "EXP-012", b => { foreach (var cell in b.Tables[1].Rows[3].Cells) cell.Fen *= 10_000; } },
    };

    [Theory, MemberData(nameof(MerelyWrong))]
    public async Task Keeps_what_is_merely_wrong_and_finds_it(string what, string rule, Action<DepartmentBudget> spoil)
    {
        var department = await on.NewDepartment();
        var budget = Sample.Budget(department);
        var before = (await on.Budgets.CheckBudgetAsync(new() { Budget = budget }, Preparer(department))).Report.Findings.Select(f => f.Rule).ToHashSet();
        spoil(budget);

        var saved = await on.Budgets.SaveBudgetAsync(Sample.Save(budget), Preparer(department));
        var read = await on.Budgets.GetBudgetAsync(new() { Department = department, Year = Sample.Year }, Preparer(department));

        Assert.Equal(budget, read.Budget);
        var found = saved.Report.Findings.Select(f => f.Rule).ToHashSet();
        Assert.True(found.Contains(rule) && !before.Contains(rule), $"{what}: {string.Join(", ", saved.Report.Findings.Select(f => f.Rule + " " + f.Place + " " + f.Message))} (before: {string.Join(", ", before)})");
    }

    [Theory]
    [InlineData(-1, "", "expected_revision")]
    [InlineData(int.MaxValue, "", "expected_revision")]
    [InlineData(0, "not-a-uuid", "request_id")]
    [InlineData(0, "{7d9f1c1e-2f8b-4f0e-9a51-0c7f3f1f2a77}", "request_id")]
    public async Task Refuses_a_request_that_cannot_be_meant(int expected, string requestId, string field)
    {
        var department = await on.NewDepartment();

        await Refused.Field(field, on.Budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(department), expected, requestId), Preparer(department)));
        await Refused.With(StatusCode.NotFound, on.Budgets.GetBudgetAsync(new() { Department = department, Year = Sample.Year }, Preparer(department)));
    }

    [Fact]
    public async Task Refuses_a_request_without_a_budget() =>
        await Refused.Field("budget", on.Budgets.SaveBudgetAsync(new(), Preparer("101")));

    [Fact]
    public async Task Refuses_fields_it_does_not_know()
    {
        var department = await on.NewDepartment();
        // A newer client's field 99 inside a row of table 3.
        var budget = Sample.Budget(department);
        budget.Tables[1].Rows[0].MergeFrom(new byte[] { 0x9A, 0x06, 0x01, (byte)'x' });

        await Refused.Field("budget", on.Budgets.SaveBudgetAsync(Sample.Save(budget), Preparer(department)));
    }

    [Fact]
    public async Task Refuses_ten_megabytes_of_text()
    {
        var budget = Sample.Budget();
        budget.PlanText = new string('x', 10 * 1024 * 1024);

        await Refused.With(StatusCode.ResourceExhausted, on.Budgets.SaveBudgetAsync(Sample.Save(budget), Preparer("101")));
    }

    [Fact]
    public async Task Refuses_a_department_that_is_not_registered() =>
        Assert.Equal("DEPARTMENT_NOT_REGISTERED", (await Refused.With(StatusCode.NotFound,
            on.Budgets.SaveBudgetAsync(Sample.Save(Sample.Budget("999")), Preparer("999")))).ErrorInfo?.Reason);

    [Fact]
    public async Task Refuses_a_department_that_is_not_the_callers() =>
        await Refused.With(StatusCode.PermissionDenied, on.Budgets.SaveBudgetAsync(Sample.Save(Sample.Budget("102")), Preparer("101")));

    [Fact]
    public async Task Does_not_know_the_department_in_another_district() =>
        await Refused.With(StatusCode.NotFound, on.Budgets.SaveBudgetAsync(Sample.Save(Sample.Budget("101")), InDistrict("putuo", "101", "preparer")));

    public static TheoryData<string, byte[]> Bodies => new()
    {
        { "not protobuf", [0xff, 0xff, 0xff, 0xff, 0xff] },
        { "cut off inside a message", new SaveBudgetRequest { Budget = Sample.Budget() }.ToByteArray()[..200] },
        { "text that is not UTF-8", [0x0a, 0x04, 0x2a, 0x02, 0xc0, 0x80] },
        { "a JSON document", Encoding.UTF8.GetBytes("""{"budget": {"department": "101", "year": NaN}}""") },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task Refuses_a_body_that_is(string what, byte[] body)
    {
        var (status, message) = await RawCall.Send(on.Service.Address, SavePath, Token("dongxihu", "101", "preparer"), body);

        Assert.True(status == (int)StatusCode.InvalidArgument, $"{what}: {status} {message}");
        Assert.NotEmpty(message);
    }

    [Fact]
    public async Task Refuses_a_frame_shorter_than_it_says()
    {
        var body = new SaveBudgetRequest { Budget = Sample.Budget() }.ToByteArray();

        var (status, _) = await RawCall.Send(on.Service.Address, SavePath, Token("dongxihu", "101", "preparer"), body[..100], claimed: body.Length);

        Assert.Equal((int)StatusCode.InvalidArgument, status);
    }
}
