using System.Reflection;
using Budget.Hosting.Inbox;
using Budget.Hosting.Outbox;
using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Budget.Hosting.Acts;

/// <summary>Makes the act of a save: taken before it, for what rows held, and ended after it, when what was added has its keys.</summary>
sealed class ActRecorder
{
    readonly List<(EntityEntry Entry, EntityState State)> changed;
    readonly string before;

    ActRecorder(List<(EntityEntry, EntityState)> changed)
    {
        this.changed = changed;
        before = Digests.Of(changed.Where(c => c.Item2 != EntityState.Added).SelectMany(c => Values(c.Item1.Metadata, p => c.Item1.OriginalValues[p])));
    }

    /// <summary>Null where nothing is changed that anybody did: events under way and messages that were handled are the bus's.</summary>
    public static ActRecorder? Of(ChangeTracker tracker)
    {
        var changed = tracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
            && entry.Entity is not (OutboxRow or InboxRow or ActRow or ActBlockRow)).Select(entry => (entry, entry.State)).ToList();
        return changed.Count == 0 ? null : new(changed);
    }

    public ActRow End(DateTimeOffset at)
    {
        var acting = Acting.Now;
        return new()
        {
            At = at,
            Caller = acting.Caller,
            CallerName = acting.CallerName,
            Roles = acting.Roles,
            OnBehalfOf = acting.OnBehalfOf,
            Action = acting.Action,
            Subject = string.Join(' ', changed.Select(c => $"{c.Entry.Metadata.GetTableName()}{c.State switch { EntityState.Added => '+', EntityState.Deleted => '-', _ => '~' }}").Distinct().Order(StringComparer.Ordinal)),
            Before = before,
            After = Digests.Of(changed.Where(c => c.State != EntityState.Deleted).SelectMany(c => Values(c.Entry.Metadata, p => c.Entry.CurrentValues[p]))),
            Written = string.Join('\n', changed.Where(c => c.State == EntityState.Added && IsAppendOnly(c.Entry.Metadata)).Select(c => Line(c.Entry)).Order(StringComparer.Ordinal)),
            Peer = acting.Peer,
            RequestId = acting.RequestId,
        };
    }

    public static bool IsAppendOnly(IReadOnlyEntityType type) => type.ClrType.GetCustomAttribute<AppendOnlyAttribute>() is not null;

    public static string Line(EntityEntry entry) => $"{entry.Metadata.GetTableName()} {Digests.Of(Values(entry.Metadata, p => entry.CurrentValues[p]))}";

    static IEnumerable<object?> Values(IEntityType type, Func<IProperty, object?> value) =>
        type.GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal).SelectMany(p => new[] { p.Name, value(p) });
}
