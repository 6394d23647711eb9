using Budget.Document.Relations;

namespace Budget.Document.Recognition;

/// <summary>
/// One comparison with last year as prose prints it: the amount, by how much and by what percentage it changed, and last
/// year's figure where it is printed beside it. The four are places in <see cref="Evidence.Told"/>, −1 where not printed.
/// </summary>
sealed class Comparison(Evidence evidence, SubjectKind kind, int code)
{
    int amount = -1, change = -1, rate = -1, prior = -1;

    public SubjectKind Kind => kind;
    public int Code => code;
    public Told? Amount => At(amount);
    public Told? Change => At(change);
    public Told? Rate => At(rate);
    public Told? Prior => At(prior);

    /// <summary>The figure that says how it changed.</summary>
    public Told Said => (Change ?? Rate ?? Amount ?? Prior)!.Value;

    public bool IsMade => change >= 0 || rate >= 0;

    public string Reason => Change is { Figure.Reason: { Length: > 0 } reason } ? reason : Rate is { Figure.Reason: { Length: > 0 } other } ? other : Amount?.Figure.Reason ?? "";

    public bool AgainstExecution => Said.Figure.Basis.Contains("执行", StringComparison.Ordinal);

    public Direction Direction => Change is { Direction: not Direction.Unsaid } said ? said.Direction : Rate?.Direction ?? Direction.Unsaid;

    /// <summary>The signed change as printed; a change without a word of its own takes the percentage's.</summary>
    public Int128? SignedChange => Change is not { } told ? null : told.SignedChange is { } signed ? signed
        : told.IsNumber && Rate is { Direction: Direction.Up or Direction.Down } by ? by.Direction == Direction.Up ? told.Value : -(Int128)told.Value : null;

    /// <summary>Last year's figure: printed beside it, else what the amount and its change leave.</summary>
    public Int128? Before => Prior is { IsNumber: true } printed ? printed.Value : Amount is { IsNumber: true } now && SignedChange is { } by ? now.Value - by : null;

    /// <summary>How far rounding may take <see cref="Before"/>.</summary>
    public long Grain => Math.Max(Amount?.Grain ?? 0, Math.Max(Change?.Grain ?? 0, Prior?.Grain ?? 0));

    /// <summary>By how much it changed, from whatever is printed.</summary>
    public Int128? Difference => SignedChange ?? (Before is { } before && Amount is { IsNumber: true } now ? now.Value - before
        : Rate is { Direction: Direction.Level } or { IsNumber: true, Value: 0 } ? 0 : null);

    Told? At(int index) => index < 0 ? null : evidence.Told[index];

    bool Take(Told told, int index)
    {
        switch (told.Measure)
        {
            case Measure.Amount when told.Prior && prior < 0: prior = index; return true;
            case Measure.Amount when !told.Prior && !IsMade:
                if (amount < 0) amount = index;
                return true;
            case Measure.Change when change < 0: change = index; return true;
            case Measure.ChangeRate when rate < 0: rate = index; return true;
            default: return false;
        }
    }

    /// <summary>How many subjects of one paragraph are kept in mind; no real paragraph compares as many.</summary>
    const int Reach = 16;

    public static List<Comparison> Read(Evidence evidence)
    {
        var all = new List<Comparison>();
        var told = evidence.Told;
        var kept = 0;
        for (var i = 0; i < told.Count; i++)
        {
            var t = told[i];
            if (i > 0 && !ReferenceEquals(told[i - 1].Statement, t.Statement)) kept = Keep(all, kept);
            if (t.Kind == SubjectKind.None || t.Measure is not (Measure.Amount or Measure.Change or Measure.ChangeRate) || t.State == ReadingState.Missing) continue;
            // A total of both sides is one figure with two subjects.
            if (i > 0 && ReferenceEquals(told[i - 1].Figure, t.Figure)) continue;
            var taken = false;
            for (var j = all.Count - 1; j >= kept && j > all.Count - 1 - Reach && !taken; j--)
            {
                if (all[j].Kind == t.Kind && all[j].Code == t.Code) taken = all[j].Take(t, i);
            }
            if (taken) continue;
            var made = new Comparison(evidence, t.Kind, t.Code);
            if (made.Take(t, i)) all.Add(made);
        }
        Keep(all, kept);
        return all;
    }

    /// <summary>Drops what a paragraph tells without comparing it.</summary>
    static int Keep(List<Comparison> all, int from)
    {
        var to = from;
        for (var i = from; i < all.Count; i++)
        {
            if (all[i].IsMade) all[to++] = all[i];
        }
        all.RemoveRange(to, all.Count - to);
        return to;
    }
}
