using Budget.Testing;
using Budget.V1;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Schedule;

public class OnDisclosureApprovedTests
{
    [Fact]
    public async Task A_message_delivered_again_publishes_nothing_again()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        var published = await its.ToPublished();
        await Redeliver(district);

        Assert.Equal(published, await its.Get());
        Assert.Single(await its.History(), h => h.Action == "publish");
        Assert.Equal(1, await district.WithDb(db => db.Outbox.CountAsync(o => o.Type == "DisclosurePublished")));
    }

    [Fact]
    public async Task The_news_of_an_approval_that_was_returned_publishes_nothing()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToReviewed(DateTimeOffset.UtcNow.AddHours(1));
        await its.Approve();
        await its.Return();
        await district.WithDb(db => db.Inbox.ExecuteDeleteAsync());
        await Redeliver(district);
        await district.Advance(TimeSpan.FromHours(2));

        Assert.Equal(DisclosureState.Draft, (await its.Get()).State);
        Assert.Null(await district.WithDb(db => db.Disclosures.Select(d => d.DueAt).SingleAsync()));
    }

    /// <summary>As after a sender that died between arrival and mark.</summary>
    static async Task Redeliver(District district)
    {
        await district.WithDb(db => db.Outbox.Where(o => o.Type == "DisclosureApproved").ExecuteUpdateAsync(set => set.SetProperty(o => o.SentAt, (DateTimeOffset?)null)));
        // Without a broker an event is marked sent when its consumer is done.
        await Eventually.True(async () => !await district.WithDb(db => db.Outbox.AnyAsync(o => o.SentAt == null)), "every event is sent");
        await district.Advance(TimeSpan.Zero);
    }
}
