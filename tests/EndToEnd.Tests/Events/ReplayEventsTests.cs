using Budget.Events.V1;
using Budget.Hosting;
using Budget.Hosting.Outbox;
using Budget.Publication.Tests;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.EndToEnd.Tests.Events;

public class ReplayEventsTests
{
    [Fact]
    public async Task Gives_the_events_again_in_order_to_whoever_may_hear_of_them()
    {
        await using var district = await District.Start();
        using var channel = GrpcClients.Channel(district.Publication.Address());
        var events = new EventService.EventServiceClient(channel);
        var its = await district.NewCase();
        await its.Open();
        await its.Submit();
        await its.Return();
        await its.Submit();
        await its.Review();
        await its.Approve();
        await its.Until(DisclosureState.Published);
        string[] all = ["submitted", "returned", "submitted", "approved", "published"];
        await Case.Until(async () => (await Replay(events, its.Finance)).Events.Count == all.Length, "all events are sent");

        var (bureau, upTo) = await Replay(events, its.Finance);
        Assert.Equal(all, bureau.Select(Kind));
        Assert.Equal(Enumerable.Range(1, all.Length).Select(n => (long)n), bureau.Select(e => e.Sequence));
        Assert.Equal(5, upTo);
        Assert.Equal(bureau, (await Replay(events, its.Preparer)).Events);
        Assert.Contains("\"reason\":\"请补充说明\"", bureau[1].Body, StringComparison.Ordinal);
        var kept = await district.WithDb(db => db.Outbox.OrderBy(row => row.Id).ToListAsync());
        Assert.Equal(kept.Select(row => (row.MessageId.ToString(), row.RoutingKey, row.OrderingKey)), bureau.Select(e => (e.Id, e.RoutingKey, e.OrderingKey)));

        // Others hear what is public: no reason of a return, no hash of a draft.
        Assert.Equal(["published"], (await Replay(events, its.Stranger)).Events.Select(Kind));
        Assert.Empty((await Replay(events, District.PersonOf("elsewhere", "x", "", "finance_reviewer"))).Events);

        var (rest, restUpTo) = await Replay(events, its.Finance, new() { AfterSequence = 3 });
        Assert.Equal(["approved", "published"], rest.Select(Kind));
        Assert.Equal(5, restUpTo);
        Assert.Equal(["returned"], (await Replay(events, its.Finance, new() { Types_ = { "budget.disclosure-returned" } })).Events.Select(Kind));
        Assert.Empty((await Replay(events, its.Finance, new() { Department = "999" })).Events);
        Assert.Equal(5, (await Replay(events, its.Finance, new() { AfterSequence = 5 })).UpTo);

        Assert.Equal(StatusCode.InvalidArgument, await Refused(new() { Types_ = { "budget.budget-revised" } }));
        Assert.Equal(StatusCode.InvalidArgument, await Refused(new() { AfterSequence = -1 }));
        Assert.Equal(StatusCode.PermissionDenied, await Refused(new(), District.Person("nobody", "101")));
        Assert.Equal(StatusCode.Unauthenticated, await Refused(new(), new CallOptions()));

        // What was swept is not replayed, and whoever needs it is told.
        await district.WithDb(db => db.Outbox.Where(row => row.Sequence <= 2).ExecuteDeleteAsync());
        Assert.Equal(StatusCode.OutOfRange, await Refused(new() { AfterSequence = 1 }));
        Assert.Equal(3, (await Replay(events, its.Finance, new() { AfterSequence = 2 })).Events.Count);
        Assert.Equal(3, (await Replay(events, its.Finance)).Events.Count);

        async Task<StatusCode> Refused(ReplayEventsRequest request, CallOptions? by = null) =>
            (await Assert.ThrowsAsync<RpcException>(() => Replay(events, by ?? its.Finance, request))).StatusCode;
    }

    static string Kind(Event e) => e.Type["budget.disclosure-".Length..];

    static async Task<(List<Event> Events, long UpTo)> Replay(EventService.EventServiceClient events, CallOptions by, ReplayEventsRequest? request = null)
    {
        var (got, upTo) = (new List<Event>(), 0L);
        using var call = events.ReplayEvents(request ?? new(), by);
        await foreach (var portion in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            got.AddRange(portion.Events);
            upTo = portion.UpTo;
        }
        return (got, upTo);
    }
}
