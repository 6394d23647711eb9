using System.Globalization;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Rules.Chapters;

/// <summary>Percentages in prose: part of a whole, to the decimals that are printed.</summary>
static class Shares
{
    /// <summary>The printed share is part ÷ whole, to ±0.01 point or half a unit of the last printed digit.</summary>
    public static void Equal(Check check, in Told share, in Reading part, in Reading whole, string rule, string ruleEn)
    {
        if (!share.IsNumber || !part.IsNumber || !whole.IsNumber || whole.Fen == 0) return;
        var exact = (Int128)part.Fen * 100 * Told.PerPercent / whole.Fen;
        // Rounded to two decimals, as it would be printed.
        var expected = (exact + (exact < 0 ? -50 : 50)) / 100 * 100;
        var tolerance = Tolerance(share);
        var difference = share.Value - expected;
        if (Int128.Abs(difference) <= tolerance)
        {
            check.Compared();
            return;
        }
        var place = share.Spot.Place;
        var (found, should, by) = (Write(share.Value), Write(expected), (difference > 0 ? "+" : "") + Write(difference));
        check.Fail(place,
            $"{rule}：{place.Text} 为 {found}，按 {part.Shown} ÷ {whole.Shown} 应为 {should}，相差 {by}。请重新计算比重。",
            $"{ruleEn}: {found} at {place.Text}; {part.Shown} ÷ {whole.Shown} gives {should}, difference {by}. Compute the share again.",
            found, should, by, "±" + Write(tolerance));
    }

    public static Int128 Tolerance(in Told share)
    {
        var unit = Told.PerPercent;
        for (var i = 0; i < Math.Min(share.Figure.Value?.Decimals ?? 0, 4); i++) unit /= 10;
        return Math.Max(Told.PerPercent / 100, unit / 2);
    }

    public static string Write(Int128 scaled) => Int128.Abs(scaled) > 1_000_000_000_000_000
        ? "极大数"
        : decimal.Round((decimal)scaled / Told.PerPercent, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture) + "%";
}
