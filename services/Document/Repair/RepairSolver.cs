using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Repair;

/// <summary>
/// Which figure is the wrong one? A total that does not fit accuses all its parts; but each part stands in other sums and copies
/// too, which say whether it is innocent. For every group of relations that fail together this looks for the one figure (else
/// the two or three) whose change makes all of them hold without breaking another, and prefers among those that are left the
/// change that a usual slip of the hand explains. What is proposed is then put to the rule book: a repair that
/// resolves no finding is not told.
/// </summary>
public static class RepairSolver
{
    /// <summary>Repairs told of one group.</summary>
    const int MostPerGroup = 5;

    /// <summary>Groups that are looked at, and failed relations of one: beyond, a document is not mistyped but something else.</summary>
    const int MostGroups = 40, MostFailed = 200;

    /// <summary>Changes put to the rule book for one document; each costs a run of it.</summary>
    const int MostTried = 60;

    public static IReadOnlyList<Repair> Suggest(DisclosureDocument document, RuleSettings? settings = null, Patience patience = default)
    {
        var ledger = new Ledger(new Evidence(document));
        var groups = Search.Groups(ledger, MostGroups);
        if (groups.Count == 0) return [];
        var before = RuleBook.Run(document, settings, patience).Findings;
        var repairs = new List<Repair>();
        var tried = 0;
        var explained = new HashSet<int>();
        foreach (var failed in groups)
        {
            // Two rows that changed places fail in two places; the repair of the one was the other's.
            if (explained.IsSupersetOf(failed)) continue;
            var ranked = new List<(ChangeSet Set, Repair Repair)>();
            var vain = 0;
            foreach (var set in new Search(ledger, failed.AsSpan(0, Math.Min(failed.Length, MostFailed)), patience).Run(MostPerGroup))
            {
                if (tried++ == MostTried) break;
                if (Try(document, ledger, set, before, settings, patience) is { } repair) ranked.Add((set, repair));
                // The best two resolve nothing: no rule sees what these relations do.
                else if (ranked.Count == 0 && ++vain == 2) break;
            }
            // What breaks another rule is a worse guess, however well the sums would hold.
            ranked = [.. ranked.OrderBy(r => r.Repair.Raises.Count(f => f.Severity == Severity.Error))];
            if (ranked.Count == 0) continue;
            explained.UnionWith(ranked[0].Set.Mends);
            var group = repairs.Count == 0 ? 1 : repairs[^1].Group + 1;
            for (var i = 0; i < ranked.Count; i++) repairs.Add(ranked[i].Repair with { Group = group, Rank = i + 1 });
        }
        return repairs;
    }

    static Repair? Try(DisclosureDocument document, Ledger ledger, ChangeSet set, IReadOnlyList<Finding> before, RuleSettings? settings,
        Patience patience)
    {
        var changed = document;
        foreach (var change in set.Changes)
        {
            if (Apply(changed, ledger.Entries[change.Entry], change.To) is not { } next) return null;
            changed = next;
        }
        var after = RuleBook.Run(changed, settings, patience).Findings;
        var resolves = Without(before, after);
        if (!resolves.Exists(f => f.Severity != Severity.Info)) return null;
        return new([.. set.Changes.Select(c => Told(ledger.Entries[c.Entry], c))], resolves,
            Without(after, before)) { Mended = set.Mends.Length };
    }

    static FigureChange Told(Entry entry, Change change)
    {
        var to = (long)change.To;
        var (from, should) = entry.Address.Kind switch
        {
            FigureKind.Count => ($"{entry.Value}", $"{to}"),
            FigureKind.Printed when entry.Spot.Part is Figure { Measure: Measure.Count } figure =>
                ($"{entry.Value}{figure.Unit}", $"{to}{figure.Unit}"),
            _ => (entry.Value is { } fen ? entry.Spot.Write(fen) : "（空白）", entry.Spot.Write(to)),
        };
        var place = entry.Address is { Kind: FigureKind.Project, Subject.Name: { } name }
            ? new Place($"project:{name}", $"项目清单 / {name}") : entry.Spot.Place;
        return new(entry.Address, place, from, should, entry.Value, to, change.Slip);
    }

    static DisclosureDocument? Apply(DisclosureDocument document, Entry entry, Int128 value)
    {
        if (value > long.MaxValue || value < long.MinValue) return null;
        var (to, at) = ((long)value, entry.Address);
        switch (at.Kind)
        {
            case FigureKind.Cell:
                var table = document.Tables.FirstOrDefault(t => t?.Number == at.Table && t.Role == ((Table)entry.Spot.Owner!).Role);
                if (table is null) return null;
                var was = table.Rows[at.Row].Printed?[at.Column];
                return document.WithCell(table, at.Row, at.Column, to, was is null ? null : PrintedNumber.Of(to, table.Unit, was)
                    .ToString());
            case FigureKind.Fact or FigureKind.Count or FigureKind.Prior:
                var fact = document.Facts[at.Subject];
                return document.WithFact(at.Kind switch
                {
                    FigureKind.Count => fact with { Count = to },
                    FigureKind.Prior => fact with { Prior = new Amount(to) },
                    _ => fact with { Amount = new Amount(to) },
                });
            case FigureKind.Project: return document.WithProject(at.Index, new Amount(to));
            case FigureKind.FormYear: return document.WithForm(at.Index, f => f with { Year = new Amount(to) });
            case FigureKind.FormTotal: return document.WithForm(at.Index, f => f with { ExpenditureTotal = new Amount(to) });
            case FigureKind.FormLine: return document.WithForm(at.Index, f =>
                f with { Expenditure = [.. f.Expenditure.Select((l, i) => i == at.Part ? l with { Amount = new Amount(to) } : l)] });
            // A figure that was only read from the words has no place of its own to be changed at.
            case FigureKind.Printed when entry.Spot.Part is Figure figure
                && document.Printed!.Statements.FirstOrDefault(p => p?.Index == at.Index)?.Figures?.FirstOrDefault(f =>
                f?.Index == at.Part)?.Label == figure.Label:
                return document.WithPrinted(at.Index, at.Part, PrintedNumber.Of(to, figure));
            default: return null;
        }
    }

    /// <summary>The findings of the one that the other does not have; equal ones are counted.</summary>
    static List<Finding> Without(IReadOnlyList<Finding> findings, IReadOnlyList<Finding> others)
    {
        var count = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in others) count[finding.Fingerprint] = count.GetValueOrDefault(finding.Fingerprint) + 1;
        var left = new List<Finding>();
        foreach (var finding in findings)
        {
            if (count.GetValueOrDefault(finding.Fingerprint) is > 0 and var n) count[finding.Fingerprint] = n - 1;
            else left.Add(finding);
        }
        return left;
    }
}
