using Budget.Document;

namespace Budget.Transcriptions;

static class Numbers
{
    /// <summary>A member as fen; null where it is blank, and kept as a note where it is no amount.</summary>
    public static long? Fen(this Node node, string name, MoneyUnit unit)
    {
        var printed = node.Text(name);
        if (printed.Length == 0) return null;
        if (PrintedNumber.Parse(printed)?.AsMoney(unit) is { } amount) return amount.Fen;
        node.Remarks.Keep($"{node.Path}.{name}", printed, $"is no amount of {unit.Chinese()}");
        return null;
    }

    /// <summary>元 or 万元 out of what is printed ("单位：万元"); null where neither is there.</summary>
    public static MoneyUnit? Unit(string printed) =>
        printed.Contains("万元", StringComparison.Ordinal) ? MoneyUnit.Wan : printed.Contains('元', StringComparison.Ordinal) ? MoneyUnit.Yuan : null;
}
