using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.V1;
using Grpc.Core;
using Severity = Budget.V1.Severity;

namespace Budget.Publication.Tests.Checking;

public class CheckDisclosureTests(District district)
{
    async Task<CheckReport> Check(string name, CallOptions caller) => (await district.Rpcs.CheckDisclosureAsync(new() { Name = name }, caller)).Report;

    [Fact]
    public async Task A_draft_is_checked_as_it_is_saved_now_and_nothing_is_changed()
    {
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Samples.Unbalanced(its.Department));
        var opened = await its.Open();

        var report = await Check(its.Name(), its.Preparer);
        Assert.Contains(report.Findings, f => f is { Rule: "REV-005", State: FindingState.New, Mend.Length: > 0, MendEn.Length: > 0, Part.Length: > 0, Basis.Length: > 0 });
        Assert.Equal(RuleBook.Rules.Count, report.Passed + report.Failed + report.NotCheckable);
        Assert.Equal(RuleBook.Version, report.RuleBook);
        Assert.Equal(["functions", "economics"], report.CodeLists.Select(l => l.Id));

        await its.SaveBudget(Samples.Balanced(its.Department), expected: 1);
        Assert.DoesNotContain((await Check(its.Name(), its.Preparer)).Findings, f => f.Severity == Severity.Error);
        Assert.Equal(opened, await its.Get());
        Assert.Single(await its.History());
    }

    [Fact]
    public async Task Findings_of_one_part_of_the_document_stand_together()
    {
        var its = await district.NewCase(withBudget: false);
        var budget = Samples.Unbalanced(its.Department);
        budget.PlanText = "（略）";
        await its.SaveBudget(budget);
        await its.Open();
        var parts = (await Check(its.Name(), its.Preparer)).Findings.Select(f => f.Part).ToList();
        Assert.True(parts.Distinct().Count() > 1);
        Assert.Equal(parts.Distinct().Count(), 1 + parts.Zip(parts.Skip(1)).Count(p => p.First != p.Second));
    }

    [Fact]
    public async Task From_submission_on_it_is_the_report_it_was_submitted_with()
    {
        var its = await district.NewCase();
        await its.Open();
        var submitted = await its.Submit();
        await its.SaveBudget(Samples.Unbalanced(its.Department), expected: 1);
        Assert.Equal(submitted.Report, await Check(its.Name(), its.Approver));
    }

    [Fact]
    public async Task Figures_that_are_not_saved_are_checked_and_stay_unsaved()
    {
        var its = await district.NewCase(withBudget: false);
        var report = (await district.Rpcs.CheckDisclosureAsync(new() { Unsaved = new() { Budget = Samples.Unbalanced(its.Department) } }, its.Preparer)).Report;
        Assert.Contains(report.Findings, f => f.Rule == "REV-005" && f.State == FindingState.Unspecified);
        Assert.Contains(report.NotChecked, n => n.Rule.StartsWith("IND", StringComparison.Ordinal));
        await its.Open();
        await Expect.Precondition("BUDGET_MISSING", () => its.Submit());
    }

    [Fact]
    public async Task Says_what_is_malformed_and_by_which_field()
    {
        var its = await district.NewCase();
        await Expect.Malformed("what", async () => await district.Rpcs.CheckDisclosureAsync(new(), its.Preparer));
        await Expect.Malformed("what", async () => await district.Rpcs.CheckDisclosureAsync(new() { Unsaved = new() }, its.Preparer));
        await Expect.Malformed("name", async () => await Check("districts/dongxihu", its.Preparer));
        var budget = Samples.Balanced(its.Department);
        budget.Edition = "nowhere-2025";
        var status = await Expect.Refused(StatusCode.InvalidArgument, async () => await district.Rpcs.CheckDisclosureAsync(new() { Unsaved = new() { Budget = budget } }, its.Preparer));
        Assert.All(status.FieldViolations, v => Assert.StartsWith("unsaved.", v.Field));
    }

    [Fact]
    public async Task Others_neither_check_a_departments_drafts_nor_unsaved_figures_in_its_name()
    {
        var its = await district.NewCase();
        await its.Open();
        await Expect.Refused(StatusCode.NotFound, async () => await Check(its.Name(), its.Stranger));
        await Expect.Refused(StatusCode.PermissionDenied, async () => await district.Rpcs.CheckDisclosureAsync(new() { Unsaved = new() { Budget = Samples.Balanced(its.Department) } }, its.Stranger));
    }

    [Fact]
    public async Task Other_departments_read_what_was_explained_but_not_by_whom()
    {
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Samples.WithWarning(its.Department));
        await its.Open();
        var warnings = (await Check(its.Name(), its.Preparer)).Findings.Where(f => f.Severity == Severity.Warning);
        await its.Submit(explanations: warnings.Select(f => new Explanation { Fingerprint = f.Fingerprint, Text = "原文如此" }));
        await its.Review();
        await its.Approve();
        await its.Until(DisclosureState.Published);

        var own = (await district.Rpcs.GetDisclosureAsync(new() { Name = its.Name() }, its.Reader)).Disclosure.Report.Findings.First(f => f.Accepted is not null);
        Assert.Equal(("zhang", "原文如此"), (own.Accepted.By, own.Accepted.Text));
        foreach (var report in new[] { (await district.Rpcs.GetDisclosureAsync(new() { Name = its.Name() }, its.Stranger)).Disclosure.Report, await Check(its.Name(), its.Stranger) })
        {
            Assert.All(report.Findings.Where(f => f.Accepted is not null), f => Assert.Equal(("", "", "原文如此"), (f.Accepted.By, f.Accepted.ByName, f.Accepted.Text)));
        }
    }
}
