using Budget.Contracts;
using Budget.Publication.Storage;
using Budget.Testing;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Settings;

public class RehearseRulesTests
{
    static readonly RuleSettings StrictVehicles = new() { Grades = { new RuleGrade { Rule = "TPE-013", Kind = RuleGradeKind.Error } }, Bands = { new RuleBand { Band = "vehicle_cost.most", Value = 2_000_000 } } };

    [Fact]
    public async Task Tells_what_would_newly_fail_and_whom_it_would_block_and_the_gate_then_does_so()
    {
        await using var district = await District.Start();
        var (dear, cheap) = (await Submitted(district, 3_000_000), await Submitted(district, 1_600_000));

        var (differ, summary) = await Rehearse(district, StrictVehicles);

        var told = Assert.Single(differ);
        Assert.Equal((dear.Department, dear.Name(), false, true), (told.Department, told.Name, told.BlockedNow, told.Blocked));
        Assert.Equal("TPE-013", Assert.Single(told.Appear).Rule);
        Assert.Equal((2, 1, 1, 0, 0), (summary.Disclosures, summary.Differ, summary.Appear, summary.Go, summary.Regraded));
        Assert.Equal([dear.Department], summary.NewlyBlocked);
        Assert.Equal(("TPE-013", 1), (Assert.Single(summary.Rules).Rule, summary.Rules[0].Appear));

        // Nothing was changed by the rehearsal; once set, the gate does what was told.
        await dear.Withdraw();
        await dear.Submit();
        await dear.Withdraw();
        await district.Rpcs.SetRuleSettingsAsync(new() { Year = Case.Year, Settings = StrictVehicles, Reason = "严控公车" }, dear.Finance);
        await Expect.Precondition("TPE-013", () => dear.Submit());
        Assert.Equal(summary.RuleBook, (await dear.Get()).Report.RuleBook);
        await cheap.Withdraw();
        Assert.Equal(summary.RuleBook, (await cheap.Submit()).Report.RuleBook);

        var (back, undone) = await Rehearse(district, new());
        Assert.Equal("TPE-013", Assert.Single(Assert.Single(back).Go).Rule);
        Assert.Equal([dear.Department], undone.NewlyFree);
    }

    [Fact]
    public async Task Settings_of_a_later_day_reach_the_gate_on_that_day()
    {
        await using var district = await District.Start();
        var its = await Submitted(district, 3_000_000);
        await district.Rpcs.SetRuleSettingsAsync(new() { Year = Case.Year, Settings = StrictVehicles, Reason = "严控公车", EffectiveFrom = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(district.Clock.GetUtcNow().AddDays(2)) }, its.Finance);
        await its.Withdraw();
        await its.Submit();
        await its.Withdraw();
        district.Clock.Advance(TimeSpan.FromDays(3));
        await Expect.Precondition("TPE-013", () => its.Submit());
    }

    [Fact]
    public async Task A_rule_graded_otherwise_is_told_as_regraded()
    {
        await using var district = await District.Start();
        await Submitted(district, 9_000_000);

        var (differ, summary) = await Rehearse(district, new() { Grades = { new RuleGrade { Rule = "TPE-013", Kind = RuleGradeKind.Warning } } });

        var regraded = Assert.Single(Assert.Single(differ).Regraded);
        Assert.Equal(("TPE-013", Severity.Warning), (regraded.Rule, regraded.Severity));
        Assert.Equal((0, 0, 1), (summary.Appear, summary.Go, summary.Regraded));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_hundred_and_twenty_disclosures_are_gone_through_with_progress(string database)
    {
        await using var district = await District.Start(database);
        var its = await Submitted(district, 3_000_000);
        await Copy(district, its, 119);

        var (differ, summary) = await Rehearse(district, StrictVehicles, out var progress);

        Assert.Equal((120, 120, 120), (summary.Disclosures, summary.Differ, differ.Count));
        Assert.Equal(120, summary.NewlyBlocked.Count);
        Assert.Equal((120, 120), (progress[^1].Done, progress[^1].All));
        Assert.True(progress.Count > 1);
    }

    [Fact]
    public async Task What_cannot_be_read_any_more_is_named_and_not_counted()
    {
        await using var district = await District.Start();
        var its = await Submitted(district, 3_000_000);
        await district.WithDb(db => db.Submissions.ExecuteUpdateAsync(set => set.SetProperty(s => s.Budget, new DepartmentBudget { Department = its.Department, Year = Case.Year, Edition = "gone" }.ToByteArray())));

        var (_, summary) = await Rehearse(district, StrictVehicles);

        Assert.Equal((0, its.Name()), (summary.Disclosures, Assert.Single(summary.Unreadable)));
    }

    [Fact]
    public async Task Another_district_and_its_settings_are_not_met()
    {
        await using var district = await District.Start();
        await Submitted(district, 3_000_000);
        using var call = district.Rpcs.RehearseRules(new() { Settings = StrictVehicles }, District.PersonOf("otherdistrict", "wu", "", Roles.FinanceReviewer));
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(0, call.ResponseStream.Current.Summary.Disclosures);
        await Expect.Malformed("settings.grades[0].rule", () => Rehearse(district, new() { Grades = { new RuleGrade { Rule = "no", Kind = RuleGradeKind.Off } } }));
    }

    /// <summary>A department with two vehicles that cost so much each, submitted.</summary>
    static async Task<Case> Submitted(District district, long perVehicle)
    {
        var its = await district.NewCase(withBudget: false);
        var budget = Samples.Balanced(its.Department);
        var vehicles = budget.Tables.Single(t => t.Number == 9).Rows[0];
        vehicles.Cells.Clear();
        foreach (var column in (string[])["total", "vehicle_subtotal", "vehicle_operation"]) vehicles.Cells.Add(new Cell { Column = column, Fen = 2 * perVehicle });
        budget.Facts.Add(new Fact { Subject = "vehicles", Count = 2 });
        budget.Facts.Add(new Fact { Subject = "vehicles.other", Count = 2 });
        await its.SaveBudget(budget);
        await its.Open();
        Disclosure refused;
        try
        {
            await its.Submit();
            return its;
        }
        catch (RpcException)
        {
            refused = await its.Get();
        }
        // Whatever else the rule book says of so small a sample is explained.
        await its.Submit(explanations: refused.Report.Findings.Where(f => f.Severity == Severity.Warning).Select(f => f.Fingerprint).Distinct().Select(f => new Explanation { Fingerprint = f, Text = "样例" }));
        return its;
    }

    /// <summary>The same submission as other departments'.</summary>
    static Task<int> Copy(District district, Case its, int count) => district.WithDb(async db =>
    {
        var submission = await db.Submissions.Include(s => s.Disclosure).SingleAsync();
        for (var i = 0; i < count; i++)
        {
            var department = Department.Parser.ParseFrom(submission.Department);
            var budget = DepartmentBudget.Parser.ParseFrom(submission.Budget);
            var targets = PerformanceTargets.Parser.ParseFrom(submission.Targets);
            department.Code = budget.Department = targets.Department = $"c{i}";
            db.Submissions.Add(new SubmissionRow
            {
                Disclosure = new DisclosureRow { District = District.Code, Department = $"c{i}", DepartmentName = department.Name, Year = Case.Year, State = submission.Disclosure.State, Edition = submission.Disclosure.Edition },
                Checked = submission.Checked,
                Department = department.ToByteArray(),
                Budget = budget.ToByteArray(),
                Targets = targets.ToByteArray(),
            });
        }
        return await db.SaveChangesAsync();
    });

    static Task<(List<RehearsedDisclosure> Differ, RehearsalSummary Summary)> Rehearse(District district, RuleSettings settings) => Rehearse(district, settings, out _);

    static Task<(List<RehearsedDisclosure> Differ, RehearsalSummary Summary)> Rehearse(District district, RuleSettings settings, out List<RehearsalProgress> progress)
    {
        var seen = progress = [];
        return Run();

        async Task<(List<RehearsedDisclosure>, RehearsalSummary)> Run()
        {
            var differ = new List<RehearsedDisclosure>();
            RehearsalSummary? summary = null;
            using var call = district.Rpcs.RehearseRules(new() { Settings = settings }, District.Person("qian", "", Roles.FinanceReviewer));
            while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
                var told = call.ResponseStream.Current;
                Assert.Null(summary);
                if (told.Disclosure is { } disclosure) differ.Add(disclosure);
                if (told.Progress is { } done) seen.Add(done);
                summary = told.Summary;
            }
            return (differ, summary!);
        }
    }
}
