using Budget.Publication.AsOf;
using Budget.Publication.Proof;
using Budget.V1;

namespace Budget.Publication.Tests.AsOf;

public class PublicationTimelineTests
{
    static readonly DateTimeOffset Start = new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Bitemporal: whatever happens later, the answer about a moment stays what it was as soon as that moment was over. Two thousand
    /// histories by a fixed seed; what the public saw is kept beside the log by the simplest possible means.
    /// </summary>
    [Fact]
    public void Nothing_that_happens_later_changes_what_was_seen_before()
    {
        var random = new Random(20250301);
        for (var history = 0; history < 2000; history++)
        {
            var events = new List<LoggedEvent>();
            var seen = new List<(DateTimeOffset At, (int Version, string Manifest)? Shown)> { (Start.AddSeconds(-1), null) };
            (int Version, string Manifest)? shown = null;
            var (at, newest, withheld) = (Start, 0, new HashSet<int>());
            for (var step = random.Next(1, 14); step > 0; step--)
            {
                at += TimeSpan.FromMinutes(random.Next(0, 90));
                var manifest = $"{history}-{events.Count}";
                switch (random.Next(4))
                {
                    case 0 or 1:
                        if (newest > 0 && !withheld.Contains(newest)) Enter(LogEvents.Superseded, newest, manifest + "s");
                        Enter(LogEvents.Published, ++newest, manifest);
                        shown = (newest, manifest);
                        break;
                    case 2 when newest > 0:
                        var part = random.Next(1, newest + 1);
                        if (withheld.Contains(part)) break;
                        Enter(LogEvents.WithheldInPart, part, manifest);
                        if (part == newest) shown = (newest, manifest);
                        break;
                    case 3 when newest > 0:
                        var whole = random.Next(1, newest + 1);
                        if (!withheld.Add(whole)) break;
                        Enter(LogEvents.Withheld, whole, manifest);
                        if (whole == newest) shown = (newest, manifest);
                        break;
                }
                seen.Add((at, shown));
                var periods = PublicationTimeline.Of(events);
                for (var i = 1; i < periods.Count; i++) Assert.Equal(periods[i].From, periods[i - 1].To);
                Assert.True(periods.Count == 0 || periods[^1].To is null);
                // Only the last state of a moment counts: several things may happen in it.
                foreach (var (moment, expected) in seen.GroupBy(s => s.At).Select(g => g.Last()))
                {
                    var period = PublicationTimeline.AsOf(periods, moment);
                    Assert.Equal(expected, period is null ? null : (period.Version, period.Manifest));
                }
            }

            void Enter(string @event, int version, string manifest) => events.Add(new(events.Count + 1, at, @event, version, manifest, ""));
        }
    }

    [Fact]
    public void A_withheld_version_is_a_period_that_says_so_and_an_older_one_changes_nothing()
    {
        LoggedEvent[] events =
        [
            new(1, Start, LogEvents.Published, 1, "a", ""), new(2, Start.AddDays(1), LogEvents.Superseded, 1, "b", "更正"), new(3, Start.AddDays(1), LogEvents.Published, 2, "c", "更正"),
            new(4, Start.AddDays(2), LogEvents.Withheld, 1, "d", "涉密"), new(5, Start.AddDays(3), LogEvents.WithheldInPart, 2, "e", "涉密"), new(6, Start.AddDays(4), LogEvents.Withheld, 2, "f", "涉密"),
        ];
        Assert.Equal(
            [(1, PublicationKind.Published, "a"), (2, PublicationKind.Published, "c"), (2, PublicationKind.PublishedInPart, "e"), (2, PublicationKind.Withheld, "f")],
            PublicationTimeline.Of(events).Select(p => (p.Version, p.Kind, p.Manifest)));
    }
}
