using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Wire = Budget.V1;

namespace Budget.Contracts.Reading;

/// <summary>Reads what a district decides about the rule book; absent is the book as it is.</summary>
public static class SettingsReader
{
    public static (RuleSettings? Settings, IReadOnlyList<FieldViolation> Violations) Read(Wire.RuleSettings? wire, string path)
    {
        if (wire is null) return (RuleSettings.None, []);
        var violations = new Violations();
        var grades = new Dictionary<Rule, Severity?>();
        var bands = new Dictionary<Band, long>();
        if (!violations.TooMany(wire.Grades.Count, RuleBook.Rules.Count, path + ".grades"))
        {
            for (var i = 0; i < wire.Grades.Count; i++) Grade(wire.Grades[i], $"{path}.grades[{i}]", grades, violations);
        }
        if (!violations.TooMany(wire.Bands.Count, BandTerms.All.Count, path + ".bands"))
        {
            for (var i = 0; i < wire.Bands.Count; i++) Band(wire.Bands[i], $"{path}.bands[{i}]", bands, violations);
        }
        if (violations.Any) return (null, violations.List);
        var settings = new RuleSettings(grades, bands);
        foreach (var (least, most) in BandTerms.Pairs)
        {
            if (settings.Band(least) <= settings.Band(most)) continue;
            var (from, to) = (BandTerms.Of(least), BandTerms.Of(most));
            violations.Add(path + ".bands", $"{from.Chinese}（{from.Id} = {settings.Band(least)}）高于{to.Chinese}（{to.Id} = {settings.Band(most)}）；请改正。", $"{from.Id} = {settings.Band(least)} is more than {to.Id} = {settings.Band(most)}");
        }
        return violations.Any ? (null, violations.List) : (settings, []);
    }

    /// <summary>Settings kept from before: what the rule book of today no longer has is passed over, so that a release never closes the gate.</summary>
    public static RuleSettings ReadStored(Wire.RuleSettings wire)
    {
        var known = new Wire.RuleSettings
        {
            Grades = { wire.Grades.Where(g => RuleBook.Find(g.Rule) is not null) },
            Bands = { wire.Bands.Where(b => BandTerms.Find(b.Band) is { } term && b.Value >= term.Least && b.Value <= term.Most) },
        };
        return Read(known, "").Settings ?? RuleSettings.None;
    }

    static void Grade(Wire.RuleGrade wire, string path, Dictionary<Rule, Severity?> grades, Violations violations)
    {
        if (RuleBook.Find(wire.Rule) is not { } rule)
            violations.Add(path + ".rule", $"没有规则“{TableReader.Shown(wire.Rule)}”；规则编号见规则目录。", $"there is no rule \"{TableReader.Shown(wire.Rule)}\"");
        else if (wire.Kind is <= Wire.RuleGradeKind.Unspecified or > Wire.RuleGradeKind.Off)
            violations.Add(path + ".kind", "请说明是错误、警告、提示还是停用。", "say whether it is an error, a warning, a hint or off");
        else if (!grades.TryAdd(rule, wire.Kind == Wire.RuleGradeKind.Off ? null : (Severity)wire.Kind))
            violations.Add(path + ".rule", $"规则 {wire.Rule} 设置了两次；请只保留一个。", $"{wire.Rule} is set twice; keep one");
    }

    static void Band(Wire.RuleBand wire, string path, Dictionary<Band, long> bands, Violations violations)
    {
        if (BandTerms.Find(wire.Band) is not { } term)
            violations.Add(path + ".band", $"没有参数“{TableReader.Shown(wire.Band)}”；可用的：{string.Join("、", BandTerms.All.Select(t => t.Id))}。", $"there is no band \"{TableReader.Shown(wire.Band)}\"; bands: {string.Join(", ", BandTerms.All.Select(t => t.Id))}");
        else if (wire.Value < term.Least || wire.Value > term.Most)
            violations.Add(path + ".value", $"{term.Chinese}应在 {term.Least} 至 {term.Most} 之间，给出的是 {wire.Value}；请核对单位。", $"{term.Id} is from {term.Least} to {term.Most}, given is {wire.Value}; check the unit");
        else if (!bands.TryAdd(term.Band, wire.Value))
            violations.Add(path + ".band", $"参数 {term.Id} 设置了两次；请只保留一个。", $"{term.Id} is set twice; keep one");
    }
}
