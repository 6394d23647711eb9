using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Rules.Chapters;

static class Negatives
{
    /// <summary>No money cell of the side is below zero; changes may be.</summary>
    public static void Find(Check check, Sheet sheet, Side side, string of)
    {
        for (var c = 0; c < sheet.Columns.Count; c++)
        {
            if (sheet.Columns[c] is not { } head || (side != Side.Single && head.Side != side) || head.Role is ColumnRole.Change or ColumnRole.ChangeRate or ColumnRole.Unknown) continue;
            foreach (var row in sheet.Rows)
            {
                if (row is null || (side != Side.Single && row.Side != side)) continue;
                var amount = sheet.At(row, c);
                if (!amount.IsNumber) continue;
                if (amount.Fen >= 0) check.Compared();
                else Report(check, amount, of);
            }
        }
    }

    public static void Find(Check check, in Told told, string of)
    {
        if (!told.IsNumber) return;
        if (told.Value >= 0) check.Compared();
        else Report(check, told.Reading, of);
    }

    static void Report(Check check, in Reading amount, string of)
    {
        var place = amount.Spot.Place;
        check.Fail(place,
            $"{of}为负数：{place.Text} 为 {amount.Shown}。预算数不应为负，请核对。",
            $"a negative amount: {amount.Shown} at {place.Text}. A budget has no negative amounts; check it.",
            amount.Shown, "≥ 0");
    }
}
