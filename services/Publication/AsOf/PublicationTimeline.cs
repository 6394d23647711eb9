using Budget.Publication.Proof;

namespace Budget.Publication.AsOf;

/// <summary>An entry of the log as far as it says what the public saw.</summary>
public sealed record LoggedEvent(int Number, DateTimeOffset At, string Event, int Version, string Manifest, string Reason);

/// <param name="To">Null: still.</param>
public sealed record Period(int Version, DateTimeOffset From, DateTimeOffset? To, V1.PublicationKind Kind, string Manifest, int LogNumber, string Reason);

/// <summary>
/// What the public saw of one department's year, without gaps and overlaps from its first publication on. It is read from the public log
/// alone: what the log says is what anyone can prove later, and nothing that is done today changes an answer about yesterday.
/// </summary>
public static class PublicationTimeline
{
    /// <param name="events">Of one department's year, in the order of the log.</param>
    public static IReadOnlyList<Period> Of(IEnumerable<LoggedEvent> events)
    {
        var periods = new List<Period>();
        foreach (var entry in events)
        {
            var current = periods.Count > 0 ? periods[^1] : null;
            // What happens to a version that no longer counts changes nothing of what counts.
            if (current is not null && entry.Version < current.Version) continue;
            V1.PublicationKind? kind = entry.Event switch
            {
                LogEvents.Published or LogEvents.Recorded => V1.PublicationKind.Published,
                LogEvents.WithheldInPart => V1.PublicationKind.PublishedInPart,
                LogEvents.Withheld => V1.PublicationKind.Withheld,
                _ => null,
            };
            if (kind is null) continue;
            if (current is not null) periods[^1] = current with { To = entry.At };
            periods.Add(new(entry.Version, entry.At, null, kind.Value, entry.Manifest, entry.Number, entry.Reason));
        }
        return periods;
    }

    /// <summary>Null: nothing was public yet. At the moment of a change, what it changed to.</summary>
    public static Period? AsOf(IReadOnlyList<Period> periods, DateTimeOffset at) => periods.LastOrDefault(p => p.From <= at);
}
