using Budget.Document;

namespace Budget.Truth;

/// <summary>Changes in the forms of performance targets.</summary>
static class FormChanges
{
    public static IEnumerable<Changes.Possible> Of(DisclosureDocument document)
    {
        if (document.Targets is not { } targets) yield break;
        for (var i = 0; i < targets.Projects.Count; i++)
        {
            var (at, form) = (i, targets.Projects[i]);
            Changes.Possible Make(string kind, string what, ProjectTarget by) => new("form: " + kind, $"{form.Name} {what}", () => document with { Targets = targets with { Projects = [.. targets.Projects.Select((f, n) => n == at ? by : f)] } });
            if (form.Total is { } total && form.Total.Value.Fen != 0) yield return Make("amount", "total", form with { Total = Slip(total) });
            if (form.Year is { } year && year.Fen != 0) yield return Make("amount", "year", form with { Year = Slip(year) });
            for (var f = 0; f < form.Funding.Count; f++)
            {
                if (form.Funding[f].Amount is not { Fen: not 0 } amount) continue;
                var n = f;
                yield return Make("amount", form.Funding[f].Source, form with { Funding = [.. form.Funding.Select((x, k) => k == n ? x with { Amount = Slip(amount) } : x)] });
            }
            for (var l = 0; l < form.Expenditure.Count; l++)
            {
                if (form.Expenditure[l].Amount is not { Fen: not 0 } amount) continue;
                var n = l;
                yield return Make("amount", form.Expenditure[l].Item, form with { Expenditure = [.. form.Expenditure.Select((x, k) => k == n ? x with { Amount = Slip(amount) } : x)] });
            }
            for (var k = 0; k < form.Indicators.Count; k++)
            {
                var n = k;
                yield return Make("indicator's value dropped", form.Indicators[k].Name, form with { Indicators = [.. form.Indicators.Select((x, m) => m == n ? x with { Value = "" } : x)] });
            }
            if (form.StartDate.Length > 4) yield return Make("period", form.StartDate, form with { StartDate = (document.Year - 4) + form.StartDate[4..], EndDate = (document.Year - 4) + form.EndDate[Math.Min(4, form.EndDate.Length)..] });
        }
    }

    static Amount Slip(Amount amount) => new(amount.Fen * 10);
}
