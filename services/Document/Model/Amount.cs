using System.Globalization;

namespace Budget.Document;

/// <summary>Money as an integer of fen (CNY/100). 元 and 万元 exist only when printing and reading.</summary>
public readonly record struct Amount(long Fen) : IComparable<Amount>
{
    public const long FenPerYuan = 100;
    public const long FenPerWan = 1_000_000;

    public static readonly Amount Zero;

    public static Amount operator +(Amount a, Amount b) => new(checked(a.Fen + b.Fen));
    public static Amount operator -(Amount a, Amount b) => new(checked(a.Fen - b.Fen));
    public static Amount operator -(Amount a) => new(checked(-a.Fen));
    public static bool operator <(Amount a, Amount b) => a.Fen < b.Fen;
    public static bool operator >(Amount a, Amount b) => a.Fen > b.Fen;
    public static bool operator <=(Amount a, Amount b) => a.Fen <= b.Fen;
    public static bool operator >=(Amount a, Amount b) => a.Fen >= b.Fen;

    public int CompareTo(Amount other) => Fen.CompareTo(other.Fen);

    /// <summary>Two decimals in 元, with thousands separators: "11,919,501.84".</summary>
    public string InYuan() => (Fen / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>Two decimals in 万元, half away from zero as people round: "1,191.95".</summary>
    public string InWan() =>
        Math.Round(Fen / 1_000_000m, 2, MidpointRounding.AwayFromZero).ToString("#,##0.00", CultureInfo.InvariantCulture);

    public string In(MoneyUnit unit) => unit == MoneyUnit.Wan ? InWan() : InYuan();

    public override string ToString() => $"{InYuan()}元";
}

/// <summary>The unit in which an edition or a document prints money.</summary>
public enum MoneyUnit
{
    /// <summary>元</summary>
    Yuan,

    /// <summary>万元</summary>
    Wan,
}

public static class MoneyUnits
{
    public static string Chinese(this MoneyUnit unit) => unit == MoneyUnit.Wan ? "万元" : "元";

    public static long Fen(this MoneyUnit unit) => unit == MoneyUnit.Wan ? Amount.FenPerWan : Amount.FenPerYuan;

    /// <summary>Reads 元 or 万元; null for anything else.</summary>
    public static MoneyUnit? Parse(string? text) => text?.Trim() switch { "元" => MoneyUnit.Yuan, "万元" => MoneyUnit.Wan, _ => null };
}
