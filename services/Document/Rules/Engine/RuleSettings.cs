using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Budget.Document.Rules.Engine;

/// <summary>
/// What a district has decided about the rule book for a year: rules graded otherwise or switched off, and the numbers that the
/// book leaves to it. A pure value; the same settings have the same hash, whoever made them and when.
/// </summary>
public sealed class RuleSettings
{
    public static readonly RuleSettings None = new(new Dictionary<Rule, Severity?>(), new Dictionary<Band, long>());

    readonly Dictionary<string, Severity?> grades;
    readonly long[] bands;

    /// <param name="grades">Rules and their severity; null switches the rule off.</param>
    /// <param name="bands">Numbers other than the usual ones.</param>
    public RuleSettings(IReadOnlyDictionary<Rule, Severity?> grades, IReadOnlyDictionary<Band, long> bands)
    {
        this.grades = new(StringComparer.Ordinal);
        foreach (var (rule, severity) in grades)
        {
            // What says the same as the book says nothing.
            if (severity != rule.Severity) this.grades[rule.Id] = severity;
        }
        this.bands = [.. BandTerms.All.Select(t => bands.TryGetValue(t.Band, out var value) ? value : t.Usual)];
        if (this.grades.Count == 0 && BandTerms.All.All(t => this.bands[(int)t.Band] == t.Usual)) return;
        Hash = HashOf(this.grades, this.bands);
    }

    /// <summary>Empty where nothing differs from the book.</summary>
    public string Hash { get; } = "";

    public long Band(Band band) => bands[(int)band];

    public bool IsOff(Rule rule) => grades.Count > 0 && grades.TryGetValue(rule.Id, out var severity) && severity is null;

    /// <summary>
    /// The severity of a finding: the district's for the rule. What the rule itself grades otherwise, because it is milder here
    /// (a difference that rounding explains, say), never becomes graver by a district's setting.
    /// </summary>
    public Severity Grade(Rule rule, Severity? own)
    {
        if (grades.Count == 0 || !grades.TryGetValue(rule.Id, out var set) || set is not { } severity) return own ?? rule.Severity;
        return own is { } by && by != rule.Severity && by > severity ? by : severity;
    }

    static string HashOf(Dictionary<string, Severity?> grades, long[] bands)
    {
        var text = new StringBuilder();
        foreach (var (id, severity) in grades.OrderBy(g => g.Key, StringComparer.Ordinal))
            text.Append(id).Append('=').Append(severity?.ToString() ?? "off").Append('\n');
        foreach (var term in BandTerms.All)
        {
            if (bands[(int)term.Band] != term.Usual)
                text.Append(term.Id).Append('=').Append(bands[(int)term.Band].ToString(CultureInfo.InvariantCulture)).Append('\n');
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12];
    }
}

/// <summary>A number that a rule compares with and that is practice, not law and not arithmetic.</summary>
public enum Band
{
    LeastPerVehicle, MostPerVehicle,
    LeastOperatingPerHead, MostOperatingPerHead,
    LeastWagePerHead, MostWagePerHead,
    SmallFirmsShare, SmallestFirmsShare,
    LargeChange,
    SatisfactionFloor,
    FewestIndicators, MostIndicators,
    SingleLineFrom, DesktopCap,
}

public enum BandUnit { Fen, Percent, Count }

/// <summary>
/// A band as people read it: id on the wire, names, unit, the usual value, what values make sense, and the rules that compare with it.
/// </summary>
public sealed record BandTerm(Band Band, string Id, BandUnit Unit, long Usual, long Least, long Most, string Chinese, string English,
    params string[] Rules);

public static class BandTerms
{
    const long TenMillionYuan = 10_000_000 * Amount.FenPerYuan;

    /// <summary>In the order of <see cref="Band"/>.</summary>
    public static readonly IReadOnlyList<BandTerm> All =
    [
        new(Band.LeastPerVehicle, "vehicle_cost.least", BandUnit.Fen, 15_000 * Amount.FenPerYuan, 0, TenMillionYuan,
            "每辆公务用车年运行费下限", "least cost of running a vehicle a year", "TPE-013"),
        new(Band.MostPerVehicle, "vehicle_cost.most", BandUnit.Fen, 50_000 * Amount.FenPerYuan, 0, TenMillionYuan,
            "每辆公务用车年运行费上限", "greatest cost of running a vehicle a year", "TPE-013"),
        new(Band.LeastOperatingPerHead, "operating_per_head.least", BandUnit.Fen, 5_000 * Amount.FenPerYuan, 0, TenMillionYuan,
            "人均机关运行经费下限", "least operating expenses per head", "OTH-011"),
        new(Band.MostOperatingPerHead, "operating_per_head.most", BandUnit.Fen, 200_000 * Amount.FenPerYuan, 0, TenMillionYuan,
            "人均机关运行经费上限", "greatest operating expenses per head", "OTH-011"),
        new(Band.LeastWagePerHead, "wage_per_head.least", BandUnit.Fen, 50_000 * Amount.FenPerYuan, 0, TenMillionYuan,
            "人均工资福利支出下限", "least wages and welfare per head", "STF-009"),
        new(Band.MostWagePerHead, "wage_per_head.most", BandUnit.Fen, 800_000 * Amount.FenPerYuan, 0, TenMillionYuan,
            "人均工资福利支出上限", "greatest wages and welfare per head", "STF-009"),
        new(Band.SmallFirmsShare, "small_firms.share", BandUnit.Percent, 30, 0, 100, "面向中小企业预留比例",
            "share of procurement reserved for small and medium firms", "OTH-005"),
        new(Band.SmallestFirmsShare, "smallest_firms.share", BandUnit.Percent, 60, 0, 100, "其中预留给小微企业比例",
            "share of it reserved for small and micro firms", "OTH-005"),
        new(Band.LargeChange, "large_change", BandUnit.Percent, 30, 0, 1000, "较大增减的界限", "what counts as a large change", "YOY-013",
            "YOY-017"),
        new(Band.SatisfactionFloor, "satisfaction.floor", BandUnit.Percent, 80, 0, 100, "满意度指标值下限", "least satisfaction to aim at",
            "IND-023"),
        new(Band.FewestIndicators, "indicators.fewest", BandUnit.Count, 3, 0, 1000, "每个项目绩效指标最少个数",
            "fewest indicators of a project", "IND-024"),
        new(Band.MostIndicators, "indicators.most", BandUnit.Count, 20, 0, 1000, "每个项目绩效指标最多个数",
            "most indicators of a project", "IND-024"),
        new(Band.SingleLineFrom, "project.single_line_from", BandUnit.Fen, 100_000 * Amount.FenPerYuan, 0, 100 * TenMillionYuan,
            "项目须细化到多行明细的金额", "money from which a project has more than one line", "PRJ-027"),
        new(Band.DesktopCap, "project.desktop_cap", BandUnit.Fen, 5_000 * Amount.FenPerYuan, 0, TenMillionYuan, "每台台式计算机配置标准",
            "greatest price of a desktop computer", "PRJ-026"),
    ];

    /// <summary>Bands with two ends; the first may not exceed the second.</summary>
    public static readonly IReadOnlyList<(Band Least, Band Most)> Pairs =
    [
        (Band.LeastPerVehicle, Band.MostPerVehicle), (Band.LeastOperatingPerHead, Band.MostOperatingPerHead),
        (Band.LeastWagePerHead, Band.MostWagePerHead), (Band.FewestIndicators, Band.MostIndicators),
    ];

    public static BandTerm Of(Band band) => All[(int)band];

    public static BandTerm? Find(string id) => All.FirstOrDefault(t => t.Id == id);
}
