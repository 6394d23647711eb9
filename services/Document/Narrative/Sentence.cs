using System.Globalization;
using Budget.Document.Relations;

namespace Budget.Document.Narrative;

/// <summary>Fills the slots of a wording for one document.</summary>
sealed class Sentence(DisclosureDocument document, Figures figures)
{
    public DisclosureDocument Document => document;
    public Figures Figures => figures;

    public IReadOnlyList<Run> Fill(Wording wording, Item item)
    {
        var runs = new List<Run>();
        foreach (var part in wording.Parts)
        {
            if (part is OptionalPart optional)
            {
                var inner = new List<Run>();
                foreach (var p in optional.Parts) Fill(p, item, inner);
                if (!inner.Exists(r => r.Gap)) runs.AddRange(inner);
            }
            else Fill(part, item, runs);
        }
        return runs;
    }

    void Fill(WordingPart part, Item item, List<Run> runs)
    {
        if (part is LiteralPart literal)
        {
            runs.Add(new(literal.Text));
            return;
        }
        var slot = (Slot)part;
        var subject = slot.OfItem ? item.Subject : slot.Subject;
        switch (slot.Kind)
        {
            case SlotKind.Department: Words(document.Department.Name); break;
            case SlotKind.District: Words(document.Department.District); break;
            case SlotKind.Year: Words(Number(document.Year)); break;
            case SlotKind.LastYear: Words(Number(document.Year - 1)); break;
            case SlotKind.Offices: Words(string.Join('、', document.Profile.Offices)); break;
            case SlotKind.ExpenseKinds: Words(string.Join('、', document.OperatingExpenseKinds)); break;
            case SlotKind.Number: Words(Number(item.Number)); break;
            case SlotKind.Name: Words(item.Name); break;
            case SlotKind.Text: Words(item.Text); break;
            case SlotKind.Kind: Words(item.Kind); break;
            case SlotKind.Note: Words(item.Note); break;
            case SlotKind.Class: Words(item.Class); break;
            case SlotKind.Section: Words(item.Section); break;
            case SlotKind.Reason: Words(WithoutStop(figures.Reason(subject))); break;
            case SlotKind.Purpose: Words(WithoutStop(figures.Purpose(subject))); break;
            case SlotKind.Amount: Figure(Measure.Amount, Money(figures.Amount(subject))); break;
            case SlotKind.Prior: Figure(Measure.Amount, Money(figures.Prior(subject)), prior: true); break;
            case SlotKind.Count: Figure(Measure.Count, figures.Count(subject) is { } count ? Number(count) : null); break;
            case SlotKind.Share: Figure(Measure.Share, figures.Share(subject, slot.Whole) is { } share ? Percent(share) : null); break;
            case SlotKind.Compare: Compare(amount: true, rate: false); break;
            case SlotKind.CompareRate: Compare(amount: true, rate: true); break;
            case SlotKind.Rate: Compare(amount: false, rate: true); break;
            default: throw new InvalidOperationException($"slot {slot.Kind}");
        }

        void Words(string? text) => runs.Add(string.IsNullOrEmpty(text) ? Run.Missing() : new(text));

        void Figure(Measure measure, string? text, bool prior = false) =>
            runs.Add(text is null ? Run.Missing(subject, measure, prior) : new(text, subject, measure, Prior: prior));

        // 比2020年预算减少11.41万元，下降0.54% · 与2020年预算持平 · against nothing there is no rate, so the amount stands alone.
        void Compare(bool amount, bool rate)
        {
            var basis = BasisOf(slot, subject);
            if (figures.Change(subject) is not { } change)
            {
                runs.Add(new("比" + basis));
                runs.Add(Run.Missing(subject, Measure.Change));
                return;
            }
            if (change.Fen == 0)
            {
                runs.Add(new("与" + basis + "持平", subject, Measure.Change));
                return;
            }
            var percent = rate ? figures.ChangeRate(subject) : null;
            runs.Add(new("比" + basis));
            if (amount || percent is null)
            {
                runs.Add(new(change.Fen > 0 ? "增加" : "减少"));
                runs.Add(new(Money(new Amount(Math.Abs(change.Fen)))!, subject, Measure.Change));
                runs.Add(new(document.Edition.TextUnit.Chinese()));
            }
            if (percent is not { } hundredths) return;
            runs.Add(new(amount ? change.Fen > 0 ? "，增长" : "，下降" : change.Fen > 0 ? "增加" : "减少"));
            runs.Add(new(Percent(Math.Abs(hundredths)), subject, Measure.ChangeRate));
            runs.Add(new("%"));
        }
    }

    string BasisOf(Slot slot, Subject subject)
    {
        var basis = slot.Basis != PriorBasis.Unknown ? slot.Basis : figures.Basis(subject) is var own and not PriorBasis.Unknown ? own
            : document.Edition.ComparedWith;
        return Number(document.Year - 1) + (basis == PriorBasis.PriorExecution ? "年预算执行数" : "年预算");
    }

    string? Money(Amount? amount) => amount?.In(document.Edition.TextUnit);

    static string WithoutStop(string text) => text.TrimEnd('。', '；', ' ');

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Percent(long hundredths) => (hundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
