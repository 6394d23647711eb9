namespace Budget.Document.Repair;

/// <summary>A figure changed to another.</summary>
readonly record struct Change(int Entry, Int128 To, Slip Slip);

/// <summary>
/// Changes that belong together, the relations they mend, the weight of those that would still fail, and how unlikely the slips are.
/// </summary>
sealed record ChangeSet(IReadOnlyList<Change> Changes, int[] Mends, int Left, double Cost);

/// <summary>
/// The search within one group of failed relations: first single figures, and if none makes all relations hold, two and three
/// together, going on from the best. Work is bounded, so that a document that is wrong throughout costs no more than one
/// that is wrong in a few places.
/// </summary>
sealed class Search
{
    /// <summary>
    /// How many singles are looked at closely, from how many of them a search goes on, and how many figures change together at most.
    /// </summary>
    const int Closely = 60, GoOn = 8, MostTogether = 3;

    /// <summary>Less than this is left where every relation that a rule knows holds.</summary>
    const int Solved = Ledger.Held / 2;

    /// <summary>More failed relations than this are not one slip or two.</summary>
    const int MostForSets = 30;

    readonly Ledger ledger;
    readonly Patience patience;
    readonly Int128[] residuals;
    readonly List<int> open;
    readonly Dictionary<int, Int128> values = [];

    public Search(Ledger ledger, ReadOnlySpan<int> failed, Patience patience)
    {
        (this.ledger, this.patience) = (ledger, patience);
        residuals = new Int128[ledger.Identities.Count];
        for (var i = 0; i < residuals.Length; i++) residuals[i] = ledger.Residual(ledger.Identities[i]);
        open = [.. failed];
    }

    /// <summary>Failed relations that have a figure in common, transitively; each group is likely one mistake.</summary>
    public static List<int[]> Groups(Ledger ledger, int most)
    {
        var group = new Dictionary<int, int>();
        var groups = new List<int[]>();
        for (var i = 0; i < ledger.Identities.Count && groups.Count < most; i++)
        {
            // What is only usual accuses nobody; it helps to tell who is guilty.
            if (ledger.Identities[i].Weight < Ledger.Held || group.ContainsKey(i) || !Fails(i)) continue;
            var members = new List<int>();
            var waiting = new Stack<int>([i]);
            group[i] = groups.Count;
            while (waiting.TryPop(out var at))
            {
                members.Add(at);
                foreach (var entry in ledger.Identities[at].Members)
                {
                    foreach (var (next, _) in ledger.Entries[entry].In)
                    {
                        if (Fails(next) && group.TryAdd(next, groups.Count)) waiting.Push(next);
                    }
                }
            }
            groups.Add([.. members.Order()]);
        }
        return groups;

        // A relation that was dropped is in no figure's list any more.
        bool Fails(int i) =>
            !ledger.Identities[i].Holds(ledger.Residual(ledger.Identities[i])) && ledger.Entries[ledger.Identities[i].Members[0]]
            .In.Exists(x => x.Identity == i);
    }

    public IEnumerable<ChangeSet> Run(int most)
    {
        var before = Weight(open);
        var singles = Candidates(open);
        var sets = new List<ChangeSet>();
        foreach (var c in singles) sets.Add(new([c.Change], MendedBy([c.Change]), before - c.Gain, c.Cost));
        if (!sets.Exists(s => s.Left < Solved) && open.Count <= MostForSets) Together([], singles, before, 0, sets);
        // Beside what makes everything hold, what leaves something broken is no advice.
        var least = sets.Count == 0 ? 0 : Math.Max(Solved, sets.Min(s => s.Left) + Solved);
        return sets.Where(s => s.Mends.Length > 0 && s.Left < least).OrderBy(s => s.Changes.Count).ThenBy(s => s.Left).ThenBy(s => s.Cost)
            .Take(most);
    }

    /// <summary>Relations that fail as the document stands and would hold.</summary>
    int[] MendedBy(List<Change> changes)
    {
        var by = new Dictionary<int, Int128>();
        foreach (var change in changes)
        {
            var difference = change.To - (ledger.Entries[change.Entry].Value ?? 0);
            foreach (var (i, sign) in ledger.Entries[change.Entry].In) by[i] = by.GetValueOrDefault(i) + difference * sign;
        }
        return [.. by.Where(b => Fails(b.Key, 0) && !Fails(b.Key, b.Value)).Select(b => b.Key).Order()];

        bool Fails(int i, Int128 difference) => !ledger.Identities[i].Holds(ledger.Residual(ledger.Identities[i]) + difference);
    }

    void Together(List<Change> chosen, List<Candidate> candidates, int left, double cost, List<ChangeSet> sets)
    {
        foreach (var candidate in candidates.Take(GoOn))
        {
            if (candidate.Gain <= -Solved || chosen.Exists(c => c.Entry == candidate.Change.Entry)) continue;
            var touched = Put(candidate.Change);
            var now = left - candidate.Gain;
            List<Change> with = [.. chosen, candidate.Change];
            if (chosen.Count > 0 && now < Solved) sets.Add(new(with, MendedBy(with), now, cost + candidate.Cost));
            else if (with.Count < MostTogether && now >= Solved)
            {
                List<int> failing = [.. open.Concat(touched).Distinct().Where(i => !ledger.Identities[i].Holds(residuals[i]))];
                Together(with, Candidates(failing), now, cost + candidate.Cost, sets);
            }
            Take(candidate.Change);
        }
    }

    readonly record struct Candidate(Change Change, int Gain, double Cost);

    /// <summary>What each member of the failed relations would have to be, best first.</summary>
    List<Candidate> Candidates(List<int> failing)
    {
        var offers = new Dictionary<(int Entry, Int128 By), (int Gain, long Tolerance)>();
        foreach (var i in failing)
        {
            patience.Check();
            var identity = ledger.Identities[i];
            for (var m = 0; m < identity.Members.Length; m++)
            {
                var entry = identity.Members[m];
                var by = -residuals[i] * identity.Signs[m];
                if (offers.ContainsKey((entry, by))) continue;
                var gain = Gain(entry, by);
                if (gain > -Solved) offers[(entry, by)] = (gain, identity.Tolerance);
            }
        }
        var closely = offers.OrderByDescending(o => o.Value.Gain).ThenBy(o => o.Value.Tolerance).ThenBy(o => o.Key.Entry)
            .ThenBy(o => o.Key.By).Take(Closely);
        var candidates = new List<Candidate>();
        foreach (var ((entry, by), (gain, _)) in closely)
        {
            patience.Check();
            var (slip, to, cost) = Explain(entry, by);
            if (candidates.Exists(c => c.Change.Entry == entry && c.Change.To == to)) continue;
            candidates.Add(new(new(entry, to, slip), gain, cost));
        }
        return [.. candidates.OrderByDescending(c => c.Gain).ThenBy(c => c.Cost)];
    }

    /// <summary>The weight of relations that would hold less that of those that would not any more.</summary>
    int Gain(int entry, Int128 by)
    {
        var gain = 0;
        foreach (var (i, sign) in ledger.Entries[entry].In)
        {
            var identity = ledger.Identities[i];
            var (was, willBe) = (identity.Holds(residuals[i]), identity.Holds(residuals[i] + by * sign));
            if (was == willBe) continue;
            gain += willBe ? identity.Weight : -identity.Weight;
        }
        return gain;
    }

    /// <summary>
    /// The slip that would explain the change. Where rounding leaves room, the figure it explains is taken if all relations still hold with
    /// it.
    /// </summary>
    (Slip Slip, Int128 To, double Cost) Explain(int entry, Int128 by)
    {
        var figure = ledger.Entries[entry];
        var from = ValueOf(entry);
        Int128 least = long.MinValue, most = long.MaxValue;
        foreach (var (i, sign) in figure.In)
        {
            var identity = ledger.Identities[i];
            var after = (residuals[i] + by * sign) * sign;
            if (Int128.Abs(after) > identity.Tolerance) continue;
            (least, most) = (Int128.Max(least, -identity.Tolerance - after), Int128.Min(most, identity.Tolerance - after));
        }
        var middle = from + by;
        if (least > most || least == long.MinValue) (least, most) = (0, 0);
        // A count or an amount stored to the fen has no room; a rounded print has a little.
        var (slip, to) = Slips.Of(figure.Value is null && from == 0 ? null : from > long.MaxValue || from < long.MinValue ? null
            : (long)from, middle + least, middle + most, middle);
        var cost = slip.Cost();
        if (from != 0)
        {
            foreach (var (near, value) in ledger.Near(entry))
            {
                if (value != from || near.Cost() >= cost) continue;
                (slip, cost) = (near, near.Cost());
            }
        }
        // Budgets have no negative amounts, and what stands in more places is more likely right in them than wrong.
        if (to < 0 && from >= 0 && !figure.MayBeNegative) cost += 3;
        return (slip, to, cost - Math.Min(figure.In.Count, 8) * 0.01);
    }

    Int128 ValueOf(int entry) => values.TryGetValue(entry, out var value) ? value : ledger.Entries[entry].Value ?? 0;

    /// <summary>Makes the change and returns the relations it touches.</summary>
    IEnumerable<int> Put(Change change)
    {
        var by = change.To - ValueOf(change.Entry);
        values[change.Entry] = change.To;
        foreach (var (i, sign) in ledger.Entries[change.Entry].In) residuals[i] += by * sign;
        return ledger.Entries[change.Entry].In.Select(x => x.Identity);
    }

    void Take(Change change)
    {
        var by = (ledger.Entries[change.Entry].Value ?? 0) - change.To;
        values.Remove(change.Entry);
        foreach (var (i, sign) in ledger.Entries[change.Entry].In) residuals[i] += by * sign;
    }

    int Weight(List<int> failing) => failing.Sum(i => ledger.Identities[i].Weight);
}
