using System.Linq.Expressions;
using Budget.Hosting.Acts;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Publication.Storage;

/// <summary>Who did what when. Only ever added to; the id is also the sequence that watchers follow.</summary>
[AppendOnly]
public sealed class HistoryRow
{
    public long Id { get; private set; }
    public required DisclosureRow Disclosure { get; init; }
    public long DisclosureId { get; private set; }
    public required DateTimeOffset At { get; init; }
    public required string Caller { get; init; }
    public required string CallerName { get; init; }
    public required string Action { get; init; }

    /// <summary>Null for the opening.</summary>
    public State? From { get; init; }
    public required State To { get; init; }
    public string Remark { get; init; } = "";

    /// <summary>What other departments may know: that it was published, replaced or withheld; not who worked on a draft, nor why it was returned.</summary>
    public static readonly Expression<Func<HistoryRow, bool>> IsPublic = entry =>
        entry.Action == Actions.Publish || entry.Action == Actions.Supersede || entry.Action == Actions.Withhold || entry.Action == Actions.WithholdPart;

    public V1.HistoryEntry ToWire() => new()
    {
        At = At.ToTimestamp(),
        Caller = Caller,
        CallerName = CallerName,
        Action = Action,
        Remark = Remark,
        From = (V1.DisclosureState)(From ?? 0),
        To = (V1.DisclosureState)To,
        Version = Disclosure.Version,
    };

    internal static void Map(EntityTypeBuilder<HistoryRow> row)
    {
        row.ToTable("History");
        row.HasOne(r => r.Disclosure).WithMany().HasForeignKey(r => r.DisclosureId).OnDelete(DeleteBehavior.Restrict);
        row.Property(r => r.Action).HasMaxLength(32);
    }
}
