namespace Budget.Document.Editions;

/// <summary>Reads an edition from its file and refuses what could not be printed or checked later.</summary>
static class EditionReader
{
    static readonly Dictionary<string, TableRole> Roles = Kebab<TableRole>();
    static readonly Dictionary<string, ColumnRole> ColumnRoles = Kebab<ColumnRole>();
    static readonly Dictionary<string, Repeat> Repeats = Kebab<Repeat>();
    static readonly Dictionary<string, Side> Sides = new() { ["revenue"] = Side.Revenue, ["expenditure"] = Side.Expenditure };
    static readonly Dictionary<string, RowKind> RowKinds = Kebab<RowKind>();
    static readonly Dictionary<string, PriorBasis> Bases = new()
    {
        ["prior-budget"] = PriorBasis.PriorBudget,
        ["prior-execution"] = PriorBasis.PriorExecution,
    };
    static readonly Dictionary<string, MoneyUnit> Units = new() { ["元"] = MoneyUnit.Yuan, ["万元"] = MoneyUnit.Wan };

    public static Edition Read(EditionSource source)
    {
        source.Optional("extends");
        var classes = FunctionClasses(source);
        var tables = source.List("tables").Select(t => Table(t, classes)).ToList();
        if (tables.Count == 0) throw source.Error("没有表格（tables）", "no tables");
        if (tables.Select(t => t.Number).Distinct().Count() != tables.Count)
            throw source.Error("两张表的编号相同", "two tables have the same number");
        var edition = new Edition(source.Text("id"), source.Text("title"), source.Int("first-year"), source.Int("last-year"), tables)
        {
            TextUnit = source.Word("text-unit", Units, MoneyUnit.Wan),
            ComparedWith = source.Word("compared-with", Bases, PriorBasis.PriorBudget),
            DocumentTitle = source.Optional("document-title") is { } title ? WordingReader.Read(title) : Wording.Empty,
            Cover = [.. source.List("cover").Select(WordingReader.Read)],
            Outline = [.. source.List("outline").Select(s => Section(s, tables))],
            Glossary = [.. source.List("glossary").Select(Term)],
        };
        source.RefuseUnread();
        if (edition.FirstYear > edition.LastYear) throw source.Error("first-year 晚于 last-year", "first-year is after last-year");
        foreach (var twice in Ids(edition.Outline).GroupBy(i => i).Where(g => g.Count() > 1))
            throw source.Error($"章节编号“{twice.Key}”重复", $"section id \"{twice.Key}\" stands twice");
        return edition;
    }

    static IEnumerable<string> Ids(IEnumerable<OutlineSection> sections) => sections.SelectMany(s => Ids(s.Sections).Prepend(s.Id));

    static List<(int Code, string Name)> FunctionClasses(EditionSource source)
    {
        var classes = new List<(int, string)>();
        if (source.Optional("function-classes") is not { } map) return classes;
        foreach (var (code, name) in map.Members)
        {
            map.Optional(code);
            if (code.Length != 3 || !int.TryParse(code, out var number))
                throw name.Error($"“{code}”不是三位的类级科目编码", $"\"{code}\" is no class code of three digits");
            classes.Add((number, name.AsText()));
        }
        return classes;
    }

    static TableDefinition Table(EditionSource source, List<(int Code, string Name)> classes)
    {
        var columns = source.List("columns").Select(Column).ToList();
        if (columns.Count == 0) throw source.Error("没有列（columns）", "no columns");
        foreach (var twice in columns.GroupBy(c => (c.Side, c.Id)).Where(g => g.Count() > 1))
            throw source.Error($"列“{twice.Key.Id}”重复", $"column \"{twice.Key.Id}\" stands twice");
        if (columns.Any(c => c.Side == Side.Single) && columns.Any(c => c.Side != Side.Single))
            throw source.Error("分左右两侧的表，每一列都要写 side", "every column of a two-sided table needs its side");
        var role = source.Word("role", Roles, TableRole.Unknown);
        if (role == TableRole.Unknown) throw source.Error("缺少“role”", "\"role\" is missing");
        var rows = source.Word("rows", RowKinds, RowKind.Lines);
        var lines = source.List("lines").SelectMany(l => Lines(l, classes)).ToList();
        if (rows == RowKind.Lines && lines.Count == 0) throw source.Error("没有行（lines）", "no lines");
        var table = new TableDefinition(source.Int("number"), role, source.Text("title"), source.Word("unit", Units, MoneyUnit.Wan), rows,
            columns, lines)
        {
            CodeHeader = source.Text("code-header", ""),
            NameHeader = source.Text("name-header", ""),
            Decimals = source.Int("decimals", 2),
            EmptyNote = source.Text("empty-note", ""),
            Aliases = source.Texts("aliases"),
        };
        if (table.Decimals is not (0 or 2)) throw source.Error("decimals 应是 0 或 2", "decimals must be 0 or 2");
        source.RefuseUnread();
        return table;
    }

    static Column Column(EditionSource source)
    {
        var column = new Column(source.Text("id"), source.Text("header"), source.Text("group", ""),
            source.Word("side", Sides, Side.Single), source.Word("role", ColumnRoles, ColumnRole.Unknown))
        {
            Aliases = source.Texts("aliases"),
        };
        source.RefuseUnread();
        return column;
    }

    static IEnumerable<Line> Lines(EditionSource source, List<(int Code, string Name)> classes)
    {
        var side = source.Word("side", Sides, Side.Single);
        if (source.Flag("function-classes"))
        {
            if (classes.Count == 0) throw source.Error("本形式没有 function-classes", "the edition has no function-classes");
            source.RefuseUnread();
            return classes.Select(c => new Line(side, c.Name, 1, false, Subject.Function(c.Code)) { Optional = true });
        }
        var subject = Subject.None;
        if (source.Optional("subject") is { } id)
            subject = Subject.Parse(id.AsText()) ?? throw id.Error($"不认识对象“{id.Value}”，见 Subject.cs 的词表",
                $"unknown subject \"{id.Value}\"; the vocabulary is in Subject.cs");
        var line = new Line(side, source.Text("name"), source.Int("level", 1), source.Flag("total"), subject)
        {
            Aliases = source.Texts("aliases"),
            Optional = source.Flag("optional"),
        };
        source.RefuseUnread();
        return [line];
    }

    static OutlineSection Section(EditionSource source, List<TableDefinition> tables)
    {
        var section = new OutlineSection(source.Text("id"), source.Text("number", ""),
            WordingReader.Read(source.Optional("heading") ?? throw source.Error("缺少“heading”", "\"heading\" is missing")),
            source.Flag("optional"),
            [.. source.List("blocks").Select(b => Block(b, tables))], [.. source.List("sections").Select(s => Section(s, tables))]);
        source.RefuseUnread();
        return section;
    }

    static OutlineBlock Block(EditionSource source, List<TableDefinition> tables)
    {
        var block = source.Optional("table") is not null ? new OutlineBlock(BlockKind.Table) { Table = source.Int("table") }
            : source.Flag("project-pages") ? new OutlineBlock(BlockKind.ProjectPages)
            : source.Flag("project-forms") ? new OutlineBlock(BlockKind.ProjectForms)
            : source.Flag("overall-form") ? new OutlineBlock(BlockKind.OverallForm)
            : new OutlineBlock(BlockKind.Paragraph)
            {
                Wording = WordingReader.Read(source.Optional("text")
                    ?? throw source.Error("这里应有 text、table、project-pages、project-forms 或 overall-form",
                    "text, table, project-pages, project-forms or overall-form belongs here")),
                Each = source.Word("each", Repeats, Repeat.Once),
                When = When(source, "when-zero", zero: true) ?? When(source, "when-not-zero", zero: false),
            };
        if (block.Kind == BlockKind.Table && tables.All(t => t.Number != block.Table))
            throw source.Error($"没有第{block.Table}表", $"there is no table {block.Table}");
        if (block.Each == Repeat.Once && block.Wording.Slots().Any(s => s.NeedsItem))
            throw source.Error("这些空位只能用在重复的段落（each）里", "these slots belong in a repeated paragraph (each)");
        source.RefuseUnread();
        return block;
    }

    static Condition? When(EditionSource source, string name, bool zero) =>
        source.Optional(name) is not { } node ? null
        : Subject.Parse(node.AsText()) is { } subject ? new Condition(subject, zero)
        : throw node.Error($"不认识对象“{node.Value}”，见 Subject.cs 的词表",
            $"unknown subject \"{node.Value}\"; the vocabulary is in Subject.cs");

    static GlossaryEntry Term(EditionSource source)
    {
        var entry = new GlossaryEntry(source.Text("term"), source.Text("definition"));
        source.RefuseUnread();
        return entry;
    }

    static Dictionary<string, T> Kebab<T>() where T : struct, Enum => Enum.GetValues<T>().ToDictionary(TableRoles.Id);
}
