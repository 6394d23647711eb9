using System.Security.Cryptography;
using System.Text;
using Budget.Document.Rules.Chapters;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Rules;

/// <summary>All rules in the document's order, and the run over one document.</summary>
public static class RuleBook
{
    public static readonly IReadOnlyList<Rule> Rules = [.. StructureRules.All, .. RevenueRules.All, .. ExpenditureRules.Amounts, .. ExpenditureRules.Codes, .. YearOnYearRules.All, .. ThreePublicRules.All, .. OtherMattersRules.All, .. StaffRules.All, .. ProjectTargetRules.All, .. IndicatorRules.All, .. DepartmentTargetRules.All, .. PublicationRules.All, .. AcrossDocumentsRules.All];

    /// <summary>Hash of the catalogue: reports stamped with it are comparable.</summary>
    public static readonly string Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Rules.Select(r => $"{r.Id}|{r.Severity}|{r.Title}|{r.TitleEn}|{r.Basis.Text}")))))[..16];

    public static Report Run(DisclosureDocument document, RuleSettings? settings = null, Patience patience = default)
    {
        settings ??= RuleSettings.None;
        var check = new Check(document, settings) { Patience = patience };
        var answers = new RuleAnswer[Rules.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = check.Run(Rules[i]);
        return new Report(answers, check.Findings) { Document = document, Stamp = StampOf(settings) };
    }

    /// <summary>What a report made with these settings is stamped with.</summary>
    public static string StampOf(RuleSettings settings) => settings.Hash.Length == 0 ? Version : $"{Version}+{settings.Hash}";

    public static Rule? Find(string id) => ById.GetValueOrDefault(id);

    static readonly Dictionary<string, Rule> ById = Rules.ToDictionary(r => r.Id, StringComparer.Ordinal);
}

public sealed record Report(IReadOnlyList<RuleAnswer> Answers, IReadOnlyList<Finding> Findings)
{
    /// <summary>What was checked; null for a report made by hand.</summary>
    public DisclosureDocument? Document { get; init; }

    /// <summary>Which rules answered: the book's version, and with a district's settings their hash.</summary>
    public string Stamp { get; init; } = RuleBook.Version;

    public int Passed => Answers.Count(a => a.Answer == Answer.Passed);
    public int Failed => Answers.Count(a => a.Answer == Answer.Failed);
    public int NotCheckable => Answers.Count(a => a.Answer == Answer.NotCheckable);
    public bool HasErrors => Findings.Any(f => f.Severity == Severity.Error);
}
