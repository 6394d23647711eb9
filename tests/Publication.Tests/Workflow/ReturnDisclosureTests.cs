using Budget.Contracts;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Workflow;

public class ReturnDisclosureTests(District district)
{
    [Fact]
    public async Task An_approver_returns_what_is_submitted_with_the_reason()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        var returned = await its.Return(its.Approver);

        Assert.Equal(DisclosureState.Draft, returned.State);
        var entry = (await its.History())[^1];
        Assert.Equal(("return", "wang", "请补充说明", DisclosureState.Submitted, DisclosureState.Draft), (entry.Action, entry.Caller, entry.Remark, entry.From, entry.To));
        var told = await district.WithDb(db => db.Outbox.Where(o => o.RoutingKey == $"{District.Code}.{its.Department}" && o.Type == "DisclosureReturned").SingleAsync());
        Assert.Contains("\"withdrawn\":false", told.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_finance_bureau_returns_what_is_approved_and_waits_for_its_hour()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        await its.Approve(publishAt: DateTimeOffset.UtcNow.AddDays(1));
        var returned = await its.Return();
        Assert.Equal((DisclosureState.Draft, ""), (returned.State, returned.ApprovedBy));
        Assert.Null(returned.PublishAt);
    }

    [Fact]
    public async Task An_approver_does_not_return_what_is_approved()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        await its.Approve(publishAt: DateTimeOffset.UtcNow.AddDays(1));
        await Expect.Reason(StatusCode.PermissionDenied, "WRONG_ROLE", () => its.Return(its.Approver));
    }

    [Fact]
    public async Task Is_refused_for_a_draft_and_once_published()
    {
        var its = await district.NewCase();
        await its.Open();
        await Expect.Precondition("WRONG_STATE", () => its.Return());
        await its.Submit();
        await its.Review();
        await its.Approve();
        await its.Until(DisclosureState.Published);
        await Expect.Precondition("WRONG_STATE", () => its.Return());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("退回\u0007")]
    public async Task Needs_a_reason_that_people_can_read(string reason)
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        await Expect.Malformed("reason", async () => await district.Rpcs.ReturnDisclosureAsync(new() { Name = its.Name(), Reason = reason }, its.Finance));
    }

    [Fact]
    public async Task Is_refused_for_another_departments_approver()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        await Expect.Refused(StatusCode.PermissionDenied, () => its.Return(District.Person("zhou", "999", Roles.Approver)));
    }
}
