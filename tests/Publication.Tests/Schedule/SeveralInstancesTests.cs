using Budget.Hosting;
using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Schedule;

public class SeveralInstancesTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Publish_each_disclosure_once_between_them_and_tell_each_others_watchers(string database)
    {
        await using var district = await District.Start(database);
        await using var second = await district.StartSecondPublication();
        using var channel = GrpcClients.Channel(second.Address());
        var cases = new List<Case>();
        for (var i = 0; i < 8; i++)
        {
            cases.Add(await district.NewCase());
            await cases[^1].ToReviewed(district.Clock.GetUtcNow().AddHours(1));
            await cases[^1].Approve();
        }
        using var watch = new DisclosureService.DisclosureServiceClient(channel).WatchDisclosures(new(), cases[0].Finance);
        await watch.ResponseHeadersAsync;
        district.Clock.Advance(TimeSpan.FromHours(2));

        var told = new List<string>();
        while (told.Count < cases.Count && await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
            if (watch.ResponseStream.Current.Entry.Action == "publish") told.Add(watch.ResponseStream.Current.Disclosure.Name);
        }
        Assert.Equal(cases.Select(c => c.Name()).Order(), told.Order());
        foreach (var its in cases) Assert.Single(await its.History(), h => h.Action == "publish");
        Assert.Equal(cases.Count, await district.WithDb(db => db.Outbox.CountAsync(o => o.Type == "DisclosurePublished")));
        await second.StopAsync(TestContext.Current.CancellationToken);
    }
}
