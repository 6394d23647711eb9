using System.Buffers;
using System.Globalization;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using Budget.Document.Text;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>STR: what must be there, and whether the words are whole.</summary>
static class StructureRules
{
    static readonly Phrases Choices = new(
        "增长(下降)", "增长（下降）", "增加(减少)", "增加（减少）", "上升(下降)", "上升（下降）", "减少(增加)", "减少（增加）", "下降(增长)", "下降（增长）", "大小于", "大于(小于)", "大于（小于）");

    /// <summary>Without brackets both words may be meant ("按需增加或减少"): a choice only before a number.</summary>
    static readonly string[] OpenChoices = ["增长/下降", "增加/减少", "增长或下降", "增加或减少", "减少/增加", "下降/增长"];

    static readonly Phrases Placeholders = new("（略）", "(略)", "XX", "××", "ＸＸ", "xxx", "待填", "待补充", "请填写", "此处填写", "补充解释。", "（填写", "(填写", "＿＿", "____");

    static readonly Phrases Doubled = new("关于印发<关于印发", "关于印发《关于印发", "关于印发〈关于印发", "关于印发＜关于印发", "关于印发关于印发", "关于转发《关于转发");

    public static readonly IReadOnlyList<Rule> All =
    [
        Error("STR-001", "规定的各部分说明应齐全", "All required sections of the text are present", Basis.BudgetLaw14, Str001),
        Error("STR-002", "规定的预算表应齐全", "All prescribed tables are present", Basis.BudgetLaw14, Str002),
        Error("STR-003", "应有“三公”经费的说明", "The “three public” expenses are explained", Basis.BudgetLaw14, Str003),
        Warning("STR-004", "应列示国有资本经营预算或说明没有", "The state capital budget is presented, or stated to be nil", Basis.BudgetRegulation5, Str004),
        Error("STR-005", "没有政府性基金的应当说明，有的不应说没有", "A nil government-managed fund budget is stated to be nil, and only a nil one", Basis.BudgetRegulation5, Str005),
        Error("STR-006", "空表应附说明，有数字的表不应说是空表", "Empty tables carry a note, and tables with figures carry none", Basis.Practice, Str006),
        Warning("STR-007", "空表说明应对应本表的预算", "The note on an empty table refers to that table's budget", Basis.Practice, Str007),
        Error("STR-008", "各处的预算年度应一致", "The budget year agrees throughout", Basis.Practice, Str008),
        Warning("STR-009", "部门名称应为登记的全称或简称", "The department is called by its registered name or short name", Basis.Practice, Str009),
        Info("STR-010", "部门预算不应自称“本单位”", "A department's budget does not call the department a unit", Basis.Practice, Str010),
        Error("STR-011", "金额不应留空", "No amount is left blank", Basis.Practice, Str011),
        Error("STR-012", "模板中的选项应选定", "Options offered by the template are decided", Basis.Practice, Str012),
        Error("STR-013", "不应留有模板文字和占位符", "No template text or placeholder is left", Basis.Practice, c => Words(c, Placeholders, "留有模板文字或占位符“{0}”。请填写实际内容或删去。", "template text \"{0}\" is left in. Write what is meant, or drop it.")),
        Warning("STR-014", "列举的各项不应重复", "Listed items are not repeated", Basis.Practice, Str014),
        Info("STR-015", "编号应连续、式样应统一", "Numbering is continuous and in one style", Basis.Practice, Str015),
        Info("STR-016", "列举的各项结尾标点应一致", "Listed items end with the same punctuation", Basis.Practice, Str016),
        Info("STR-017", "括号和引号应成对", "Brackets and quotation marks are balanced", Basis.Practice, Str017),
        Warning("STR-018", "不应有无法显示的字符", "All characters can be displayed", Basis.Practice, Str018),
        Info("STR-019", "引用的文件标题不应重复“关于印发”", "Cited document titles do not repeat “关于印发”", Basis.Practice, c => Words(c, Doubled, "引用的文件标题重复了“关于印发”：“{0}”。请核对标题。", "the cited title says 关于印发 twice. Check the title.")),
        Info("STR-020", "同一栏中不应有重复的句子", "No sentence is repeated within a field", Basis.Practice, Str020),
        Info("STR-021", "名词解释应包括主要名词", "The glossary explains the main terms", Basis.Practice, Str021),
        Warning("STR-022", "各表的金额单位应与形式规定一致", "Every table states the monetary unit its form prescribes", Basis.Practice, Str022),
        Info("STR-023", "各处列举的内设机构应一致", "The internal offices agree wherever they are listed", Basis.Practice, Str023),
        Warning("STR-024", "单位预算不应使用部门预算的表述", "A unit's budget does not use the wording of a department's budget", Basis.Practice, Str024),
        Error("STR-025", "正文各段应为预算年度的内容；只是年度不同的为警告", "Paragraphs speak of the budget year; a warning where only the year differs", Basis.Practice, Str025),
    ];

    static void Words(Check check, Phrases phrases, string message, string messageEn)
    {
        foreach (var text in check.Evidence.Texts)
        {
            if (phrases.Find(text.Text) is { } word) Fail(check, text, word, message.Replace("{0}", word, StringComparison.Ordinal), messageEn.Replace("{0}", word, StringComparison.Ordinal));
            else check.Compared();
        }
        NoText(check);
    }

    /// <summary>Phrases that are looked for together, in one pass over the text.</summary>
    sealed class Phrases(params string[] words)
    {
        readonly SearchValues<string> all = SearchValues.Create(words, StringComparison.Ordinal);

        public string? Find(string text)
        {
            var at = text.AsSpan().IndexOfAny(all);
            if (at < 0) return null;
            foreach (var word in words)
            {
                if (text.AsSpan(at).StartsWith(word, StringComparison.Ordinal)) return word;
            }
            return null;
        }
    }

    static void NoText(Check check) => check.Missing("本文件没有文字", "the document has no text");

    static void Fail(Check check, in PrintedText text, string found, string message, string messageEn)
    {
        var place = text.Place;
        check.Fail(place, $"{place.Text}：{message}", $"{place.Text}: {messageEn}", found);
    }

    static Place PlaceOf(Table table) => new($"table:{table.Role}", $"表{table.Number} {table.Title}");

    /// <summary>Parts of the text by what they are about; headings and order are each district's own.</summary>
    static readonly (string Name, string English, string[] Words)[] Parts =
    [
        ("主要职能", "duties", ["职能", "职责"]),
        ("机构设置", "organisation", ["机构设置", "单位构成", "机构构成", "内设机构", "所属单位", "机构情况", "下属", "预算单位"]),
        ("收支预算说明", "revenue and expenditure", ["收入预算", "支出预算", "收支总预算", "收支预算", "收入总计"]),
        ("机关运行经费", "operating expenses", ["运行经费"]),
        ("政府采购", "procurement", ["采购"]),
        ("国有资产占用", "state assets", ["国有资产", "资产占", "车辆"]),
        ("预算绩效", "performance", ["绩效"]),
        ("名词解释", "glossary", ["名词解释", "名称解释", "名词说明"]),
    ];

    static void Str001(Check check)
    {
        if (check.ComputedHere(SubjectKind.Revenue, SubjectKind.Expenditure)) return;
        var statements = check.Evidence.Statements;
        if (statements.Count < 3)
        {
            check.Missing("本文件没有文字，或只有部分文字", "the document has no text, or only some of it");
            return;
        }
        var profile = check.Document.Profile;
        for (var part = 0; part < Parts.Length; part++)
        {
            // A unit that is an institution has no operating expenses of an agency to tell.
            if (part == 3 && check.Document.Department is { IsUnit: true }) continue;
            var there = part switch
            {
                0 => profile is { Functions.Count: > 0 } or { Text.Count: > 0 },
                1 => profile is { Units.Count: > 0 } or { Offices.Count: > 0 },
                6 => check.Document.Targets is { Projects.Count: > 0 },
                7 => check.Document.Glossary is { Count: > 0 },
                _ => false,
            };
            var (name, english, words) = Parts[part];
            for (var i = 0; i < statements.Count && !there; i++)
            {
                var statement = statements[i];
                foreach (var word in words) there |= statement.Heading.Contains(word, StringComparison.Ordinal) || statement.Section.Contains(word, StringComparison.Ordinal) || statement.Text.Contains(word, StringComparison.Ordinal);
            }
            if (there)
            {
                check.Compared();
                continue;
            }
            var listed = false;
            foreach (var line in check.Document.Printed?.Contents ?? [])
            {
                foreach (var word in words) listed |= line?.Contains(word, StringComparison.Ordinal) == true;
            }
            // What the contents list may only not have been transcribed.
            if (listed) check.Missing($"目录列有{name}，所载文字中没有", $"the contents list {english}, the text at hand does not have it");
            else check.Fail(new Place($"text:{name}", name), $"没有“{name}”的说明。请补充该部分；没有相关内容的也应说明没有。", $"nothing is said of {english}. Add that part, or say that there is none.", "", name);
        }
    }

    static void Str002(Check check)
    {
        var lost = false;
        foreach (var definition in check.Document.Edition?.Tables ?? [])
        {
            // The table by item only repeats the items of the general budget's table.
            if (definition.Role == TableRole.GeneralPublicItems && check.Evidence[TableRole.GeneralPublic] is { } general && HasItems(general)) continue;
            if (check.Evidence.IsLost(definition.Role))
            {
                lost = true;
                check.Missing("有的表在来源文件中缺失（如以图片公布）", "some tables are not in the source (published as pictures, say)");
            }
            else if (check.Evidence[definition.Role] is null && check.Document.Mapping is { IsDoubtful: true } mapping)
            {
                lost = true;
                var (why, whyEn) = mapping.Doubt();
                check.Missing(why, whyEn);
            }
            else if (check.Evidence[definition.Role] is null && check.Document.Tables is { Count: > 0 })
            {
                var title = definition.TitleOf(check.Document.Department?.Name ?? "", check.Year);
                check.Fail(new Place($"table:{definition.Role}", $"表{definition.Number}"), $"缺少表{definition.Number}“{title}”。没有数字的也应公开空表并说明。", $"table {definition.Number} is missing. Publish it even if it is empty, with a note.", "", title);
            }
        }
        if (!lost && check.Document.Tables is { Count: > 0 }) check.Compared();
        check.Missing("没有预算表", "there are no tables");
    }

    static bool HasItems(Sheet sheet)
    {
        foreach (var row in sheet.Rows)
        {
            if (row is { Code: >= 1_000_000 }) return true;
        }
        return false;
    }

    static void Str012(Check check)
    {
        foreach (var text in check.Evidence.Texts)
        {
            var word = Choices.Find(text.Text) ?? OpenChoice(text.Text);
            if (word is null) check.Compared();
            else Fail(check, text, word, $"模板中的选项“{word}”没有选定。请保留符合实际的词。", $"the template's choice \"{word}\" is not made. Keep the word that is true.");
        }
        NoText(check);
    }

    static string? OpenChoice(string text)
    {
        foreach (var word in OpenChoices)
        {
            for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                if (text.AsSpan(at + word.Length).TrimStart() is [>= '0' and <= '9', ..]) return word;
            }
        }
        return null;
    }

    static void Str003(Check check)
    {
        if (check.ComputedHere(SubjectKind.ThreePublic)) return;
        if (check.Evidence.Statements.Count == 0)
        {
            NoText(check);
            return;
        }
        foreach (var statement in check.Evidence.Statements)
        {
            if (ProseChapter.Of(statement.Section, statement.Heading) != Chapter.ThreePublic && !statement.Text.Contains("三公", StringComparison.Ordinal)) continue;
            check.Compared();
            return;
        }
        check.Fail(new Place("text:three-public", "“三公”经费预算情况说明"), "没有“三公”经费预算情况的说明。请补充。", "the three public expenses are not told. Add the statement.");
    }

    static bool Says(Check check, string word)
    {
        foreach (var text in check.Evidence.Texts)
        {
            if (text.Text.Contains(word, StringComparison.Ordinal)) return true;
        }
        foreach (var table in check.Document.Tables ?? [])
        {
            if (table?.Title?.Contains(word, StringComparison.Ordinal) == true || table?.Note?.Contains(word, StringComparison.Ordinal) == true) return true;
        }
        return false;
    }

    static void Str004(Check check)
    {
        const string word = "国有资本经营";
        if (check.Year < 2021) check.Missing("2021年以前的预算不要求列示", "not asked for before 2021");
        else if (check.Evidence[TableRole.StateCapital] is not null || check.Evidence.Amount(SubjectKind.StateCapital).Exists || Says(check, word)) check.Compared();
        else if (check.Evidence.MadeHere) check.Missing("本地区当年的公开形式没有国有资本经营预算", "the form of this district and year has no place for it");
        else if (check.Evidence.Texts.Count == 0) NoText(check);
        else check.Fail(new Place("document", "本文件"), "没有提到国有资本经营预算。部门预算应反映国有资本经营预算，没有的请说明没有。", "state capital is nowhere mentioned. Show it, or say that there is none.");
    }

    static bool IsNone(string text, string fund)
    {
        var at = text.IndexOf(fund, StringComparison.Ordinal);
        if (at < 0) return false;
        var from = text.LastIndexOf('。', at) + 1;
        var to = text.IndexOf('。', at);
        var sentence = text.AsSpan(from, (to < 0 ? text.Length : to) - from);
        // "没有…，政府性基金预算安排20万元" speaks of something else that there is none of.
        if (sentence.Contains("万元", StringComparison.Ordinal)) return false;
        return sentence.Contains("没有", StringComparison.Ordinal) || sentence.Contains("无" + fund, StringComparison.Ordinal) || sentence.Contains("未安排", StringComparison.Ordinal) || sentence.Contains("不涉及", StringComparison.Ordinal);
    }

    static void Str005(Check check)
    {
        const string word = "政府性基金";
        if (check.ComputedHere(SubjectKind.GovernmentFund, SubjectKind.RevenueGovernmentFund)) return;
        Reading fund = default;
        foreach (var kind in (ReadOnlySpan<SubjectKind>)[SubjectKind.GovernmentFund, SubjectKind.FiscalGovernmentFund, SubjectKind.RevenueGovernmentFund])
        {
            if (!fund.IsNumber) fund = check.Evidence.Amount(kind);
        }
        if (!fund.Exists)
        {
            check.Missing("没有政府性基金的数字", "the government fund is not told");
            return;
        }
        PrintedText? none = null;
        foreach (var text in check.Evidence.Texts)
        {
            if (none is null && text.Part is "text" && IsNone(text.Text, word)) none = text;
        }
        if (fund.Fen != 0 && none is { } said)
            Fail(check, said, "没有" + word, $"说没有政府性基金，但列有 {fund.Shown}（{fund.Spot.Place.Text}）。请核对。", $"says that there is no government fund, but {fund.Shown} is listed. Check both.");
        else if (fund.Fen != 0 || none is not null || check.Evidence[TableRole.GovernmentFund]?.Table.Note is { Length: > 0 } || check.Evidence.FirstAmount(SubjectKind.GovernmentFund) is { IsNumber: true }) check.Compared();
        else if (HasChapter(check, Chapter.GovernmentFund)) check.Missing("政府性基金的说明没有写明有无", "what is said of the government fund does not tell whether there is any");
        else check.Fail(new Place("text:government-fund", "政府性基金预算支出情况"), "没有政府性基金预算支出，也没有说明。请补充“没有使用政府性基金预算财政拨款安排的支出”。", "there is no government fund and nothing says so. Add the sentence.");
    }

    static bool HasChapter(Check check, Chapter chapter)
    {
        foreach (var statement in check.Evidence.Statements)
        {
            if (ProseChapter.Of(statement.Section, statement.Heading) == chapter) return true;
        }
        return false;
    }

    /// <summary>Blank: no figure at all stands in the table. Nothing: only zeros do.</summary>
    static (bool Blank, bool Nothing) Emptiness(Table table)
    {
        var blank = true;
        foreach (var row in table.Rows ?? [])
        {
            foreach (var cell in row?.Cells ?? [])
            {
                if (cell is not (null or 0)) return (false, false);
                blank &= cell is null;
            }
        }
        return (blank, true);
    }

    /// <summary>What a table's own budget is called in the text; null for tables that every department fills.</summary>
    static string? BudgetOf(TableRole role)
    {
        foreach (var (noted, word) in NotedFunds)
        {
            if (noted == role) return word;
        }
        return null;
    }

    /// <summary>The text says what the table does not: that there is none, or that it is 0.</summary>
    static bool SaysNone(Check check, TableRole role)
    {
        if (BudgetOf(role) is not { } word) return false;
        foreach (var text in check.Evidence.Texts)
        {
            if (text.Part is "text" && IsNone(text.Text, word)) return true;
        }
        foreach (var kind in (ReadOnlySpan<SubjectKind>)[role == TableRole.ThreePublic ? SubjectKind.ThreePublic : role == TableRole.GovernmentFund ? SubjectKind.GovernmentFund : SubjectKind.StateCapital])
        {
            if (check.Evidence.FirstAmount(kind) is { IsNumber: true, Value: 0 }) return true;
        }
        return false;
    }

    static bool SaysEmpty(string? note) => note is not null && (note.Contains("空表", StringComparison.Ordinal) || note.Contains("没有数据", StringComparison.Ordinal) || note.Contains("无数据", StringComparison.Ordinal));

    static void Str006(Check check)
    {
        foreach (var table in check.Document.Tables ?? [])
        {
            if (table is not { NotInSource: false, Definition: not null }) continue;
            var (blank, nothing) = Emptiness(table);
            if (blank && string.IsNullOrWhiteSpace(table.Note) && !(check.Evidence.MadeHere && table.Definition.EmptyNote.Length == 0))
                check.Fail(PlaceOf(table), $"{PlaceOf(table).Text} 是空表，没有说明。请在表下注明本年没有该项预算。", "the table is empty and says nothing. Add a note that there is none this year.", "", table.Definition.EmptyNoteOf(check.Document.Department?.Name ?? "", check.Year),
                    severity: SaysNone(check, table.Role) ? Severity.Info : null);
            else if (!nothing && SaysEmpty(table.Note))
                check.Fail(PlaceOf(table), $"{PlaceOf(table).Text} 有数字，却注明是空表。请删去说明或核对数字。", "the table has figures but its note calls it empty. Drop the note or check the figures.", table.Note);
            else check.Compared();
        }
        check.Missing("没有预算表，或表的内容缺失", "there are no tables, or their bodies are lost");
    }

    static readonly (TableRole Role, string Word)[] NotedFunds = [(TableRole.GovernmentFund, "政府性基金"), (TableRole.StateCapital, "国有资本经营"), (TableRole.ThreePublic, "三公")];

    static void Str007(Check check)
    {
        foreach (var (role, word) in NotedFunds)
        {
            if (check.Evidence[role]?.Table is not { Note: { Length: > 0 } note } table || !SaysEmpty(note)) continue;
            var other = false;
            foreach (var (_, another) in NotedFunds) other |= another != word && note.Contains(another, StringComparison.Ordinal);
            // "本部门无此项预算" speaks of its own table; only the name of another budget is wrong.
            if (!other || note.Contains(word, StringComparison.Ordinal)) check.Compared();
            else check.Fail(PlaceOf(table), $"{PlaceOf(table).Text} 的说明没有提到“{word}”：“{note}”。请改为本表的预算。", $"the note does not speak of its own table: \"{note}\". Correct it.", note, word);
        }
        check.Missing("没有空表说明", "no table has a note that it is empty");
    }

    static void Str008(Check check)
    {
        foreach (var table in check.Document.Tables ?? [])
        {
            if (table?.Definition is null) continue;
            if (WrongYear(check, table.Title, heading: false) is > 0 and var year) Fail(PlaceOf(table), year);
            if (SaysEmpty(table.Note) && WrongYear(check, table.Note, heading: false) is > 0 and var noted) Fail(PlaceOf(table) with { Key = PlaceOf(table).Key + "/note" }, noted);
        }
        foreach (var form in check.Document.Targets?.Projects ?? [])
        {
            if (form is not null && WrongYear(check, form.FormTitle, heading: false) is > 0 and var year) Fail(new($"form:{form.Name}", $"项目绩效目标表 / {form.Name}"), year);
        }
        if (check.Document.Printed is { } printed)
        {
            if (WrongYear(check, printed.Title, heading: false) is > 0 and var year) Fail(new("title", "标题"), year);
            foreach (var line in printed.Contents ?? [])
            {
                if (WrongYear(check, line, heading: true) is > 0 and var listed) Fail(new("contents", "目录"), listed);
            }
        }
        var last = "";
        foreach (var statement in check.Evidence.Statements)
        {
            if (statement.Heading != last && WrongYear(check, statement.Heading, heading: true) is > 0 and var year) Fail(Spot.Figure(statement, null).Place, year);
            last = statement.Heading;
        }
        check.Missing("标题中没有年度", "no title has a year");

        void Fail(Place place, int year) => check.Fail(place, $"{place.Text} 的年度为 {year} 年，预算年度是 {check.Year} 年。请改正。", $"the year in the title is {year}; the budget is of {check.Year}. Correct it.", $"{year}年", $"{check.Year}年");
    }

    /// <summary>
    /// The year a title names instead of the budget's; 0 where it names the budget's or none. A heading may name a project or a
    /// document of another year; the year before "部门预算" and the like is the budget's.
    /// </summary>
    static int WrongYear(Check check, string? title, bool heading)
    {
        if (title is null) return 0;
        var wrong = 0;
        for (var at = title.IndexOf('年', StringComparison.Ordinal); at >= 0; at = title.IndexOf('年', at + 1))
        {
            var end = at;
            while (end > 0 && title[end - 1] == ' ') end--;
            if (end < 4 || !int.TryParse(title.AsSpan(end - 4, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1990 or > 2100) continue;
            if (year == check.Year)
            {
                check.Compared();
                return 0;
            }
            var rest = title.AsSpan(at + 1).TrimStart('度').TrimStart();
            if (rest.StartsWith("执行") || rest.StartsWith("预算执行") || rest.StartsWith("决算") || rest.StartsWith("结转") || heading && !StartsWithBudget(rest)) continue;
            if (wrong == 0) wrong = year;
        }
        return wrong;
    }

    static bool StartsWithBudget(ReadOnlySpan<char> words)
    {
        foreach (var word in (ReadOnlySpan<string>)["部门", "单位", "区级", "预算", "收支", "收入", "支出", "财政", "一般公共", "政府性", "国有资本", "“三公”", "三公", "机关运行"])
        {
            if (words.StartsWith(word)) return true;
        }
        return false;
    }

    static void Str024(Check check)
    {
        if (check.Document.Department is not { IsUnit: true } || check.Document.Profile is { Units.Count: > 1 })
        {
            check.Missing("本文件不是基层单位的预算", "this is not the document of a single unit");
            return;
        }
        foreach (var text in check.Evidence.Texts)
        {
            if (text.Part is not ("text" or "profile")) continue;
            if (Subordinates(text.Text) is { } said) Fail(check, text, said, $"单位预算写“{said}”，这是部门预算的表述。请改为本单位的情况。", $"a unit's document says \"{said}\", as its department would. Write what is true of the unit.");
            else check.Compared();
        }
        NoText(check);
    }

    /// <summary>"下属1家机关和1家事业单位": a number of bodies under it.</summary>
    static string? Subordinates(string text)
    {
        for (var at = text.IndexOf("下属", StringComparison.Ordinal); at >= 0; at = text.IndexOf("下属", at + 1, StringComparison.Ordinal))
        {
            var i = at + 2;
            while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
            var digits = i;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            if (i > digits && i < text.Length && text[i] is '家' or '个' && text[digits..i].Trim('0').Length > 0) return text[at..(i + 1)];
        }
        return null;
    }

    static readonly string[] PastMatters = ["执行", "决算", "评价", "自评", "完成", "上年", "截至", "截止", "结转"];

    static void Str025(Check check)
    {
        if (check.ComputedHere(SubjectKind.Revenue, SubjectKind.Expenditure)) return;
        var own = check.Year.ToString(CultureInfo.InvariantCulture);
        foreach (var statement in check.Evidence.Statements)
        {
            if (ProseChapter.Of(statement.Section, statement.Heading) is Chapter.Unknown or Chapter.ProjectPage or Chapter.Assets or Chapter.Staff or Chapter.Organisation) continue;
            var text = Names.WithoutNumbering(statement.Text);
            if (text.Length < 5 || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1990 or > 2100 || text[4..].TrimStart() is not ['年', ..]) continue;
            var past = statement.Text.Contains(own, StringComparison.Ordinal);
            foreach (var word in PastMatters) past |= statement.Text.Contains(word, StringComparison.Ordinal);
            if (year == check.Year || past || !statement.Text.Contains("预算", StringComparison.Ordinal))
            {
                check.Compared();
                continue;
            }
            var place = Spot.Figure(statement, null).Place;
            check.Fail(place with { Key = place.Key + "/year" }, $"{place.Text}：本段写的是 {year} 年，预算年度是 {check.Year} 年。请更新年度和数字。", $"the paragraph speaks of {year}; the budget is of {check.Year}. Bring year and figures up to date.", $"{year}年", $"{check.Year}年",
                severity: IsThisYears(check, statement) ? null : Severity.Warning);
        }
        check.Missing("正文各段没有以年度开头", "no paragraph begins with a year");
    }

    /// <summary>A figure of the paragraph is this year's of the tables: then only the year was left standing.</summary>
    static bool IsThisYears(Check check, Statement statement)
    {
        // A document of thousands of paragraphs is hostile; its later ones are not looked for.
        if (check.Evidence.Told.Count > 5_000) return false;
        foreach (var told in check.Evidence.Told)
        {
            if (ReferenceEquals(told.Statement, statement) && told is { Measure: Measure.Amount, IsNumber: true, Value: not 0 } && told.Kind is not (SubjectKind.FunctionCode or SubjectKind.EconomicCode or SubjectKind.Project)
                && check.Evidence.Stored(told.Kind) is { IsNumber: true } stored && Int128.Abs((Int128)stored.Fen - told.Value) <= Math.Max(told.Grain, stored.Grain)) return true;
        }
        return false;
    }

    static void Str009(Check check)
    {
        if (check.Document.Targets?.Overall?.DepartmentName is not { Length: > 0 } name || check.Document.Department is not { Name: not null } department)
        {
            check.Missing("没有部门整体支出绩效目标表", "there is no overall form");
            return;
        }
        // A name that is longer than the registered full name is no short name.
        var known = Names.Same(name, department.Name);
        foreach (var other in department.ShortNames ?? []) known |= other is not null && other.Length <= department.Name.Length && Names.Same(name, other);
        if (known) check.Compared();
        else check.Fail(new Place("overall:部门名称", "部门整体支出绩效目标表 / 部门名称"), $"部门名称为“{name}”，登记的全称是“{department.Name}”。请统一使用登记的名称。", $"the department is called \"{name}\"; it is registered as \"{department.Name}\". Use the registered name.", name, department.Name);
    }

    static void Str010(Check check)
    {
        if (check.Document.Department is not { IsUnit: false })
        {
            check.Missing("本文件是单位预算", "this is a unit's document");
            return;
        }
        foreach (var text in check.Evidence.Texts)
        {
            if (text.Part is not ("plan" or "text" or "profile")) continue;
            if (text.Text.Contains("本单位", StringComparison.Ordinal)) Fail(check, text, "本单位", "部门预算中自称“本单位”，应为“本部门”。", "a department's document says 本单位; it should say 本部门.");
            else check.Compared();
        }
        NoText(check);
    }

    static void Str011(Check check)
    {
        if (check.ComputedHere(SubjectKind.Revenue, SubjectKind.Expenditure)) return;
        foreach (var statement in check.Evidence.Statements)
        {
            foreach (var figure in statement.Figures)
            {
                if (figure.Measure != Measure.Amount) continue;
                if (figure.Value is not null)
                {
                    check.Compared();
                    continue;
                }
                var place = Spot.Figure(statement, figure).Place;
                check.Fail(place, $"{place.Text} 的金额是空白。没有的请填 0。", $"the amount at {place.Text} is blank. Print 0 if there is none.", "（空白）");
            }
        }
        check.Missing("文中没有金额", "the text has no amounts");
    }

    static void Str014(Check check)
    {
        var seen = new Dictionary<string, int>(Names.Comparer).GetAlternateLookup<ReadOnlySpan<char>>();
        var functions = check.Document.Profile?.Functions ?? [];
        for (var i = 0; i < functions.Count; i++)
        {
            var text = Names.WithoutNumbering(functions[i] ?? "").TrimEnd("。；;.");
            if (text.Length < 6) continue;
            if (seen.TryAdd(text, i))
            {
                if (i > 0) check.Compared();
            }
            else check.Fail(new Place($"function:{i + 1}", $"主要职能 / 第{i + 1}项"), $"主要职能第{i + 1}项与第{seen[text] + 1}项相同。请删去或改写。", $"item {i + 1} of the duties is item {seen[text] + 1} again. Drop or rewrite it.", functions[i] ?? "");
        }
        check.Missing("没有列举的主要职能", "no duties are listed");
    }

    /// <summary>"12." or "１２．" at the start: the number, and whether its digits are full-width; 0 if there is none.</summary>
    static int Number(string? item, out bool wide)
    {
        var (n, i) = (0, 0);
        wide = item is { Length: > 0 } && item[0] is >= '０' and <= '９';
        while (item is not null && i < item.Length && i < 3 && (wide ? item[i] is >= '０' and <= '９' : item[i] is >= '0' and <= '9')) n = n * 10 + (item[i++] - (wide ? '０' : '0'));
        return i > 0 && i < item!.Length && item[i] is '.' or '、' or '．' ? n : 0;
    }

    static void Str015(Check check)
    {
        var functions = check.Document.Profile?.Functions ?? [];
        for (var i = 0; i < functions.Count; i++)
        {
            if (Number(functions[i], out _) is not (> 0 and var number)) continue;
            if (number == i + 1) check.Compared();
            else check.Fail(new Place($"function:{i + 1}", $"主要职能 / 第{i + 1}项"), $"主要职能第{i + 1}项的编号是 {number}。请核对编号。", $"item {i + 1} of the duties has the number {number}. Check the numbers.", $"{number}", $"{i + 1}");
        }
        var texts = check.Document.Profile?.Text ?? [];
        for (var i = 0; i < texts.Count; i++)
        {
            if (Number(texts[i], out var wide) != 1) continue;
            if (!wide || i + 1 < texts.Count && Number(texts[i + 1], out _) == 2) check.Compared();
            else check.Fail(new Place($"profile:{i + 1}", $"部门情况 / 第{i + 1}段"), "只有一项却编为全角的“１．”，与他处编号式样不同。请删去编号或统一式样。", "a lone item has the full-width number １． unlike the others. Drop it or use one style.", texts[i][..2]);
        }
        check.Missing("没有编号的列举", "no numbered list");
    }

    static void Str016(Check check)
    {
        var functions = check.Document.Profile?.Functions ?? [];
        var stopped = 0;
        foreach (var item in functions)
        {
            if (Stops(item)) stopped++;
        }
        if (functions.Count < 2 || stopped * 2 < functions.Count)
        {
            check.Missing("没有以标点结尾的列举", "no list whose items end with a stop");
            return;
        }
        for (var i = 0; i < functions.Count; i++)
        {
            if (Stops(functions[i])) check.Compared();
            else check.Fail(new Place($"function:{i + 1}", $"主要职能 / 第{i + 1}项"), $"主要职能第{i + 1}项结尾没有标点，其他各项有。请补上。", $"item {i + 1} of the duties ends without the stop that the others have. Add it.", functions[i] ?? "");
        }

        static bool Stops(string? item) => item?.TrimEnd() is { Length: > 0 } text && text[^1] is '。' or '；' or ';' or '.';
    }

    static void Str017(Check check)
    {
        foreach (var text in check.Evidence.Texts)
        {
            if (Unbalanced(text.Text) is not { } mark) check.Compared();
            else Fail(check, text, mark.ToString(), $"“{mark}”没有成对。请补上或删去。", $"\"{mark}\" has no partner. Add it or drop it.");
        }
        NoText(check);
    }

    static char? Unbalanced(string text)
    {
        int round = 0, titles = 0, quotes = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '（' or '(': round++; break;
                // "1)" numbers an item.
                case '）' or ')' when round == 0: if (i == 0 || !char.IsAsciiDigit(text[i - 1])) return text[i]; break;
                case '）' or ')': round--; break;
                case '《': titles++; break;
                case '》': if (--titles < 0) return '》'; break;
                case '“': quotes++; break;
                case '”': if (--quotes < 0) return '”'; break;
            }
        }
        return round > 0 ? '（' : titles > 0 ? '《' : quotes > 0 ? '“' : null;
    }

    static void Str018(Check check)
    {
        foreach (var text in check.Evidence.Texts) Look(text);
        foreach (var form in check.Document.Targets?.Projects ?? [])
        {
            if (!string.IsNullOrEmpty(form?.Kind)) Look(new("form", form.Name ?? "", "项目类型", form.Kind));
        }
        foreach (var note in check.Document.Printed?.TranscriptionNotes ?? [])
        {
            if (note is not null && note.AsSpan().IndexOfAnyInRange('\uE000', '\uF8FF') >= 0) Look(new("note", "原文", "", note));
        }
        NoText(check);

        void Look(in PrintedText text)
        {
            var at = text.Text.AsSpan().IndexOfAnyInRange('\uE000', '\uF8FF');
            if (at < 0) at = text.Text.IndexOf('\uFFFD', StringComparison.Ordinal);
            if (at < 0) check.Compared();
            else Fail(check, text, $"U+{(int)text.Text[at]:X4}", $"有无法显示的字符（U+{(int)text.Text[at]:X4}）。勾选请用“√”或“☑”。", $"has a character that cannot be shown (U+{(int)text.Text[at]:X4}). Use √ for a tick.");
        }
    }

    static void Str020(Check check)
    {
        var seen = new HashSet<ReadOnlyMemory<char>>(Names.PieceComparer);
        foreach (var text in check.Evidence.Texts)
        {
            if (text.Part is not ("form" or "overall")) continue;
            seen.Clear();
            var found = false;
            var rest = text.Text.AsMemory();
            while (rest.Length > 0 && !found)
            {
                var end = rest.Span.IndexOfAny('。', '；', '\n');
                var sentence = (end < 0 ? rest : rest[..end]).Trim();
                rest = end < 0 ? default : rest[(end + 1)..];
                if (sentence.Length < 12) continue;
                found = !seen.Add(sentence);
                // "根据…要求，" before a sentence that was there without it.
                var comma = sentence.Span.IndexOf('，');
                if (!found && comma > 0 && sentence.Length - comma > 12) found = seen.Contains(sentence[(comma + 1)..]);
                if (found) Fail(check, text, sentence.ToString(), $"句子重复：“{sentence}”。请删去一处。", "a sentence stands there twice. Drop one.");
            }
            if (!found) check.Compared();
        }
        check.Missing("没有绩效目标表", "there are no forms");
    }

    static readonly string[] Terms = ["一般公共预算", "三公", "机关运行经费"];

    static void Str021(Check check)
    {
        var glossary = check.Document.Glossary is { Count: > 0 } own ? own : check.Evidence.MadeHere ? check.Document.Edition.Glossary : [];
        if (glossary.Count == 0)
        {
            check.Missing("没有名词解释", "there is no glossary");
            return;
        }
        foreach (var term in Terms) Look(term);
        if (check.Evidence.Amount(SubjectKind.GovernmentFund).Fen != 0) Look("政府性基金");

        void Look(string term)
        {
            foreach (var entry in glossary)
            {
                if (entry?.Term?.Contains(term, StringComparison.Ordinal) != true && entry?.Definition?.Contains(term, StringComparison.Ordinal) != true) continue;
                check.Compared();
                return;
            }
            check.Fail(new Place($"glossary:{term}", "名词解释"), $"名词解释没有“{term}”。请补充。", $"the glossary does not explain {term}. Add it.", "", term);
        }
    }

    static void Str022(Check check)
    {
        foreach (var table in check.Document.Tables ?? [])
        {
            if (table is not { NotInSource: false, Definition: not null }) continue;
            // Elsewhere another unit is as good, if it is stated; a wrong one is seen by the sums.
            if (table.Unit == table.Definition.Unit) check.Compared();
            else check.Fail(PlaceOf(table), $"{PlaceOf(table).Text} 的单位为“{table.Unit.Chinese()}”，规定为“{table.Definition.Unit.Chinese()}”。请核对。", $"the table is in {table.Unit.Chinese()}; its form says {table.Definition.Unit.Chinese()}. Check it.", table.Unit.Chinese(), table.Definition.Unit.Chinese(), severity: check.Evidence.MadeHere ? null : Severity.Info);
        }
        check.Missing("没有预算表，或表的内容缺失", "there are no tables, or their bodies are lost");
    }

    static void Str023(Check check)
    {
        var offices = check.Document.Profile?.Offices ?? [];
        if (offices.Count < 3 || offices.Count > 60)
        {
            check.Missing("没有列举内设机构", "the internal offices are not listed");
            return;
        }
        foreach (var text in check.Evidence.Texts)
        {
            int named = 0, joined = 0;
            string? missing = null;
            foreach (var office in offices)
            {
                if (string.IsNullOrEmpty(office)) continue;
                var at = text.Text.IndexOf(office, StringComparison.Ordinal);
                if (at < 0) missing ??= office;
                else
                {
                    named++;
                    if (at > 0 && text.Text[at - 1] == '、' || at + office.Length < text.Text.Length && text.Text[at + office.Length] == '、') joined++;
                }
            }
            // A list of most of them means all of them; a few are named for themselves.
            if (joined < 3 || named * 2 <= offices.Count) continue;
            if (missing is null) check.Compared();
            else Fail(check, text, "", $"列举内设机构时没有“{missing}”，与机构设置不一致。请核对。", $"lists the internal offices without {missing}. Check both lists.");
        }
        check.Missing("内设机构只列举一次", "the offices are listed only once");
    }
}
