using Budget.Contracts;
using Budget.Hosting.Errors;
using Budget.V1;
using Grpc.Core;
using Google.Protobuf.WellKnownTypes;

namespace Budget.Publication.Tests;

/// <summary>One department's disclosure and the people who work on it; each step as a caller would make it.</summary>
public sealed class Case(District district, string department)
{
    public const int Year = 2025;

    public string Department => department;
    public string Name(int version = 1) => new DisclosureName(District.Code, department, Year, version).ToString();

    public CallOptions Preparer => District.Person("zhang", department, Roles.Preparer);
    public CallOptions SecrecyReviewer => District.Person("li", department, Roles.SecrecyReviewer);
    public CallOptions Approver => District.Person("wang", department, Roles.Approver);
    public CallOptions Finance => District.Person("qian", "", Roles.FinanceReviewer);
    public CallOptions Reader => District.Person("sun", department, Roles.Reader);
    public CallOptions Stranger => District.Person("zhou", "999", Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.Reader);

    public async Task SaveBudget(DepartmentBudget budget, int expected = 0) =>
        await district.BudgetRpcs.SaveBudgetAsync(new() { Budget = budget, ExpectedRevision = expected, RequestId = Guid.NewGuid().ToString() }, Preparer);

    public async Task<Disclosure> Open() => (await district.Rpcs.OpenDisclosureAsync(new() { Department = department, Year = Year }, Preparer)).Disclosure;

    public async Task<Disclosure> Submit(int version = 1, DateTimeOffset? publishAt = null, string etag = "", params IEnumerable<Explanation> explanations)
    {
        try
        {
            return (await district.Rpcs.SubmitDisclosureAsync(
                new() { Name = Name(version), Etag = etag, PublishAt = publishAt?.ToTimestamp(), Explanations = { explanations } }, Preparer)).Disclosure;
        }
        catch (RpcException e)
        {
            foreach (var v in RichStatus.From(e).PreconditionViolations) TestContext.Current.TestOutputHelper?.WriteLine($"{v.Type} {v.Subject}: {v.Description}");
            throw;
        }
    }

    public async Task<Disclosure> Withdraw(int version = 1) =>
        (await district.Rpcs.WithdrawDisclosureAsync(new() { Name = Name(version), Reason = "数字有误" }, Preparer)).Disclosure;

    public async Task<Disclosure> Return(CallOptions? by = null, int version = 1, string etag = "") =>
        (await district.Rpcs.ReturnDisclosureAsync(new() { Name = Name(version), Etag = etag, Reason = "请补充说明" }, by ?? Finance)).Disclosure;

    public async Task<Disclosure> Review(SecrecyOutcome outcome = SecrecyOutcome.Cleared, int version = 1) =>
        (await district.Rpcs.ReviewSecrecyAsync(new() { Name = Name(version), Outcome = outcome, Opinion = "无涉密内容" }, SecrecyReviewer)).Disclosure;

    public async Task<Disclosure> Approve(int version = 1, DateTimeOffset? publishAt = null, string etag = "") =>
        (await district.Rpcs.ApproveDisclosureAsync(new() { Name = Name(version), Etag = etag.Length > 0 ? etag : (await Get(version)).Etag, Opinion = "同意", PublishAt = publishAt?.ToTimestamp() }, Approver)).Disclosure;

    public async Task<Disclosure> Correct(string reason = "表3 数字更正") =>
        (await district.Rpcs.CorrectDisclosureAsync(new() { Name = Name(), Reason = reason }, Preparer)).Disclosure;

    public async Task<Disclosure> Get(int version = 1) => (await district.Rpcs.GetDisclosureAsync(new() { Name = Name(version) }, Preparer)).Disclosure;

    public async Task<IReadOnlyList<HistoryEntry>> History() => (await district.Rpcs.ListHistoryAsync(new() { Name = Name() }, Preparer)).Entries;

    /// <summary>Open, submit, review: ready for approval.</summary>
    public async Task ToReviewed(DateTimeOffset? publishAt = null)
    {
        await Open();
        await Submit(publishAt: publishAt);
        await Review();
    }

    /// <summary>All the way to the public.</summary>
    public async Task<Disclosure> ToPublished()
    {
        await ToReviewed();
        await Approve();
        return await Until(DisclosureState.Published);
    }

    public static async Task Until(Func<Task<bool>> condition, string what, int seconds = 60)
    {
        for (var end = DateTime.UtcNow.AddSeconds(seconds); !await condition(); await Task.Delay(50)) Assert.True(DateTime.UtcNow < end, $"Waited {seconds} s in vain: {what}.");
    }

    public async Task<Disclosure> Until(DisclosureState state, int version = 1, int seconds = 60)
    {
        for (var end = DateTime.UtcNow.AddSeconds(seconds); ; await Task.Delay(50))
        {
            var disclosure = await Get(version);
            if (disclosure.State == state) return disclosure;
            Assert.True(DateTime.UtcNow < end, $"{disclosure.Name} is still {disclosure.State} after {seconds} s, not {state}.");
        }
    }
}
