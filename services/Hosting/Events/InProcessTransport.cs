using System.Text.Json;
using Budget.Hosting.Outbox;
using MassTransit;
using MassTransit.Mediator;

namespace Budget.Hosting.Events;

/// <summary>
/// No broker (and no mediator, where this process consumes nothing): MassTransit's mediator runs this process's consumers and returns when they have finished, so a row is marked
/// sent only when its effect is committed; what a stopped or killed process has not finished is picked up at its next start.
/// </summary>
sealed class InProcessTransport(IMediator? mediator, EventCatalog catalog) : EventTransport
{
    readonly HashSet<Type> consumed = [.. catalog.Subscriptions.Select(subscription => subscription.Event)];

    public override string System => "in_process";

    public override int Parallelism => Math.Clamp(Environment.ProcessorCount * 2, 4, 16);

    public override Task Prepare(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task Deliver(OutboxRow row, string exchange, string? traceParent)
    {
        var type = catalog.TypeOf(row.Type);
        return consumed.Contains(type)
            ? mediator!.Publish(JsonSerializer.Deserialize(row.Body, type, EventJson.Options)!, type,
                Pipe.Execute<PublishContext>(context => context.MessageId = row.MessageId))
            : Task.CompletedTask;
    }
}
