using System.Globalization;
using System.Text.RegularExpressions;
using Budget.Document;

namespace Budget.Truth;

/// <summary>Changes of one number, word, sentence or paragraph of the printed text, and of the pages about projects.</summary>
static partial class TextChanges
{
    public static IEnumerable<Changes.Possible> Of(DisclosureDocument document)
    {
        if (document.Printed is not { } printed) yield break;
        for (var s = 0; s < printed.Statements.Count; s++)
        {
            var statement = printed.Statements[s];
            var page = statement.Section.Contains("项目经费情况", StringComparison.Ordinal) || statement.Heading.Contains("项目", StringComparison.Ordinal) && statement.Section.Contains("项目", StringComparison.Ordinal);
            var index = s;
            foreach (var (kind, what, by) in Paragraph(statement, document.Year))
            {
                yield return new((page ? "project page: " : "text: ") + kind, $"{statement.Section} {what}", () => With(document, index, by));
            }
            if (!page && statement.Figures.Any(f => f.Unit == "万元")) yield return new("text: paragraph dropped", $"{statement.Section} {Start(statement.Text)}", () => With(document, index, null));
        }
    }

    static string Start(string text) => text.Length > 20 ? text[..20] : text;

    static IEnumerable<(string Kind, string What, Statement By)> Paragraph(Statement statement, int year)
    {
        var from = 0;
        for (var f = 0; f < statement.Figures.Count; f++)
        {
            var figure = statement.Figures[f];
            if (figure.Value is not { } value)
            {
                if (figure.Direction == "持平" && statement.Text.IndexOf("持平", from, StringComparison.Ordinal) is >= 0 and var level)
                {
                    yield return ("direction", $"{figure.Label} 持平 → 增加12.34万元", statement with
                    {
                        Text = statement.Text[..level] + "增加12.34万元" + statement.Text[(level + 2)..],
                        Figures = Put(statement, f, figure with { Value = new(1234, 2), Unit = "万元", Direction = "增加" }),
                    });
                }
                continue;
            }
            if (Find(statement.Text, value, ref from) is not { } at) continue;
            var other = new PrintedNumber(Slip(value), value.Decimals);
            var (printed, kind) = (statement.Text[at], figure.Measure switch
            {
                Measure.Amount => "amount",
                Measure.Change => "change",
                Measure.ChangeRate => "rate of change",
                Measure.Share or Measure.Rate => "share",
                Measure.Count => "count",
                _ => null,
            });
            if (kind is null || kind == "count" && IsUnbound(figure)) continue;
            var like = printed.Contains(',', StringComparison.Ordinal) ? other.Value.ToString("N" + other.Decimals, CultureInfo.InvariantCulture) : other.ToString();
            yield return (kind, $"{figure.Label} {printed} → {like}", statement with { Text = statement.Text[..at.Start] + like + statement.Text[at.End..], Figures = Put(statement, f, figure with { Value = other }) });
            if (figure.Unit == "万元" && value.Unscaled != 0 && statement.Text.AsSpan(at.End.Value).StartsWith("万元"))
                yield return ("unit", $"{figure.Label} 万元 → 元", statement with { Text = statement.Text.Remove(at.End.Value, 1), Figures = Put(statement, f, figure with { Unit = "元" }) });
            if (Opposite(figure.Direction) is { } turned && value.Unscaled != 0 && statement.Text.LastIndexOf(figure.Direction, at.Start.Value, StringComparison.Ordinal) is >= 0 and var word)
                yield return ("direction", $"{figure.Label} {figure.Direction} → {turned}", statement with { Text = statement.Text.Remove(word, figure.Direction.Length).Insert(word, turned), Figures = Put(statement, f, figure with { Direction = turned }) });
            if (figure.Reason.Length > 4 && statement.Text.Contains(figure.Reason, StringComparison.Ordinal))
                yield return ("reason dropped", $"{figure.Label} {Start(figure.Reason)}", statement with { Text = statement.Text.Replace(figure.Reason, "", StringComparison.Ordinal), Figures = Put(statement, f, figure with { Reason = "" }) });
            if (Item().Match(figure.Label) is { Success: true } item && item.Groups["name"].Value is { Length: > 3 } name)
                yield return ("item's name", $"{name}", Rename(statement, name, name[..^2] + "管理"));
        }
        foreach (Match match in Years().Matches(statement.Text))
        {
            if (Quoted(statement.Text, match.Index) || !int.TryParse(match.ValueSpan[..4], out var said) || said < year - 1 || said > year) continue;
            var kind = said == year ? "budget year" : "base year";
            var wrong = (said == year ? year + 1 : year - 3).ToString(CultureInfo.InvariantCulture);
            yield return (kind, $"{match.Value} → {wrong} ({Start(statement.Text[match.Index..])})", Year(statement, match.Index, said.ToString(CultureInfo.InvariantCulture), wrong));
        }
    }

    /// <summary>Counts that stand nowhere else and are part of nothing: equipment above a price.</summary>
    static bool IsUnbound(Figure figure) => figure.Label.Contains("单价", StringComparison.Ordinal) || figure.Unit is "平方米" or "台" or "套" or "台（套）" or "台(套)";

    static bool Quoted(string text, int at) => text.LastIndexOf('《', at) > text.LastIndexOf('》', at) || text.LastIndexOf('〔', at) > text.LastIndexOf('〕', at);

    static Statement Year(Statement statement, int at, string said, string wrong) => statement with
    {
        Text = statement.Text.Remove(at, 4).Insert(at, wrong),
        // Every label and basis that has the year from this place; others of the paragraph keep theirs.
        Figures = [.. statement.Figures.Select(f => Near(statement, f, at) ? f with { Label = f.Label.Replace(said, wrong, StringComparison.Ordinal), Basis = f.Basis.Replace(said, wrong, StringComparison.Ordinal) } : f)],
    };

    /// <summary>Whether the figure is printed in the sentence of this place.</summary>
    static bool Near(Statement statement, Figure figure, int at)
    {
        var end = statement.Text.IndexOfAny(['。', '；'], at);
        var start = at == 0 ? 0 : statement.Text.LastIndexOfAny(['。', '；'], at - 1) + 1;
        var sentence = statement.Text[start..(end < 0 ? statement.Text.Length : end)];
        return figure.Value is { } value && (sentence.Contains(value.ToString(), StringComparison.Ordinal) || sentence.Contains(value.Value.ToString("N" + value.Decimals, CultureInfo.InvariantCulture), StringComparison.Ordinal))
            || figure.Value is null && sentence.Contains(figure.Direction, StringComparison.Ordinal);
    }

    static Statement Rename(Statement statement, string name, string by) => statement with
    {
        Text = statement.Text.Replace(name, by, StringComparison.Ordinal),
        Figures = [.. statement.Figures.Select(f => f with { Label = f.Label.Replace(name, by, StringComparison.Ordinal) })],
    };

    static Figure[] Put(Statement statement, int at, Figure by) => [.. statement.Figures.Select((f, i) => i == at ? by : f)];

    /// <summary>The first digit raised, or one put before a zero.</summary>
    static long Slip(PrintedNumber value)
    {
        if (value.Unscaled == 0) return (long)(3 * Math.Pow(10, value.Decimals));
        var digits = Math.Abs(value.Unscaled).ToString(CultureInfo.InvariantCulture);
        return value.Unscaled + (digits[0] == '9' ? -1 : 1) * (long)Math.Pow(10, digits.Length - 1);
    }

    static string? Opposite(string direction) => direction switch { "增加" => "减少", "增长" => "下降", "减少" => "增加", "下降" => "增长", "上升" => "下降", _ => null };

    /// <summary>Where the text prints the number, from the place of the one before on.</summary>
    static Range? Find(string text, PrintedNumber value, ref int from)
    {
        foreach (Match match in Numbers().Matches(text, from))
        {
            if (PrintedNumber.Parse(match.Value) is not { } number || number.Value != value.Value || number.Decimals != value.Decimals) continue;
            from = match.Index + match.Length;
            return match.Index..from;
        }
        return null;
    }

    static DisclosureDocument With(DisclosureDocument document, int at, Statement? by)
    {
        var was = document.Printed!.Statements[at];
        return document with
        {
            Printed = document.Printed with { Statements = by is null ? [.. document.Printed.Statements.Where((_, i) => i != at)] : [.. document.Printed.Statements.Select((s, i) => i == at ? by : s)] },
            // The pages about projects are kept beside the statements as well.
            Projects = by is null ? document.Projects : [.. document.Projects.Select(p => p with { Sections = [.. p.Sections.Select(x => x.Text == was.Text ? x with { Text = by.Text } : x)] })],
        };
    }

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"20\d\d(?=年)")]
    private static partial Regex Years();

    [GeneratedRegex(@"(款）|款\)|-)(?<name>[^-（(）)”]{4,})(（|\(|”|$)")]
    private static partial Regex Item();
}
