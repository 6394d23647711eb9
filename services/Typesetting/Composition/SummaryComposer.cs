using Budget.Document;
using Budget.Document.Relations;

namespace Budget.Typesetting.Composition;

/// <summary>The answer before the document: one sentence in plain words and the four figures people ask for first.</summary>
sealed class SummaryComposer(KnownFigures figures, Language language)
{
    readonly MoneyUnit unit = figures.Document.Edition.TextUnit;
    readonly AmountWords words = new(figures.Document.Edition.TextUnit, language);

    public Summary? Compose()
    {
        var shown = new List<SummaryFigure>();
        Add(language.Of("收支总预算", "Total budget"), SubjectKind.Revenue, SubjectKind.RevenueFiscalAppropriation);
        Add(language.Of("基本支出", "Basic expenditure"), SubjectKind.ExpenditureBasic, SubjectKind.GeneralBasic);
        Add(language.Of("项目支出", "Project expenditure"), SubjectKind.ExpenditureProject, SubjectKind.GeneralProject);
        Add(language.Of("“三公”经费", "Three public expenses"), SubjectKind.ThreePublic);
        return shown.Count == 0 ? null : new Summary(Sentence(), shown);

        void Add(string label, SubjectKind subject, SubjectKind part = SubjectKind.None)
        {
            if (figures.Amount(subject, part) is not { } amount) return;
            var change = figures.Change(subject, part);
            shown.Add(new SummaryFigure(label, amount.In(unit), words.Unit, Math.Sign(change?.Amount.Fen ?? 0), change is { } c ? words.Change(c.Amount, c.Rate) : ""));
        }
    }

    string Sentence()
    {
        var (name, year) = (figures.Document.Department.Name, figures.Document.Year);
        if (figures.Amount(SubjectKind.Revenue) is not { } total) return language.Of($"{name}{year}年部门预算主要数字如下。", $"Main figures of the {year} budget of {name}.");
        var text = language.Of($"{year}年，{name}计划收入、支出各{words.Amount(total)}", $"In {year} {name} plans revenue and expenditure of {words.Amount(total)} each");
        if (figures.Change(SubjectKind.Revenue, SubjectKind.RevenueFiscalAppropriation) is { } change) text += language.Of("，", ", ") + words.Change(change.Amount, change.Rate);
        if (total.Fen > 0 && figures.Amount(SubjectKind.RevenueGeneralPublicBudget) is { } general)
        {
            var share = Figures.Ratio(general.Fen, total.Fen);
            text += share == 10_000 ? language.Of("，全部来自一般公共预算财政拨款", ", all of it from the general public budget")
                : language.Of($"，其中{Composer.Percent(share)}%来自一般公共预算财政拨款", $", {Composer.Percent(share)}% of it from the general public budget");
        }
        return text + language.Of("。", ".");
    }
}
