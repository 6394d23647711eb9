using Budget.Contracts;
using Budget.V1;
using Grpc.Core;

namespace Budget.Standalone;

/// <summary>
/// Takes one disclosure the whole way through the three services, as the people of a department would, each with their own role:
/// registered, saved, submitted, secrecy-reviewed, approved, published. Prints every step.
/// </summary>
sealed class Walk(District district, TextWriter console, CancellationToken cancellation)
{
    /// <summary>How a preparer explains a warning when nobody is there to ask.</summary>
    const string Unattended = "由命令行代为报送，已知悉该提示，编制人未另作说明。";

    /// <summary>The name of the published version, or null if submission was refused.</summary>
    public async Task<Disclosure?> TakeAsync(DisclosureFile file, bool archive)
    {
        await SaveAsync(file, archive);
        var opened = await OpenAsync(file, archive);
        var submitted = await SubmitAsync(opened);
        if (submitted is null) return null;
        await ReviewSecrecyAsync(submitted);
        await ApproveAsync(submitted);
        return await PublishedAsync(submitted);
    }

    public async Task SaveAsync(DisclosureFile file, bool archive = false)
    {
        var department = file.Department;
        console.WriteLine();
        console.WriteLine($"■ {department.Name}（{department.Code}）{file.Year} 年　{file.Edition}");
        await district.Budgets.RegisterDepartmentAsync(new() { Department = department }, As(Roles.FinanceReviewer, department));
        Step("登记部门", "RegisterDepartment", $"{department.Code} {department.Name}");

        var saver = As(archive ? Roles.FinanceReviewer : Roles.Preparer, department);
        var budget = file.Budget.Clone();
        (budget.Department, budget.Year, budget.Edition) = (department.Code, file.Year, file.Edition);
        var saved = await district.Budgets.SaveBudgetAsync(
            new() { Budget = budget, ExpectedRevision = await NewestBudgetAsync(department, budget), RequestId = Guid.NewGuid().ToString() }, saver);
        Step("保存预算", "SaveBudget", $"第 {saved.Revision.Revision} 稿　{saved.Revision.ContentHash[..12]}…　{Counts(saved.Report)}");

        if (file.Targets is null) return;
        var targets = file.Targets.Clone();
        (targets.Department, targets.Year, targets.Edition) = (department.Code, file.Year, file.Edition);
        var set = await district.Performance.SaveTargetsAsync(
            new() { Targets = targets, ExpectedRevision = await NewestTargetsAsync(department, targets), RequestId = Guid.NewGuid().ToString() }, saver);
        Step("保存绩效目标", "SaveTargets", $"第 {set.Revision.Revision} 稿　{targets.Projects.Count} 张项目申报表{(targets.Overall is null ? "" : "、整体申报表")}");
    }

    public async Task<Disclosure> OpenAsync(DisclosureFile file, bool archive = false)
    {
        var request = new OpenDisclosureRequest { Department = file.Department.Code, Year = file.Year, Archive = archive };
        var opened = (await district.Publication.OpenDisclosureAsync(request, As(archive ? Roles.FinanceReviewer : Roles.Preparer, file.Department))).Disclosure;
        Step("建立公开事项", "OpenDisclosure", opened.Name);
        return opened;
    }

    /// <summary>Submits; warnings are explained, errors refuse. Null if refused.</summary>
    public async Task<Disclosure?> SubmitAsync(Disclosure opened, string explanation = Unattended)
    {
        var request = new SubmitDisclosureRequest { Name = opened.Name };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var submitted = (await district.Publication.SubmitDisclosureAsync(request, As(Roles.Preparer, opened))).Disclosure;
                Step("报送", "SubmitDisclosure", $"锁定预算第 {submitted.Budget.Revision} 稿、绩效目标第 {submitted.Targets?.Revision ?? 0} 稿　{Counts(submitted.Report)}");
                return submitted;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition)
            {
                var report = (await district.Publication.GetDisclosureAsync(new() { Name = opened.Name }, As(Roles.Preparer, opened))).Disclosure.Report;
                var errors = report.Findings.Count(f => f.Severity == Severity.Error && f.Accepted is null);
                var warnings = report.Findings.Where(f => f.Severity == Severity.Warning && f.Accepted is null).ToList();
                if (errors > 0 || attempt > 1)
                {
                    Step("报送被拒绝", "SubmitDisclosure", e.Status.Detail);
                    foreach (var finding in report.Findings.Where(f => f.Severity != Severity.Info && f.Accepted is null)) Steps.Print(finding, console);
                    if (report.Findings.FirstOrDefault(f => f.Severity == Severity.Error) is { } first) Step("为什么、如何改", "ListRules", new Uri(district.Site, $"rules/index.html#{first.Rule}").ToString());
                    return null;
                }
                request.Explanations.AddRange(warnings.Select(f => new Explanation { Fingerprint = f.Fingerprint, Text = explanation }));
                Step("说明警告", "SubmitDisclosure", $"{warnings.Count} 项：{string.Join('、', warnings.Select(f => f.Rule).Distinct())}");
            }
        }
    }

    public async Task ReviewSecrecyAsync(Disclosure submitted)
    {
        await district.Publication.ReviewSecrecyAsync(
            new() { Name = submitted.Name, Outcome = SecrecyOutcome.Cleared, Opinion = "经审查不涉密，可以公开。" }, As(Roles.SecrecyReviewer, submitted));
        Step("保密审查", "ReviewSecrecy", "可以公开");
    }

    public async Task ReturnAsync(Disclosure submitted, string reason)
    {
        await district.Publication.ReturnDisclosureAsync(new() { Name = submitted.Name, Reason = reason }, As(Roles.Approver, submitted));
        Step("退回", "ReturnDisclosure", reason);
    }

    public async Task ApproveAsync(Disclosure submitted)
    {
        var read = (await district.Publication.GetDisclosureAsync(new() { Name = submitted.Name }, As(Roles.Approver, submitted))).Disclosure;
        await district.Publication.ApproveDisclosureAsync(new() { Name = read.Name, Etag = read.Etag, Opinion = "同意公开。" }, As(Roles.Approver, submitted));
        Step("审定", "ApproveDisclosure", "同意公开，事件 DisclosureApproved 已随之写入");
    }

    /// <summary>Watches until the approval's event has made it public and the page of its year leads to it.</summary>
    public async Task<Disclosure> PublishedAsync(Disclosure approved)
    {
        var request = new WatchDisclosuresRequest { Department = approved.Department, Year = approved.Year, IncludeCurrent = true };
        using var watch = district.Publication.WatchDisclosures(request, As(Roles.Reader, approved));
        await foreach (var change in watch.ResponseStream.ReadAllAsync(cancellation))
        {
            if (change.Disclosure.Name != approved.Name || change.Disclosure.State != DisclosureState.Published) continue;
            await ListedAsync(change.Disclosure.Page);
            Step("公开", "DisclosurePublished", new Uri(district.Site, change.Disclosure.Page).ToString());
            return change.Disclosure;
        }
        throw new InvalidOperationException("The watch ended before the disclosure was published.");
    }

    /// <summary>The indexes follow a publication within moments, not in its commit.</summary>
    async Task ListedAsync(string page)
    {
        using var browser = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var year = new Uri(new Uri(district.Site, page), "../../");
        while (true)
        {
            using var answer = await browser.GetAsync(year, cancellation);
            if (answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync(cancellation)).Contains($"\"{page[(page.IndexOf('/', page.IndexOf('/', StringComparison.Ordinal) + 1) + 1)..]}", StringComparison.Ordinal)) return;
            await Task.Delay(20, cancellation);
        }
    }

    async Task<int> NewestBudgetAsync(Department department, DepartmentBudget budget) =>
        (await district.Budgets.ListBudgetsAsync(new() { Department = budget.Department, Year = budget.Year }, As(Roles.FinanceReviewer, department))).Budgets.SingleOrDefault()?.Revision ?? 0;

    async Task<int> NewestTargetsAsync(Department department, PerformanceTargets targets) =>
        (await district.Performance.ListTargetsAsync(new() { Department = targets.Department, Year = targets.Year }, As(Roles.FinanceReviewer, department))).Targets.SingleOrDefault()?.Revision ?? 0;

    CallOptions As(string role, Department department) => district.As(role, department.DistrictCode, department.Code, cancellation);

    CallOptions As(string role, Disclosure disclosure) => district.As(role, DisclosureName.Parse(disclosure.Name)!.Value.District, disclosure.Department, cancellation);

    static string Counts(CheckReport report) => $"通过 {report.Passed}、不通过 {report.Failed}、无法核对 {report.NotCheckable}{(report.Fixed.Count > 0 ? $"；已改正 {report.Fixed.Count} 处" : "")}";

    void Step(string what, string rpc, string remark) => console.WriteLine($"  ▸ {what}　{rpc}　{remark}");
}
