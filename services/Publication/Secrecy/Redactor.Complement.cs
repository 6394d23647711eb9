using Wire = Budget.V1;

namespace Budget.Publication.Secrecy;

// Complementary suppression, as statistics offices do it (Hundepool and others, Statistical Disclosure Control, Wiley 2012, chapter 4): one cell that is
// left out of a sum is the sum less its neighbours, so another is left out with it, and none that is so small that the sum of both tells the one.
public sealed partial class Redactor
{
    /// <summary>What goes with a secret amount is at least this part of it (the p%-rule): else the sum of both would tell it nearly.</summary>
    const int LeastPercent = 10;

    /// <summary>A reader subtracts what is public from what is public; so many projects at once from one figure.</summary>
    const int MostSubtracted = 3;

    const int MostSteps = 100;

    /// <summary>The secret amount follows from what has to stay public; nothing of it can be protected.</summary>
    bool canBeComputed;

    /// <summary>
    /// After the withheld projects are gone: other projects keep their names and lose their amounts, and items are shown at a coarser level, until no
    /// figure less a few published ones gives a hidden amount.
    /// </summary>
    void Complement(Wire.DisclosureFile file, List<long> withheld)
    {
        var hidden = withheld.Where(fen => fen != 0).ToHashSet();
        if (hidden.Count == 0) return;
        // Several that were withheld by name hide each other.
        if (withheld.Count == 1 && !HideAnother(file, hidden, hidden.Single())) canBeComputed = true;
        for (var step = 0; step < MostSteps && Leak(file, hidden) is { } row; step++)
        {
            if (!row.IsTotal && row.Code.Length is 5 or 7)
            {
                LeaveOutCodes(file.Budget, row.Code, row.Code.Length == 7 ? Wire.RedactionLevel.Section : Wire.RedactionLevel.Class, Document.RowKind.FunctionCodes, isSecret: false);
            }
            else if (!HideAnother(file, hidden, hidden.Max()))
            {
                canBeComputed = true;
                return;
            }
        }
        if (Leak(file, hidden) is not null) canBeComputed = true;
    }

    /// <summary>The smallest other project that is not too small; if all are, the largest.</summary>
    bool HideAnother(Wire.DisclosureFile file, HashSet<long> hidden, long secret)
    {
        var others = Amounts(file).Where(project => project.Value != 0 && !hidden.Contains(project.Value)).OrderBy(project => project.Value).ThenBy(project => project.Key, StringComparer.Ordinal).ToList();
        if (others.Count == 0) return false;
        var other = others.FirstOrDefault(project => (Int128)project.Value * 100 >= (Int128)secret * LeastPercent, others[^1]);
        hidden.Add(other.Value);
        Forget(other.Value);
        // Whatever has that amount: a project of the same amount would tell it too.
        foreach (var line in file.Budget.Projects.Where(line => line.HasFen && line.Fen == other.Value)) line.ClearFen();
        foreach (var fact in file.Budget.Facts.Where(fact => fact.Subject.StartsWith("project:", StringComparison.Ordinal) && fact.HasFen && fact.Fen == other.Value)) fact.ClearFen();
        foreach (var form in file.Targets?.Projects.Where(form => form.Name == other.Key || (form.HasYearFen && form.YearFen == other.Value)) ?? [])
        {
            ForgetAll(form);
            form.ClearYearFen();
            form.ClearTotalFen();
            form.ClearExpenditureTotalFen();
            foreach (var line in form.Funding) line.ClearFen();
            foreach (var line in form.Expenditure) line.ClearFen();
        }
        marks.Add("部分项目的金额依法不单列公开，合计数不变。");
        return true;
    }

    void ForgetAll(Wire.ProjectTarget form)
    {
        Forget(form.HasYearFen ? form.YearFen : null);
        Forget(form.HasTotalFen ? form.TotalFen : null);
        Forget(form.HasExpenditureTotalFen ? form.ExpenditureTotalFen : null);
        foreach (var line in form.Funding) Forget(line.HasFen ? line.Fen : null);
        foreach (var line in form.Expenditure) Forget(line.HasFen ? line.Fen : null);
    }

    /// <summary>What is public of projects' amounts: the list, and the forms that are in no list.</summary>
    static Dictionary<string, long> Amounts(Wire.DisclosureFile file)
    {
        var amounts = file.Budget.Projects.Where(line => line.HasFen).GroupBy(line => line.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Fen, StringComparer.Ordinal);
        foreach (var form in file.Targets?.Projects.Where(form => form.HasYearFen) ?? []) amounts.TryAdd(form.Name, form.YearFen);
        return amounts;
    }

    /// <summary>A row with a figure that is a hidden amount, or is one together with published projects.</summary>
    Wire.Row? Leak(Wire.DisclosureFile file, HashSet<long> hidden)
    {
        var published = Amounts(file).Values.Where(fen => fen != 0).ToList();
        var telling = new HashSet<Int128>();
        foreach (var secret in hidden) Add(secret, 0, 0);
        foreach (var table in file.Budget.Tables.Where(t => edition.Find(t.Number)?.Rows == Document.RowKind.FunctionCodes))
        {
            // The finest first: what is shown coarser may then hold more than one.
            foreach (var row in table.Rows.OrderByDescending(r => r.IsTotal ? 0 : r.Code.Length))
            {
                if (row.Cells.Any(cell => cell.HasFen && cell.Fen != 0 && telling.Contains(cell.Fen))) return row;
            }
        }
        return null;

        void Add(Int128 sum, int from, int taken)
        {
            telling.Add(sum);
            if (taken == MostSubtracted) return;
            for (var i = from; i < published.Count; i++) Add(sum + published[i], i + 1, taken + 1);
        }
    }
}
