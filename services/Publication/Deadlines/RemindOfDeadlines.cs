using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Document.Workflow;
using Budget.Hosting.Outbox;
using Budget.Hosting.Storage;
using Budget.Publication.Settings;
using Budget.Publication.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Deadlines;

/// <summary>
/// Tells of last days that come near or are over, once each. What is due is read from the rows every time, and what was told is a row
/// beside its event, so nothing is forgotten by a stop, moved on by a corrected reply too late, or told twice by two instances
/// (decisions/0026).
/// </summary>
public sealed class RemindOfDeadlines(IServiceScopeFactory scopes, DistrictPolicy policy, TimeProvider time, ILogger<RemindOfDeadlines> log) : BackgroundService
{
    /// <summary>How late a reminder may be. A test's clock is moved by hand, so this is short against days and long against a query.</summary>
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(20);

    readonly Outage outage = new(log, "Watching the deadlines");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Remind(stoppingToken);
                outage.Ended();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                outage.Began(error);
            }
            await Task.Delay(Poll, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>How many events were added.</summary>
    public async Task<int> Remind(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var today = PublicationDeadline.DayOf(now);
        var soonest = today.AddDays(policy.Reminders.Max());
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PublicationDb>();
        // What was published meanwhile is settled when it is first met again, and is not met afterwards.
        var unsettled = db.Replies.Where(r => r.Current && !r.Settled && r.PublishBy <= soonest);
        await unsettled.Where(r => db.Disclosures.Any(d => d.District == r.District && d.Department == r.Department && d.Year == r.Year && d.PublishedAt != null)
                || db.Reminders.Any(m => m.District == r.District && m.Department == r.Department && m.Year == r.Year && m.PublishBy == r.PublishBy && m.DaysBefore == ReminderRow.Missed))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Settled, true), stop);
        var waiting = await unsettled.ToListAsync(stop);
        var told = 0;
        foreach (var reply in waiting)
        {
            if (Due(PublicationDeadline.DaysLeft(reply.PublishBy, now), now) is { } daysBefore && await Tell(reply, daysBefore, now, stop)) told++;
        }
        return told;
    }

    /// <summary>The reminder whose day has come; of several that a stop has left over, the most urgent alone.</summary>
    int? Due(int daysLeft, DateTimeOffset now)
    {
        if (daysLeft < 0) return ReminderRow.Missed;
        // Before the hour of the day, it is still the day before for this purpose.
        var counted = now < PublicationDeadline.EndOf(PublicationDeadline.DayOf(now)).AddHours(policy.RemindFromHour - 24) ? daysLeft + 1 : daysLeft;
        return policy.Reminders.Where(days => days >= counted).Cast<int?>().Min();
    }

    async Task<bool> Tell(ReplyRow reply, int daysBefore, DateTimeOffset now, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PublicationDb>();
        if (await db.Reminders.AnyAsync(m => m.District == reply.District && m.Department == reply.Department && m.Year == reply.Year
            && m.PublishBy == reply.PublishBy && m.DaysBefore <= daysBefore, stop)) return false;
        db.Reminders.Add(new() { District = reply.District, Department = reply.Department, Year = reply.Year, PublishBy = reply.PublishBy, DaysBefore = daysBefore, At = now });
        if (daysBefore == ReminderRow.Missed)
        {
            Add(new DeadlineMissed(reply.District, reply.Department, reply.Year, reply.RepliedOn, reply.PublishBy, now));
        }
        else
        {
            var approved = await db.Disclosures.Where(d => d.District == reply.District && d.Department == reply.Department && d.Year == reply.Year && d.State == State.Approved).FirstOrDefaultAsync(stop);
            Add(new DeadlineApproaching(reply.District, reply.Department, reply.Year, reply.RepliedOn, reply.PublishBy, PublicationDeadline.DaysLeft(reply.PublishBy, now), approved?.ScheduledAt, now));
        }
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException) when (!stop.IsCancellationRequested)
        {
            // Another instance told it in this moment; if it did not, the next look will find it.
            return false;
        }

        void Add<TEvent>(TEvent message) where TEvent : class =>
            db.Outbox.Add(OutboxRow.For(message, RoutingKeys.For(reply.District, reply.Department), reply.OrderingKey, now));
    }
}
