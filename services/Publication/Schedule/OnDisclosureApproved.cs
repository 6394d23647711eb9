using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Hosting.Inbox;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using MassTransit;

namespace Budget.Publication.Schedule;

/// <summary>
/// The approval sets the hour, and <see cref="PublishDue"/> does the rest: one place publishes, whether at once, at a set
/// time or again after a failure. A disclosure that was returned meanwhile has no hour; the news of an older approval
/// takes the hour of the newest.
/// </summary>
public sealed class OnDisclosureApproved(PublicationDb db, PublishDue publisher, TimeProvider time) : IConsumer<DisclosureApproved>
{
    public async Task Consume(ConsumeContext<DisclosureApproved> context)
    {
        var approved = DisclosureName.Parse(context.Message.Disclosure)
            ?? throw new InvalidOperationException($"'{context.Message.Disclosure}' is no name of a disclosure.");
        await context.Once(db, this, () => PublicationDb.SetHour(db.Disclosures.Of(approved), time.GetUtcNow(), context.CancellationToken));
        publisher.Wake();
    }
}
