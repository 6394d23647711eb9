using Budget.Publication.Reading;
using Budget.Publication.Storage;
using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.Publication.Tests.Reading;

public class WatchDisclosuresTests(District district)
{
    [Fact]
    public async Task Sends_every_move_in_order()
    {
        var its = await district.NewCase();
        await its.Open();
        using var watch = Watch(its.Department, its.Reader);
        await watch.ResponseHeadersAsync;
        await its.Submit();
        await its.Review();
        await its.Approve();

        Assert.Equal(["submit", "review_secrecy", "approve", "publish"], (await Next(watch, 4, from: "submit")).Select(r => r.Entry.Action));
    }

    [Fact]
    public async Task Sends_the_current_states_first_if_asked()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        await its.Correct();
        using var watch = Watch(its.Department, its.Reader, current: true);
        var current = await Next(watch, 2);

        Assert.All(current, r => Assert.Null(r.Entry));
        Assert.Equal([(1, DisclosureState.Published), (2, DisclosureState.Draft)], current.Select(r => (r.Disclosure.Version, r.Disclosure.State)));
        await its.Submit(version: 2);
        Assert.Equal(2, Assert.Single(await Next(watch, 1, from: "submit")).Disclosure.Version);
    }

    [Fact]
    public async Task Other_departments_are_told_only_what_becomes_public()
    {
        var its = await district.NewCase();
        using var watch = Watch(its.Department, its.Stranger);
        await watch.ResponseHeadersAsync;
        await its.ToPublished();
        Assert.Equal("publish", Assert.Single(await Next(watch, 1)).Entry.Action);
    }

    [Fact]
    public async Task Ends_when_the_caller_leaves_and_when_the_service_stops()
    {
        await using var own = await District.Start();
        var its = await own.NewCase(withBudget: false);
        using var leaving = new CancellationTokenSource();
        using (var left = own.Rpcs.WatchDisclosures(new(), its.Reader.WithCancellationToken(leaving.Token)))
        {
            await left.ResponseHeadersAsync;
            await leaving.CancelAsync();
            Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => left.ResponseStream.MoveNext(TestContext.Current.CancellationToken))).StatusCode);
        }
        using var stopped = own.Rpcs.WatchDisclosures(new(), its.Reader);
        await stopped.ResponseHeadersAsync;
        var started = DateTime.UtcNow;
        await own.StopPublication();
        Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(9), "An open watch must not hold up the stop.");
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => stopped.ResponseStream.MoveNext(TestContext.Current.CancellationToken))).StatusCode);
    }

    [Fact]
    public async Task A_reader_that_does_not_keep_up_is_ended_and_the_others_are_not()
    {
        await using var own = await District.Start();
        var changes = own.Publication.Services.GetRequiredService<DisclosureChanges>();
        using var slow = changes.Subscribe();
        using var quick = changes.Subscribe();
        var count = 0;
        var reading = Task.Run(async () =>
        {
            await foreach (var _ in quick.ReadAll(TestContext.Current.CancellationToken)) if (++count == 1500) return;
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
        {
            await own.WithDb(db =>
            {
                var row = new DisclosureRow { District = District.Code, Department = $"{i}", DepartmentName = "某局", Year = 2025 };
                for (var j = 0; j < 500; j++) db.History.Add(new HistoryRow { Disclosure = row, At = DateTimeOffset.UtcNow, Caller = "x", CallerName = "x", Action = "submit", To = State.Submitted });
                return db.SaveChangesAsync();
            });
            own.Clock.Advance(TimeSpan.FromSeconds(2));
            var expected = 500 * (i + 1);
            await Eventually.True(() => Volatile.Read(ref count) >= expected, $"{expected} lines are told");
        }
        await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var got = 0;
        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in slow.ReadAll(TestContext.Current.CancellationToken)) got++;
        });
        Assert.Equal((StatusCode.ResourceExhausted, DisclosureChanges.Subscription.Longest), (ended.StatusCode, got));
    }

    AsyncServerStreamingCall<WatchDisclosuresResponse> Watch(string department, CallOptions caller, bool current = false) =>
        district.Rpcs.WatchDisclosures(new() { Department = department, IncludeCurrent = current }, caller);

    /// <summary>The next so many. A move made a moment before the watch began may be told as well: rather twice than never.</summary>
    static async Task<List<WatchDisclosuresResponse>> Next(AsyncServerStreamingCall<WatchDisclosuresResponse> watch, int count, string? from = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var got = new List<WatchDisclosuresResponse>();
        while (got.Count < count && await watch.ResponseStream.MoveNext(limit.Token))
        {
            if (got.Count > 0 || from is null || watch.ResponseStream.Current.Entry.Action == from) got.Add(watch.ResponseStream.Current);
        }
        return got;
    }
}
