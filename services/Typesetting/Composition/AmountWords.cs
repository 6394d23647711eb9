using Budget.Document;

namespace Budget.Typesetting.Composition;

/// <summary>How amounts and changes are said, in the unit of the document's prose.</summary>
sealed class AmountWords(MoneyUnit unit, Language language)
{
    public string Unit { get; } = unit == MoneyUnit.Wan ? language.Of("万元", "10,000 yuan") : language.Of("元", "yuan");

    public string Amount(Amount amount) => language.Of($"{amount.In(unit)}{Unit}", unit == MoneyUnit.Wan ? $"{amount.In(unit)} ×10,000 yuan" : $"{amount.In(unit)} yuan");

    /// <param name="rate">In hundredths of a percent; null against nothing, which has no rate.</param>
    public string Change(Amount change, long? rate)
    {
        if (change.Fen == 0) return language.Of("与上年持平", "the same as last year");
        var up = change.Fen > 0;
        var percent = rate is { } hundredths ? language.Of("（", " (") + $"{(up ? "+" : "−")}{Composer.Percent(Math.Abs(hundredths))}%" + language.Of("）", ")") : "";
        var size = new Amount(Math.Abs(change.Fen));
        return language.Of($"比上年{(up ? "增加" : "减少")}{Amount(size)}{percent}", $"{Amount(size)} {(up ? "more" : "less")} than last year{percent}");
    }
}
