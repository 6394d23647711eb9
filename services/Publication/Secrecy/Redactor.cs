using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Budget.Document;
using Budget.Document.Relations;
using Budget.Document.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Edition = Budget.Document.Edition;
using Wire = Budget.V1;

namespace Budget.Publication.Secrecy;

/// <summary>
/// What is published instead of what was submitted. It works on the disclosure as it came in, before anything is read from it, so that
/// pages, data files, proofs and searches cannot know what is not in them. Pure: the same decisions give the same bytes.
/// <para>
/// Rows go with their neighbours (see RedactionLevel), totals stay. Names, codes and amounts of what is gone are then masked wherever a
/// text repeats them, even where a number only happens to be equal: rather one word too many than one figure too few.
/// </para>
/// </summary>
public sealed partial class Redactor
{
    const string Masked = "＊＊＊";

    readonly Edition edition;
    readonly Wire.Redactions decisions;
    readonly HashSet<string> asked = new(StringComparer.Ordinal), words = new(StringComparer.Ordinal);
    readonly HashSet<long> amounts = [];
    readonly SortedSet<string> marks = new(StringComparer.Ordinal);
    Regex? secrets;

    Redactor(Edition edition, Wire.Redactions decisions) => (this.edition, this.decisions) = (edition, decisions);

    /// <param name="Notices">What the page says of it.</param>
    public sealed record Result(Wire.DisclosureFile File, Wire.CheckReport Report, IReadOnlyList<string> Notices)
    {
        public bool BudgetChanged { get; init; }
        public bool TargetsChanged { get; init; }
    }

    public static Result Apply(Wire.DisclosureFile file, Wire.CheckReport report, Edition edition, Wire.Redactions decisions)
    {
        var redactor = new Redactor(edition, decisions);
        if (decisions.Reviewed.Count + decisions.Withheld.Count == 0 && !decisions.MaskPhones && !decisions.MaskNames) return new(file, report, []);
        var redacted = file.Clone();
        redactor.LeaveOut(redacted);
        redactor.MaskPersons(redacted);
        redactor.secrets = redactor.MakePattern();
        redactor.MaskTexts(redacted);
        return new(redacted, redactor.Of(report), [.. redactor.marks])
        {
            BudgetChanged = !redacted.Budget.Equals(file.Budget),
            TargetsChanged = redacted.Targets is not null && !redacted.Targets.Equals(file.Targets),
        };
    }

    /// <summary>Why this decision would withhold nothing, or something else than it says; null if it is sound.</summary>
    public static (string Chinese, string English)? Problem(Wire.DisclosureFile file, Edition edition, Wire.Redaction decision)
    {
        var (kind, value) = Split(decision.Subject);
        var level = decision.Shown;
        var shape = (kind, value.Length, level) switch
        {
            ("function", 7, Wire.RedactionLevel.Section or Wire.RedactionLevel.Class or Wire.RedactionLevel.NotShown) => true,
            ("function", 5, Wire.RedactionLevel.Class or Wire.RedactionLevel.NotShown) => true,
            ("function", 3, Wire.RedactionLevel.NotShown) => true,
            ("economic", 5, Wire.RedactionLevel.Class or Wire.RedactionLevel.NotShown) => true,
            ("economic", 3, Wire.RedactionLevel.NotShown) => true,
            ("project", > 0, Wire.RedactionLevel.NotShown) => true,
            ("words", >= 2 and <= 200, Wire.RedactionLevel.NotShown or Wire.RedactionLevel.Unspecified) => true,
            _ => false,
        };
        if (!shape || (kind is "function" or "economic" && !value.All(char.IsAsciiDigit)))
            return ("应为 function:、economic:、project: 或 words:，并给出相配的公开级次。", "must be function:, economic:, project: or words:, with a level that fits");
        // A neighbour would go with it, so that something is withheld does not yet mean that it is the right thing.
        if (kind is "function" or "economic" && !file.Budget.Tables.SelectMany(t => t.Rows).Any(r => r.Code == value) && !file.Budget.Facts.Any(f => f.Subject == decision.Subject))
            return Missing;
        var before = file.Clone();
        var redactor = new Redactor(edition, new Wire.Redactions { Withheld = { decision } });
        redactor.LeaveOut(before);
        redactor.secrets = redactor.MakePattern();
        if (kind == "words") redactor.MaskTexts(before);
        return before.Equals(file) ? Missing : redactor.canBeComputed ? Computable : null;
    }

    static readonly (string Chinese, string English) Computable = ("该项目的金额可由必须公开的合计数推算，单独撤下不能保密；请连同有关科目按类级公开，或整份不予公开。",
        "its amount follows from totals that stay public, so leaving it out protects nothing; show its items at class level as well, or publish none of it");

    static readonly (string Chinese, string English) Missing = ("公开材料中没有这项内容。", "the disclosure has no such part");

    void LeaveOut(Wire.DisclosureFile file)
    {
        var projects = new List<long>();
        foreach (var decision in decisions.Reviewed.Concat(decisions.Withheld))
        {
            var (kind, value) = Split(decision.Subject);
            switch (kind)
            {
                case "function": LeaveOutCodes(file.Budget, value, decision.Shown, RowKind.FunctionCodes); break;
                case "economic": LeaveOutCodes(file.Budget, value, decision.Shown, RowKind.EconomicCodes); break;
                case "project": LeaveOutProject(file, value, projects); break;
                case "words":
                    asked.Add(value);
                    marks.Add("部分文字依法不予公开，以“＊＊＊”代替。");
                    break;
            }
        }
        Complement(file, projects);
        // What is shown in another row is no secret: a 款 with a single 项 has its name and amount.
        foreach (var row in file.Budget.Tables.SelectMany(t => t.Rows))
        {
            words.Remove(row.Name);
            amounts.ExceptWith(row.Cells.Where(c => c.HasFen).Select(c => c.Fen));
        }
    }

    /// <param name="isSecret">The item itself is a secret, and not only beside one: its name and code are masked in texts.</param>
    void LeaveOutCodes(Wire.DepartmentBudget budget, string code, Wire.RedactionLevel level, RowKind rows, bool isSecret = true)
    {
        var secret = isSecret ? code : Masked;
        // The finest code that stays visible, and below it everything goes; not shown: the class goes too.
        var (kept, mark) = (level, rows) switch
        {
            (Wire.RedactionLevel.Section, _) => (code[..5], "按款级公开"),
            (Wire.RedactionLevel.Class, _) => (code[..3], "按类级公开"),
            _ => ("", "不单列公开"),
        };
        var family = kept.Length > 0 ? kept : code[..3];
        var tables = budget.Tables.Where(t => edition.Find(t.Number)?.Rows == rows).ToList();
        var className = tables.SelectMany(t => t.Rows).FirstOrDefault(r => r.Code == code[..3])?.Name;
        var keptName = tables.SelectMany(t => t.Rows).FirstOrDefault(r => r.Code == kept)?.Name ?? $"（{mark}）";
        foreach (var table in tables)
        {
            var gone = Remove(table, row => row.Code.StartsWith(family, StringComparison.Ordinal) && row.Code != kept, secret);
            if (gone.Count == 0) continue;
            Note(table, mark);
            if (kept.Length > 0 && table.Rows.All(r => r.Code != kept)) table.Rows.Insert(gone.Min(g => g.At), SumOf(kept, keptName, gone.Select(g => g.Row)));
        }
        if (kept.Length == 0 && className is not null && rows == RowKind.FunctionCodes)
        {
            var line = PrintedName.WithoutNumbering(className);
            foreach (var table in budget.Tables.Where(t => edition.Find(t.Number)?.Rows == RowKind.Lines))
            {
                if (Remove(table, row => row.Side == Wire.Side.Expenditure && !row.IsTotal && PrintedName.WithoutNumbering(row.Name) == line, code).Count > 0) Note(table, mark);
            }
        }
        var prefix = rows == RowKind.FunctionCodes ? "function:" : "economic:";
        foreach (var fact in budget.Facts.Where(f => f.Subject.StartsWith(prefix + family, StringComparison.Ordinal) && f.Subject != prefix + kept).ToList())
        {
            budget.Facts.Remove(fact);
            Forget(fact.HasFen ? fact.Fen : null);
            Forget(fact.HasPriorFen ? fact.PriorFen : null);
        }
        if (isSecret) words.Add(code);
        marks.Add("部分科目依法不单列公开，合计数不变。");

        static void Note(Wire.Table table, string mark)
        {
            var note = $"注：部分科目依法{mark}，合计数不变。";
            if (!table.Note.Contains(note, StringComparison.Ordinal)) table.Note = table.Note.Length == 0 ? note : table.Note + " " + note;
        }
    }

    /// <param name="secret">Code of what the decision is about: its names are masked in texts; those of neighbours that go with it are no secret, their amounts are.</param>
    List<(int At, Wire.Row Row)> Remove(Wire.Table table, Func<Wire.Row, bool> which, string secret)
    {
        var gone = table.Rows.Select((row, at) => (At: at, Row: row)).Where(r => which(r.Row)).ToList();
        foreach (var (_, row) in gone)
        {
            table.Rows.Remove(row);
            if (row.Name.Length >= 2 && row.Code.StartsWith(secret, StringComparison.Ordinal)) words.Add(row.Name);
            foreach (var cell in row.Cells) Forget(cell.HasFen ? cell.Fen : null);
        }
        return gone;
    }

    /// <summary>A table that has only the finest rows: what stays in their place is their sum.</summary>
    static Wire.Row SumOf(string code, string name, IEnumerable<Wire.Row> rows)
    {
        var finest = rows.Max(r => r.Code.Length);
        var sum = new Wire.Row { Code = code, Name = name, Level = code.Length / 2 };
        foreach (var column in rows.Where(r => r.Code.Length == finest).SelectMany(r => r.Cells).GroupBy(c => c.Column))
        {
            var cell = new Wire.Cell { Column = column.Key };
            if (column.Any(c => c.HasFen)) cell.Fen = column.Where(c => c.HasFen).Sum(c => c.Fen);
            sum.Cells.Add(cell);
        }
        return sum;
    }

    void LeaveOutProject(Wire.DisclosureFile file, string name, List<long> withheld)
    {
        if (Amounts(file).TryGetValue(name, out var amount)) withheld.Add(amount);
        foreach (var line in file.Budget.Projects.Where(p => p.Name == name).ToList())
        {
            file.Budget.Projects.Remove(line);
            Forget(line.HasFen ? line.Fen : null);
        }
        foreach (var form in file.Targets?.Projects.Where(p => p.Name == name).ToList() ?? [])
        {
            file.Targets!.Projects.Remove(form);
            ForgetAll(form);
        }
        foreach (var fact in file.Budget.Facts.Where(f => f.Subject == "project:" + name).ToList()) file.Budget.Facts.Remove(fact);
        foreach (var table in file.Budget.Tables) Remove(table, row => row.Name == name, "");
        words.Add(name);
        marks.Add("部分项目依法不予公开，合计数不变。");
    }

    void MaskPersons(Wire.DisclosureFile file)
    {
        if (file.Targets is not { } targets) return;
        foreach (var form in targets.Projects)
        {
            form.Phone = Phone(form.Phone);
            form.Leader = Person(form.Leader);
        }
        if (targets.Overall is { } overall)
        {
            overall.Phone = Phone(overall.Phone);
            overall.FilledBy = Person(overall.FilledBy);
        }
    }

    string Phone(string number)
    {
        if (!decisions.MaskPhones || number.Length == 0) return number;
        marks.Add("电话号码等个人信息已按规定遮盖。");
        return HideLastDigits(number);
    }

    string Person(string name)
    {
        if (!decisions.MaskNames || name.Length == 0) return name;
        marks.Add("电话号码等个人信息已按规定遮盖。");
        if (name.Length >= 2) words.Add(name);
        return name[..1] + "＊";
    }

    /// <summary>The last four; of a number that is too short for one, all.</summary>
    static string HideLastDigits(string number)
    {
        var hide = number.Count(char.IsAsciiDigit) >= 7 ? 4 : number.Length;
        var characters = number.ToCharArray();
        for (var i = characters.Length - 1; i >= 0 && hide > 0; i--)
        {
            if (!char.IsAsciiDigit(characters[i])) continue;
            characters[i] = '*';
            hide--;
        }
        return new string(characters);
    }

    void MaskTexts(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (field.FieldType == FieldType.Message)
            {
                if (field.IsRepeated) foreach (var entry in (IEnumerable)value) MaskTexts((IMessage)entry);
                else if (value is IMessage inner and not Wire.Department) MaskTexts(inner);
            }
            else if (field.FieldType == FieldType.String && IsText(message, field))
            {
                if (field.IsRepeated)
                {
                    var texts = (IList)value;
                    for (var i = 0; i < texts.Count; i++) texts[i] = Mask((string)texts[i]!);
                }
                else if (value is string { Length: > 0 } text && Mask(text) is var masked && masked != text) field.Accessor.SetValue(message, masked);
            }
        }
        if (message is Wire.PrintedStatement statement)
        {
            foreach (var figure in statement.Figures.Where(f => f.HasValue && Mask(f.Value) != f.Value).ToList()) statement.Figures.Remove(figure);
        }
    }

    /// <summary>Names of things that other parts refer to are no text; a fact's subject is, where it carries a project's name.</summary>
    static bool IsText(IMessage message, FieldDescriptor field) => (message, field.Name) switch
    {
        (Wire.DisclosureFile or Wire.DepartmentBudget or Wire.PerformanceTargets, "edition" or "department") => false,
        (Wire.Table or Wire.ProjectTarget or Wire.DepartmentTarget, "printed_unit") => false,
        (Wire.PrintedColumn, _) or (Wire.Cell, _) or (Wire.FundingLine, _) => false,
        (Wire.Row row, "name") => row.Code.Length > 0,
        (Wire.Row, _) => false,
        (Wire.Fact fact, "subject") => fact.Subject.StartsWith("project:", StringComparison.Ordinal),
        (Wire.PrintedFigure, "value" or "unit" or "direction") => false,
        (_, "phone" or "start_date" or "end_date" or "fill_date" or "published") => false,
        _ => true,
    };

    string Mask(string text)
    {
        if (secrets is not null) text = secrets.Replace(text, Masked);
        if (decisions.MaskPhones && PersonalNumbers().IsMatch(text))
        {
            text = PersonalNumbers().Replace(text, number => HideLastDigits(number.Value));
            marks.Add("电话号码等个人信息已按规定遮盖。");
        }
        return text;
    }

    /// <summary>A finding that speaks of what is not published is not published either.</summary>
    Wire.CheckReport Of(Wire.CheckReport report)
    {
        var redacted = report.Clone();
        foreach (var finding in report.Findings.Where(Speaks)) redacted.Findings.Remove(finding);
        foreach (var finding in report.Fixed.Where(Speaks)) redacted.Fixed.Remove(finding);
        redacted.NotChecked.Clear();
        redacted.NotChecked.AddRange(report.NotChecked.Where(n => !Speaks(n)));
        return redacted;

        bool Speaks(IMessage message) => message.Descriptor.Fields.InDeclarationOrder().Any(field => field.Accessor.GetValue(message) switch
        {
            string text when field.Name is not ("fingerprint" or "rule") => Mask(text) != text,
            IMessage inner => Speaks(inner),
            string => false,
            IEnumerable entries => entries.Cast<object>().Any(entry => entry switch { string text => Mask(text) != text, IMessage inner => Speaks(inner), _ => false }),
            _ => false,
        });
    }

    void Forget(long? fen)
    {
        if (fen is { } amount and not 0) amounts.Add(amount);
    }

    /// <summary>How an amount may be written in a text: 元 and 万元, with and without separators, whole 元 without decimals.</summary>
    static IEnumerable<string> Spellings(long fen)
    {
        var amount = new Amount(Math.Abs(fen));
        foreach (var text in (string[])[amount.InYuan(), amount.InWan()])
        {
            if (text == "0.00") continue;
            yield return text;
            if (text.Contains(',', StringComparison.Ordinal)) yield return text.Replace(",", "", StringComparison.Ordinal);
        }
        var exact = (Math.Abs(fen) / (decimal)Amount.FenPerWan).ToString("0.######", CultureInfo.InvariantCulture);
        if (exact.Contains('.', StringComparison.Ordinal) || exact.Length > 2) yield return exact;
        if (fen % Amount.FenPerYuan == 0 && amount.InYuan()[..^3] is { Length: > 3 } whole)
        {
            yield return whole;
            yield return whole.Replace(",", "", StringComparison.Ordinal);
        }
    }

    Regex? MakePattern()
    {
        var numbers = amounts.SelectMany(Spellings).Concat(words.Where(w => w.All(char.IsAsciiDigit))).Distinct().OrderDescending(StringComparer.Ordinal).Select(Regex.Escape).ToList();
        var names = asked.Concat(words.Where(w => !w.All(char.IsAsciiDigit))).Distinct().OrderByDescending(w => w.Length).ThenBy(w => w, StringComparer.Ordinal).Select(Regex.Escape).ToList();
        // A number is one only where it stands by itself: 12.30 is not in 112.30 or 12.305.
        if (numbers.Count > 0) names.Add($@"(?<![\d.,])(?:{string.Join('|', numbers)})(?![\d,]|\.\d)");
        return names.Count == 0 ? null : new Regex(string.Join('|', names), RegexOptions.CultureInvariant);
    }

    static (string Kind, string Value) Split(string subject)
    {
        var colon = subject.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", subject) : (subject[..colon], subject[(colon + 1)..]);
    }

    /// <summary>Mobile and fixed telephone numbers, numbers after 电话, identity card numbers; never an amount.</summary>
    [GeneratedRegex(@"(?<![\d.,])(?:1[3-9]\d{9}|0\d{2,3}[-－ ]?[2-9]\d{6,7}|\d{17}[\dXx]|(?<=电话[号码为：: ]{0,4})[2-9]\d{6,7})(?![\d,%元万]|\.\d)")]
    private static partial Regex PersonalNumbers();
}
