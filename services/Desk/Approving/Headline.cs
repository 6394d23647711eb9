using System.Globalization;
using System.Text.RegularExpressions;
using Budget.Desk.Calls;
using Budget.Desk.Frame;
using Budget.Document;
using Budget.Document.Relations;
using Budget.V1;

namespace Budget.Desk.Approving;

/// <summary>The one thing that matters about a disclosure, chosen by the weight of money and law; and whether it needs the approver's mind.</summary>
/// <param name="Kind">How the tag looks: open, look, or plain.</param>
public sealed partial record Headline(string Tag, string Kind, string Line, string Small, bool NeedsMind)
{
    const int LongestLine = 64;

    /// <summary>A change of the whole that is worth a line of its own, in hundredths of a percent.</summary>
    const long Large = 10_00;

    /// <summary>An explanation shorter than this explains nothing ("工作需要").</summary>
    const int Empty = 6;

    public static Headline Of(Disclosure disclosure, Content content, IReadOnlyList<HistoryEntry> history, Here here)
    {
        var findings = disclosure.Report?.Findings ?? [];
        var explained = findings.Where(f => f.Accepted is { Kind: AcceptanceKind.Explained }).OrderByDescending(Weight).ToList();
        var waived = findings.Where(f => f.Accepted is { Kind: AcceptanceKind.Waived }).OrderByDescending(Weight).ToList();
        var submissions = history.Count(e => e.Action == "submit" && e.Version == disclosure.Version);
        var returned = history.LastOrDefault(e => e.Action == "return" && e.Version == disclosure.Version);
        var times = here[submissions > 1 ? $"第{submissions}次送审" : "首次送审", submissions > 1 ? $"submitted {submissions} times" : "first submission"];

        if (returned is not null)
        {
            return new(here["退回后再来", "Returned before"], "open", Short(here["退回过：", "Returned for: "] + returned.Remark), times, true);
        }
        if (explained.FirstOrDefault(f => f.Accepted.Text.Trim().Length < Empty) is { } hollow)
        {
            return new(here["说明太空", "Thin reason"], "look", Short($"{Told(hollow, here)}{here["，原因只写", ": "]}“{hollow.Accepted.Text}”"), Counted(explained.Count, times, here), true);
        }
        if (waived.Count > 0)
        {
            return new(here["有豁免", "Waiver"], "look", Short(Told(waived[0], here)), here[$"豁免 {waived.Count} 条 · {times}", $"{waived.Count} waived · {times}"], true);
        }
        var figures = content.Figures;
        if (figures.Change(SubjectKind.ThreePublic) is { Fen: > 0 } more)
        {
            return new(here["三公增加", "Three-public up"], "look", here[$"“三公”经费比上年多 {more.InWan()} 万元", $"Three-public expenses up by {more.InWan()} 万元"],
                Counted(explained.Count, Reason(figures.Reason(SubjectKind.ThreePublic), times, here), here), true);
        }
        if (figures.ChangeRate(SubjectKind.Expenditure) is { } rate && Math.Abs(rate) >= Large)
        {
            return new(here["变化大", "Large change"], "look", here[$"支出合计比上年变化 {Say.Rate(rate)}（{Say.SignedWan(figures.Change(SubjectKind.Expenditure)!.Value.Fen)} 万元）", $"Expenditure changes by {Say.Rate(rate)}"],
                Counted(explained.Count, Reason(figures.Reason(SubjectKind.Expenditure), times, here), here), true);
        }
        if (explained.Count > 0)
        {
            return new("", "plain", Short(Told(explained[0], here)), here[$"要说明的 {explained.Count} 条都有说明 · {times}", $"all {explained.Count} warnings are explained · {times}"], false);
        }
        var change = figures.Change(SubjectKind.Expenditure);
        var line = change is not { } c ? here["没有上年数可比", "No figure of last year to compare with"]
            : c.Fen == 0 ? here["支出合计与上年相同", "Expenditure as last year"]
            : here[$"支出合计比上年{(c.Fen > 0 ? "多" : "少")} {new Amount(Math.Abs(c.Fen)).InWan()} 万元", $"Expenditure {(c.Fen > 0 ? "up" : "down")} by {new Amount(Math.Abs(c.Fen)).InWan()} 万元"];
        return new("", "plain", line, here[$"{disclosure.Report?.Passed} 条规则通过，没有一条不通过", $"{disclosure.Report?.Passed} rules hold, none fails"], false);
    }

    static string Counted(int explained, string rest, Here here) => explained == 0 ? rest : here[$"说明 {explained} 条 · {rest}", $"{explained} explained · {rest}"];

    static string Reason(string reason, string rest, Here here) => reason.Length == 0 ? rest : Short(here[$"已说明：{reason} · ", $"reason: {reason} · "]) + rest;

    public static string Told(Finding finding, Here here)
    {
        var text = here.English && finding.MessageEn.Length > 0 ? finding.MessageEn : finding.Message;
        return text.Split(['。', '；'], 2)[0].TrimEnd('.');
    }

    static string Short(string text) => text.Length <= LongestLine ? text : text[..(LongestLine - 1)] + "…";

    /// <summary>How much money a finding is about; figures that are no money weigh nothing.</summary>
    public static decimal Weight(Finding finding)
    {
        var most = 0m;
        foreach (Match match in Money().Matches($"{finding.Difference} {finding.Found}"))
        {
            var amount = decimal.Parse(match.Groups[1].Value, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            most = Math.Max(most, match.Groups[2].Value == "元" ? amount : amount * 10_000);
            if (finding.Difference.Length > 0 && most > 0) break;
        }
        return most;
    }

    [GeneratedRegex(@"([\d,]+(?:\.\d+)?)\s*(万元|元)")]
    private static partial Regex Money();
}
