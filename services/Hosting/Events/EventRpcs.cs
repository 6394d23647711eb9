using Budget.Events.V1;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Hosting.Outbox;
using Budget.Hosting.Storage;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Hosting.Events;

/// <summary>Events again, from the outbox: what was sent is kept there for a while, numbered without a gap in the order of sending.</summary>
[AllowEveryRole]
public sealed class EventRpcs<TContext>(TContext db, EventCatalog catalog) : EventService.EventServiceBase where TContext : ServiceDb
{
    const int Portion = 200;

    public override async Task ReplayEvents(ReplayEventsRequest request, IServerStreamWriter<ReplayEventsResponse> responseStream, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var seen = Seen(Caller.Of(context), request);
        if (request.AfterSequence < 0) throw RichStatus.InvalidArgument("序号不能为负。 / A sequence is not negative.", ("after_sequence", "0 …"));
        var kept = await db.Outbox.Where(row => row.Sequence != null).MinAsync(row => row.Sequence, stop) ?? 0;
        var last = await db.Outbox.MaxAsync(row => row.Sequence, stop) ?? 0;
        if (request.AfterSequence > 0 && request.AfterSequence + 1 < kept)
        {
            throw new RpcException(new Status(StatusCode.OutOfRange,
                $"{request.AfterSequence} 之后的事件已不再保留（最早为 {kept}）；请读取当前状态，再从 0 重放。 / What came after {request.AfterSequence} is no longer kept (the oldest is {kept}): read the present state, then replay from 0."));
        }
        var after = request.AfterSequence;
        do
        {
            // Each portion is read whole before it is written: a slow reader must not hold the database.
            var rows = await seen.Where(row => row.Sequence > after && row.Sequence <= last).OrderBy(row => row.Sequence).Take(Portion).ToListAsync(stop);
            after = rows.Count == Portion ? rows[^1].Sequence!.Value : Math.Max(after, last);
            await responseStream.WriteAsync(new() { Events = { rows.Select(ToWire) }, UpTo = after }, stop);
        }
        while (after < last);
    }

    IQueryable<OutboxRow> Seen(Caller caller, ReplayEventsRequest request)
    {
        var types = request.Types_.Select(exchange => catalog.TypeAt(exchange) ?? throw RichStatus.InvalidArgument(
            "本服务不发送此类事件。 / This service does not send such an event.", ("types", $"{exchange}: {string.Join(", ", catalog.Exchanges)}"))).ToList();
        var toEveryone = catalog.ToEveryone;
        var (district, own) = (caller.District + ".", $"{caller.District}.{caller.Department}");
        var rows = db.Outbox.Where(row => row.RoutingKey.StartsWith(district));
        if (!caller.IsDistrictWide) rows = rows.Where(row => row.RoutingKey == own || toEveryone.Contains(row.Type));
        if (types.Count > 0) rows = rows.Where(row => types.Contains(row.Type));
        if (request.Department.Length > 0)
        {
            var wanted = district + request.Department;
            rows = rows.Where(row => row.RoutingKey == wanted);
        }
        return rows;
    }

    Event ToWire(OutboxRow row) => new()
    {
        Sequence = row.Sequence!.Value,
        Id = row.MessageId.ToString(),
        Type = catalog.ExchangeOf(row.Type),
        RoutingKey = row.RoutingKey,
        OrderingKey = row.OrderingKey,
        Time = Timestamp.FromDateTimeOffset(row.OccurredAt),
        Body = row.Body,
    };
}
