using Budget.Hosting.Storage;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Budget.Hosting.Inbox;

public static class OnceOnly
{
    /// <summary>
    /// Runs the effect and saves what it has put into <paramref name="db"/> together with the note that this consumer has
    /// handled this message; false, and nothing saved, if it had already. The effect may also save by itself: the note goes
    /// with its first save. What the effect does outside the database (a file) happens before the commit and may happen
    /// again after a crash, so it must be repeatable.
    /// </summary>
    public static async Task<bool> Once(this ServiceDb db, Guid messageId, string consumer, Func<Task> effect, CancellationToken cancellationToken = default)
    {
        if (await IsHandled(db, messageId, consumer, cancellationToken))
        {
            return false;
        }
        db.Inbox.Add(new InboxRow { MessageId = messageId, Consumer = consumer, HandledAt = DateTimeOffset.UtcNow });
        try
        {
            await effect();
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            // Two deliveries at once: the key of the inbox let only one commit. Asking again tells this apart from a
            // failure of the effect's own rows, on both databases alike.
            db.ChangeTracker.Clear();
            if (await IsHandled(db, messageId, consumer, cancellationToken))
            {
                return false;
            }
            throw;
        }
        catch
        {
            db.ChangeTracker.Clear();
            throw;
        }
    }

    /// <summary>The same for a MassTransit consumer: <c>await context.Once(db, this, async () => …)</c>.</summary>
    public static Task<bool> Once(this ConsumeContext context, ServiceDb db, IConsumer consumer, Func<Task> effect) => db.Once(
        context.MessageId ?? throw new InvalidOperationException(
            "The message has no message id (AMQP property message-id, a GUID), so it cannot be handled exactly once."),
        consumer.GetType().Name, effect, context.CancellationToken);

    static Task<bool> IsHandled(ServiceDb db, Guid messageId, string consumer, CancellationToken cancellationToken) =>
        db.Inbox.AnyAsync(row => row.MessageId == messageId && row.Consumer == consumer, cancellationToken);
}
