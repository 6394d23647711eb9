using Budget.Document.Text;

namespace Budget.Document.Recognition;

/// <summary>
/// Reads the figures of a paragraph from its words, where whoever transcribed it gave none or left some out: amounts,
/// changes and their rates, shares and counts, each with its label, unit, direction, basis and reason. What is no figure of
/// a budget (years, numbers of documents, thresholds such as "单价100万元以上") is passed over. One pass; a label that is read
/// wrongly stays unrecognised later on, so that nothing is compared by mistake.
/// </summary>
ref struct FiguresInText
{
    static readonly string[] Units =
        ["万元", "元", "%", "％", "﹪", "辆", "人次", "人", "名", "家", "个", "台（套）", "台(套)", "台/套", "台套", "台", "套", "批次", "项", "平方米"];

    /// <summary>What is counted may stand behind the unit: "下属1家事业单位".</summary>
    static readonly string[] Counted = ["预算单位", "参公事业单位", "参公单位", "事业单位", "行政单位", "机关"];

    static readonly string[] Directions =
    [
        "增长(下降)", "增长（下降）", "增加(减少)", "增加（减少）", "下降(增长)", "下降（增长）", "减少(增加)", "减少（增加）", "上升(下降)", "上升（下降）", "增长/下降", "增加/减少",
        "增加", "增长", "减少", "下降", "上升", "提高", "降低", "压减", "压缩", "增", "减",
    ];

    static readonly string[] BecauseWords =
        ["主要原因是由于", "主要原因是", "主要原因为", "主要原因：", "主要原因:", "主要原因", "原因主要是", "原因是", "原因为", "原因：", "原因:", "主要是由于", "主要由于", "主要是", "主要系", "由于"];

    static readonly string[] Tellings = ["因", "由于", "根据", "按照", "受", "严格", "压减", "压缩", "减少", "增加", "落实", "厉行", "调整", "需要", "新增", "取消"];

    readonly string text;
    readonly List<Figure> figures = [];
    string label = "", basis = "";
    int from;

    FiguresInText(string text) => this.text = text;

    /// <summary>The figures in printed order; empty where there are none.</summary>
    public static IReadOnlyList<Figure> Read(string text)
    {
        var reader = new FiguresInText(text);
        reader.Read();
        return reader.figures;
    }

    /// <summary>How many numbers with a unit stand in the text; nothing is allocated for it.</summary>
    public static int Count(string text)
    {
        var (count, at) = (0, 0);
        while (at < text.Length && text.AsSpan(at).IndexOfAnyInRange('0', '9') is >= 0 and var next)
        {
            at += next;
            if (IsNumber(text, ref at, text.Length, out _, out _)) count++;
        }
        return count;
    }

    void Read()
    {
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny("。；;\n".AsSpan());
            var end = length < 0 ? text.Length : start + length;
            Sentence(start, end);
            start = end + 1;
        }
    }

    void Sentence(int start, int end)
    {
        from = start;
        var before = figures.Count;
        var (because, looked) = (false, start);
        for (var at = start; at < end;)
        {
            var c = text[at];
            if (IsDigit(c))
            {
                var number = at;
                if (!IsNumber(text, ref at, end, out var value, out var unit)) continue;
                // Figures in a reason explain; they are not the budget's.
                because = IsReason(because, before, ref looked, number);
                if (!because) Number(number, at, value, unit);
            }
            else if (c == '持' && at + 1 < end && text[at + 1] == '平')
            {
                because = IsReason(because, before, ref looked, at);
                if (!because) Level(at);
                at += 2;
            }
            else if (c == '万' && at + 1 < end && text[at + 1] == '元' && at > from && IsGap(text[at - 1]))
            {
                Blank(at);
                at += 2;
            }
            else at++;
        }
        Reason(start, end, before);
    }

    /// <summary>Whether what stands at this place belongs to a reason that began behind a figure of the sentence and was not left by "其中".</summary>
    readonly bool IsReason(bool because, int before, ref int looked, int at)
    {
        var words = text.AsSpan(looked, at - looked);
        looked = at;
        if (because) return words.IndexOf("其中") < 0;
        return figures.Count > before && Because(words) >= 0;
    }

    static bool IsDigit(char c) => c is >= '0' and <= '9';

    static bool IsGap(char c) => char.IsWhiteSpace(c) || c is '_' or '＿';

    /// <summary>Reads the number at this place and the unit behind it; moves behind both, or behind the number where it is no figure.</summary>
    static bool IsNumber(string text, ref int at, int end, out PrintedNumber value, out string unit)
    {
        var start = at;
        while (at < end && (IsDigit(text[at]) || text[at] is '.' or ',' && at + 1 < end && IsDigit(text[at + 1]))) at++;
        (value, unit) = (default, "");
        // "W060701", "X-101": part of a name.
        if (start > 0 && (char.IsAsciiLetter(text[start - 1]) || text[start - 1] == '第')) return false;
        if (PrintedNumber.Parse(text.AsSpan(start, at - start)) is not { } number) return false;
        var behind = at;
        while (behind < end && char.IsWhiteSpace(text[behind])) behind++;
        foreach (var one in Units)
        {
            if (behind + one.Length > end || !text.AsSpan(behind).StartsWith(one)) continue;
            var after = text.AsSpan(behind + one.Length, end - behind - one.Length);
            // "5个工作日", "3个月", "100万元（含）以上" are no figures of the budget.
            if (one == "个" && (after.StartsWith("月") || after.StartsWith("工作日") || after.StartsWith("百分点"))) return false;
            if (after.StartsWith("以上") || after.StartsWith("以下") || after.StartsWith("（含）以") || after.StartsWith("(含)以")) return false;
            if (text.AsSpan(0, start).TrimEnd().EndsWith("单价")) return false;
            (value, unit, at) = (number, one, behind + one.Length);
            return true;
        }
        return false;
    }

    void Number(int start, int end, PrintedNumber value, string unit)
    {
        var words = Words(start);
        var behind = text.AsSpan(end);
        from = end;
        if (unit is "家" or "个")
        {
            foreach (var noun in Counted)
            {
                if (!behind.StartsWith(noun)) continue;
                from = end + noun.Length;
                Add(noun, value, unit, Measure.Count);
                return;
            }
        }
        var percent = unit is "%" or "％" or "﹪";
        if (unit is not ("万元" or "元") && !percent)
        {
            if (Clean(words) is { Length: > 0 } counted) label = counted;
            Add(label, value, unit, Measure.Count);
            return;
        }
        if (TakeDirection(ref words, out var direction))
        {
            Compared(words);
            Add(label, value, percent ? "%" : unit, percent ? Measure.ChangeRate : Measure.Change, direction);
        }
        else if (percent && words.IndexOf('占') is >= 0 and var share)
        {
            if (Clean(words[..share]) is { Length: > 0 } own) label = own;
            Add(label, value, "%", Measure.Share);
        }
        else
        {
            var own = Clean(words);
            if (own.Length > 0) label = own;
            Add(label, value, percent ? "%" : unit, percent ? Measure.Rate : Measure.Amount);
        }
    }

    void Level(int at)
    {
        var words = Words(at).TrimEnd();
        from = at + 2;
        if (words.EndsWith("保持") || words.EndsWith("基本")) words = words[..^2];
        Compared(words);
        if (label.Length > 0) Add(label, null, "", Measure.Change, "持平");
    }

    void Blank(int at)
    {
        var own = Clean(Words(at));
        from = at + 2;
        if (own.Length > 1) Add(own, null, "万元", Measure.Amount);
    }

    /// <summary>"财政拨款收入比2024年预算": what is compared (if it stands here) and with what.</summary>
    void Compared(ReadOnlySpan<char> words)
    {
        var at = words.LastIndexOf('比');
        // 比例, 比重: the word is part of another.
        while (at >= 0 && at + 1 < words.Length && words[at + 1] is '例' or '重') at = words[..at].LastIndexOf('比');
        if (at < 0) at = words.LastIndexOf('较');
        if (at < 0) at = words.LastIndexOf('与');
        var own = Clean(at < 0 ? words : words[..at]);
        if (at >= 0) basis = words[(at + 1)..].Trim().ToString();
        if (own.Length > 0 && own is not ("同" or "合计" or "共" or "总额" or "相")) label = own;
    }

    static bool TakeDirection(ref ReadOnlySpan<char> words, out string direction)
    {
        var rest = words.TrimEnd();
        foreach (var tail in (ReadOnlySpan<string>)["约", "了", "为", "额", "率", "幅度", "幅", "比例"])
        {
            if (rest.EndsWith(tail)) rest = rest[..^tail.Length].TrimEnd();
        }
        foreach (var word in Directions)
        {
            if (!rest.EndsWith(word)) continue;
            direction = word;
            words = rest[..^word.Length];
            return true;
        }
        direction = "";
        return false;
    }

    /// <summary>The words that belong to what stands at this place: back to a stop, a comma or an open bracket outside of quotes and closed brackets.</summary>
    readonly ReadOnlySpan<char> Words(int at)
    {
        var (depth, i) = (0, at);
        for (; i > from; i--)
        {
            var c = text[i - 1];
            if (c == '”' && text.AsSpan(from, i - 1 - from).LastIndexOf('“') is >= 0 and var open) i = from + open + 1;
            else if (c is '）' or ')') depth++;
            else if (c is '（' or '(')
            {
                if (depth == 0) break;
                depth--;
            }
            else if (depth == 0 && c is '，' or '、' or '：' or ':' || depth == 0 && c == ',' && !(i - 1 > from && IsDigit(text[i - 2]))) break;
        }
        return text.AsSpan(i, at - i);
    }

    static string Clean(ReadOnlySpan<char> words)
    {
        words = Names.WithoutNumbering(words);
        while (true)
        {
            var length = words.Length;
            words = words.Trim().Trim("，、：:,".AsSpan());
            foreach (var tail in (ReadOnlySpan<string>)["共计为", "总计为", "合计为", "共计", "为", "是", "约", "达到", "达"])
            {
                if (words.EndsWith(tail)) words = words[..^tail.Length];
            }
            if (words.EndsWith("”科目")) words = words[..^2];
            if (words.Length == length) return words.ToString();
        }
    }

    readonly void Add(string of, PrintedNumber? value, string unit, Measure measure, string direction = "") =>
        figures.Add(new(figures.Count, of, value, unit, measure, direction, direction.Length > 0 ? basis : "", ""));

    /// <summary>Where the words begin to tell why; −1 if they do not.</summary>
    static int Because(ReadOnlySpan<char> words)
    {
        foreach (var word in BecauseWords)
        {
            if (words.IndexOf(word) is >= 0 and var at) return at;
        }
        return -1;
    }

    /// <summary>What is told behind the last comparison of a sentence, or in a sentence of its own behind it, is its reason.</summary>
    readonly void Reason(int start, int end, int before)
    {
        var tail = text.AsSpan(figures.Count > before ? from : start, end - (figures.Count > before ? from : start)).Trim().TrimStart("，,、：: ".AsSpan());
        if (tail.StartsWith("其中") || tail.Length < 4) return;
        var own = figures.Count > before;
        if (!own && Whole(start, end)) return;
        var told = false;
        foreach (var word in BecauseWords)
        {
            if (!tail.StartsWith(word)) continue;
            tail = tail[word.Length..].TrimStart("：:，, ".AsSpan());
            told = true;
            break;
        }
        if (!told && own) foreach (var word in Tellings) told |= tail.Contains(word, StringComparison.Ordinal);
        if (!told || figures.Count == 0 || figures[^1] is not { Measure: Measure.Change or Measure.ChangeRate, Reason: "" } last) return;
        figures[^1] = last with { Reason = tail.ToString() };
    }

    /// <summary>"财政拨款收入支出减少的主要原因是项目调整": a direction and its reason without a figure.</summary>
    readonly bool Whole(int start, int end)
    {
        var words = text.AsSpan(start, end - start);
        var at = words.IndexOf("的主要原因");
        if (at < 0) at = words.IndexOf("的原因");
        if (at <= 0) return false;
        var what = words[..at];
        if (!TakeDirection(ref what, out var direction)) return false;
        var reason = words[at..].TrimStart("的主要原因".AsSpan()).TrimStart("是为：: ".AsSpan()).Trim();
        figures.Add(new(figures.Count, Clean(what), null, "", Measure.Change, direction, "", reason.ToString()));
        return true;
    }
}
