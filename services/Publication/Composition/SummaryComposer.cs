using Budget.Document;
using Budget.Document.Recognition;

namespace Budget.Publication.Composition;

/// <summary>
/// The answer before the document: one sentence in plain words and the four figures people ask for first. Computed where
/// tables and facts say it; of a document made elsewhere whose tables are lost, what its own prose says.
/// </summary>
sealed class SummaryComposer
{
    readonly DisclosureDocument document;
    readonly Figures figures;
    readonly RecognisedFigures printed;
    readonly MoneyUnit unit;

    SummaryComposer(DisclosureDocument document, Figures figures, RecognisedFigures printed) =>
        (this.document, this.figures, this.printed, unit) = (document, figures, printed, document.Edition.TextUnit);

    public static Summary? Compose(DisclosureDocument document, Figures figures, RecognisedFigures printed) => new SummaryComposer(document, figures, printed).Compose();

    Summary? Compose()
    {
        var shown = new List<SummaryFigure>();
        Add("收支总预算", SubjectKind.Revenue, SubjectKind.RevenueFiscalAppropriation);
        Add("基本支出", SubjectKind.ExpenditureBasic, SubjectKind.GeneralBasic);
        Add("项目支出", SubjectKind.ExpenditureProject, SubjectKind.GeneralProject);
        Add("“三公”经费", SubjectKind.ThreePublic);
        return shown.Count == 0 ? null : new Summary(Sentence(), shown);

        void Add(string label, SubjectKind subject, SubjectKind part = SubjectKind.None)
        {
            if ((Amount(subject) ?? Amount(part)) is not { } amount) return;
            var change = Change(subject, part);
            shown.Add(new SummaryFigure(label, amount.In(unit), unit.Chinese(), Math.Sign(change?.Amount.Fen ?? 0), change is { } c ? Words(c) : ""));
        }
    }

    Amount? Amount(SubjectKind subject) => subject == SubjectKind.None ? null : figures.Amount(subject) ?? printed.Amount(subject);

    /// <summary>Where the part is all there is, both subjects are the same money and the comparison stands at either.</summary>
    (Amount Amount, long? Rate)? Change(SubjectKind subject, SubjectKind part) =>
        Change(subject) ?? (Amount(part) is { } amount && amount == (Amount(subject) ?? amount) ? Change(part) : null);

    /// <summary>The change and its rate, both computed or both as printed.</summary>
    (Amount Amount, long? Rate)? Change(SubjectKind subject) =>
        subject == SubjectKind.None ? null
        : figures.Change(subject) is { } computed ? (computed, figures.ChangeRate(subject))
        : printed.Change(subject) is { } said ? (said, printed.ChangeRate(subject))
        : null;

    string Words((Amount Amount, long? Rate) change)
    {
        if (change.Amount.Fen == 0) return "与上年持平";
        var up = change.Amount.Fen > 0;
        var rate = change.Rate is { } hundredths ? $"（{(up ? "+" : "−")}{Composer.Percent(Math.Abs(hundredths))}%）" : "";
        return $"比上年{(up ? "增加" : "减少")}{new Amount(Math.Abs(change.Amount.Fen)).In(unit)}{unit.Chinese()}{rate}";
    }

    string Sentence()
    {
        var name = document.Department.Name;
        if (Amount(SubjectKind.Revenue) is not { } total) return $"{name}{document.Year}年部门预算主要数字如下。";
        var text = $"{document.Year}年，{name}计划收入、支出各{total.In(unit)}{unit.Chinese()}";
        if (Change(SubjectKind.Revenue, SubjectKind.RevenueFiscalAppropriation) is { } change) text += "，" + Words(change);
        if (total.Fen > 0 && Amount(SubjectKind.RevenueGeneralPublicBudget) is { } general)
        {
            var share = Figures.Ratio(general.Fen, total.Fen);
            text += share == 10_000 ? "，全部来自一般公共预算财政拨款" : $"，其中{Composer.Percent(share)}%来自一般公共预算财政拨款";
        }
        return text + "。";
    }
}
