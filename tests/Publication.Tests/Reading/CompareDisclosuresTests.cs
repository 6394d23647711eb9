using Budget.V1;
using Grpc.Core;

namespace Budget.Publication.Tests.Reading;

public class CompareDisclosuresTests(District district)
{
    [Fact]
    public async Task Two_versions_differ_in_figures_and_texts_and_the_page_of_the_second_says_so()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        await its.Correct("收入有误");
        var budget = Samples.Balanced(its.Department, 1_191_950_284);
        budget.PlanText = "做好年度工作，并更正数字。";
        await its.SaveBudget(budget, expected: 1);
        await Expect.Precondition("NOT_SUBMITTED", () => Compare(its.Name(), its.Name(2), its.Preparer));
        await its.Submit(version: 2);
        Assert.NotEmpty((await Compare(its.Name(), its.Name(2), its.Preparer)).Changes);
        await Expect.Refused(StatusCode.NotFound, () => Compare(its.Name(), its.Name(2), its.Stranger));
        await its.Review(version: 2);
        await its.Approve(version: 2);
        await its.Until(DisclosureState.Published, version: 2);

        var changes = (await Compare(its.Name(), its.Name(2), its.Stranger)).Changes;
        Assert.Contains(changes, c => c.Place.Contains("行政运行") && c is { Before: "11,919,501.84元", After: "11,919,502.84元", DifferenceFen: 100 });
        Assert.Contains(changes, c => c is { Place: "年度工作目标及主要任务", Before: "做好年度工作。", After: "做好年度工作，并更正数字。" });
        var page = await File.ReadAllTextAsync(Path.Combine(district.SiteFolder, District.Code, "2025", its.Department, "v2", "changes.html"), TestContext.Current.CancellationToken);
        foreach (var words in new[] { "收入有误", "11,919,501.84元", "11,919,502.84元", "+1.00元", "做好年度工作，并更正数字。" }) Assert.Contains(words, page);
        Assert.Contains("changes.html", await File.ReadAllTextAsync(Path.Combine(district.SiteFolder, District.Code, "2025", its.Department, "v2", "index.html"), TestContext.Current.CancellationToken));
        Assert.Empty((await Compare(its.Name(2), its.Name(2), its.Reader)).Changes);
    }

    async Task<CompareDisclosuresResponse> Compare(string from, string to, CallOptions by) => await district.Rpcs.CompareDisclosuresAsync(new() { From = from, To = to }, by);
}
