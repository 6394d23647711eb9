using Budget.Document;
using Budget.Document.Codes;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Wire = Budget.V1;

namespace Budget.Contracts;

/// <summary>The rule book's answer as a message.</summary>
public static class ReportMessages
{
    public static Wire.CheckReport ToMessage(this Report report, string edition)
    {
        var message = new Wire.CheckReport { Edition = edition, RuleBook = report.Stamp };
        foreach (var answer in report.Answers)
        {
            switch (answer.Answer)
            {
                case Answer.Passed: message.Passed++; break;
                case Answer.Failed: message.Failed++; break;
                case Answer.NotCheckable:
                    message.NotCheckable++;
                    message.NotChecked.Add(new Wire.NotChecked { Rule = answer.Rule.Id, Reason = answer.Reason, ReasonEn = answer.ReasonEn });
                    break;
            }
        }
        var told = Told(report.Findings);
        foreach (var part in report.Parts())
        {
            foreach (var finding in part.Findings)
            {
                if (told.Contains(finding)) message.Findings.Add(finding.ToMessage(part.Title));
                else message.FindingsLeftOut++;
            }
        }
        message.CodeLists.AddRange(CodeLists());
        return message;
    }

    /// <summary>An answer must not grow with what is sent: a document that is wrong throughout is told by its worst findings, and how many more there are.</summary>
    public const int MostFindings = 2_000, MostFindingCharacters = 400_000;

    /// <summary>Findings quote the document; this much of it tells which words are meant.</summary>
    public const int LongestQuote = 500;

    static HashSet<Finding> Told(IReadOnlyList<Finding> findings)
    {
        var told = new HashSet<Finding>(ReferenceEqualityComparer.Instance);
        var left = MostFindingCharacters;
        foreach (var finding in findings.OrderBy(finding => finding.Severity))
        {
            left -= finding.Place.Text.Length + Math.Min(finding.Found.Length, LongestQuote) + Math.Min(finding.Expected.Length, LongestQuote)
                + Math.Min(finding.Message.Length, LongestQuote) + Math.Min(finding.MessageEn.Length, LongestQuote);
            if (left < 0 || told.Count == MostFindings) break;
            told.Add(finding);
        }
        return told;
    }

    static string Quote(string text) => text.Length <= LongestQuote ? text : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…";

    public static IEnumerable<Wire.CodeList> CodeLists() => CodeList.All.Select(list => new Wire.CodeList
    {
        Id = list.Id,
        Name = list.Name,
        NameEn = list.NameEn,
        Year = list.Year,
        KnownUntil = list.KnownUntil,
        Hash = list.Hash,
    });

    public static Wire.CheckRule ToMessage(this Rule rule)
    {
        var (chapter, explained) = (RuleCatalogue.ChapterOf(rule), rule.Explanation);
        return new Wire.CheckRule
        {
            Id = rule.Id,
            Severity = (Wire.Severity)rule.Severity,
            Chapter = chapter.Prefix,
            ChapterName = chapter.Chinese,
            ChapterNameEn = chapter.English,
            Title = rule.Title,
            TitleEn = rule.TitleEn,
            Why = explained.Why,
            WhyEn = explained.WhyEn,
            Mend = explained.Mend,
            MendEn = explained.MendEn,
            Needs = explained.Needs,
            NeedsEn = explained.NeedsEn,
            Breaks = explained.Breaks,
            Holds = explained.Holds,
            Basis = new Wire.RuleBasis { Kind = (Wire.BasisKind)((int)explained.Basis + 1), Text = rule.Basis.Text, Certainty = (Wire.BasisCertainty)((int)explained.Certainty + 1) },
            FirstYear = explained.FirstYear,
            LastYear = explained.LastYear == int.MaxValue ? 0 : explained.LastYear,
        };
    }

    /// <param name="part">The part of the document as a report names it; empty outside of a report.</param>
    public static Wire.Finding ToMessage(this Finding finding, string part = "") => new()
    {
        Rule = finding.Rule.Id,
        Severity = (Wire.Severity)finding.Severity,
        Place = finding.Place.Text,
        Found = Quote(finding.Found),
        Expected = Quote(finding.Expected),
        Difference = Quote(finding.Difference),
        Message = Quote(finding.Message),
        MessageEn = Quote(finding.MessageEn),
        Basis = finding.Rule.Basis.Text,
        Fingerprint = finding.Fingerprint,
        Tolerance = finding.Tolerance,
        Part = part,
        Mend = finding.Rule.Explanation.Mend,
        MendEn = finding.Rule.Explanation.MendEn,
    };
}
