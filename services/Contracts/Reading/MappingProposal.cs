using Budget.Document;
using Budget.Document.Recognition;
using Budget.Document.Text;
using Budget.V1;
using Table = Budget.V1.Table;

namespace Budget.Contracts.Reading;

/// <summary>The reader's mapping of tables made elsewhere as an answer to whoever asks: what it would take each for, and what it has to ask.</summary>
public static class MappingProposal
{
    const int OwnName = 100, ByWords = 90;

    /// <summary>Nobody answers more at a time; a document that raises more is no disclosure.</summary>
    const int MostQuestions = 200;

    public static (ProposeMappingResponse? Proposal, IReadOnlyList<FieldViolation> Violations) Of(DocumentReader reader, ProposeMappingRequest request)
    {
        var violations = new Violations();
        if (request.Tables.Count == 0) violations.Add("tables", "没有表；请给出要认定的表。", "there is no table; give the tables to be recognised");
        if (!violations.TooMany(request.Tables.Count, Limits.Columns, "tables"))
        {
            for (var t = 0; t < request.Tables.Count; t++)
            {
                violations.TooMany(request.Tables[t].PrintedColumns.Count, Limits.Columns, $"tables[{t}].printed_columns");
                violations.TooMany(request.Tables[t].Rows.Count, Limits.Rows, $"tables[{t}].rows");
            }
        }
        return violations.Any ? (null, violations.List) : (Propose(reader, request), []);
    }

    static ProposeMappingResponse Propose(DocumentReader reader, ProposeMappingRequest request)
    {
        var (edition, mapping) = reader.Mapped(request.Edition, request.Year, request.Tables);
        var answer = new ProposeMappingResponse { Edition = edition.Id, Note = mapping.Note, NoteEn = mapping.NoteEn };
        for (var t = 0; t < mapping.Tables.Count; t++)
        {
            var found = mapping.Tables[t];
            var proposed = new TableMapping
            {
                Index = t,
                Confidence = found.Confidence,
                Likeliest = Id(found.Likeliest),
                RunnerUp = Id(found.RunnerUp),
                RunnerUpConfidence = found.RunnerUp == TableRole.Unknown ? 0 : found.RunnerUpConfidence,
            };
            answer.Tables.Add(proposed);
            if (mapping.Question(t) is { } question)
            {
                Ask(answer, new MappingQuestion
                {
                    Field = $"tables[{t}].title",
                    Question = question.Chinese,
                    QuestionEn = question.English,
                    Choices = { new[] { found.Likeliest, found.RunnerUp }.Where(role => role != TableRole.Unknown).Select(Id) },
                });
            }
            if (found.Definition is not { } definition) continue;
            (proposed.Role, proposed.Number) = (Id(definition.Role), edition.Find(definition.Role) == definition ? definition.Number : 0);
            Columns(request.Tables[t], t, definition, request.Year, proposed, answer);
            if (definition.Rows == RowKind.Lines) Lines(request.Tables[t], t, definition, proposed, answer);
        }
        return answer;
    }

    static void Columns(Table table, int t, TableDefinition definition, int year, TableMapping proposed, ProposeMappingResponse answer)
    {
        for (var c = 0; c < table.PrintedColumns.Count; c++)
        {
            var printed = table.PrintedColumns[c];
            var column = PrintedTables.Column(printed, definition, year);
            var own = definition.Columns.FirstOrDefault(other => other.Side == column.Side && other.Role == column.Role && column.Role != ColumnRole.Unknown);
            var named = own is not null && (own.Id == printed.Id || definition.FindColumnByHeader(printed.Header, column.Side) == own);
            proposed.Columns.Add(new ColumnMapping
            {
                Printed = printed.Id,
                Side = printed.Side,
                Column = own?.Id ?? "",
                Meaning = Id(column.Role),
                Confidence = column.Role == ColumnRole.Unknown ? 0 : named ? OwnName : ByWords,
            });
            if (column.Role != ColumnRole.Unknown) continue;
            Ask(answer, new MappingQuestion
            {
                Field = $"tables[{t}].printed_columns[{c}]",
                Question = $"“{Title(table)}”的栏目“{TableReader.Shown(printed.Header)}”是什么？",
                QuestionEn = $"What does the column \"{TableReader.Shown(printed.Header)}\" of \"{Title(table)}\" mean?",
                Choices = { TableWords.MayMean(column).Select(Id) },
            });
        }
    }

    static void Lines(Table table, int t, TableDefinition definition, TableMapping proposed, ProposeMappingResponse answer)
    {
        var lines = new LineMatcher(definition);
        for (var r = 0; r < table.Rows.Count; r++)
        {
            var row = table.Rows[r];
            if (row.Code.Length > 0) continue;
            var (line, subject, _) = lines.Match(Sides.Of(row.Side) ?? Document.Side.Single, row.Name, row.Level);
            proposed.Lines.Add(new LineMapping
            {
                Row = r,
                Line = line?.Name ?? "",
                Subject = subject.IsNone ? "" : subject.ToString(),
                Confidence = line is not null ? OwnName : subject.IsNone ? 0 : ByWords,
            });
            if (line is not null || !subject.IsNone || row.Name.Length == 0 || row.Side == V1.Side.Expenditure || TableWords.IsTotal(PrintedName.Normalise(row.Name))) continue;
            Ask(answer, new MappingQuestion
            {
                Field = $"tables[{t}].rows[{r}].name",
                Question = $"“{Title(table)}”的“{TableReader.Shown(row.Name)}”是哪一项？",
                QuestionEn = $"Which line is \"{TableReader.Shown(row.Name)}\" of \"{Title(table)}\"?",
            });
        }
    }

    static void Ask(ProposeMappingResponse answer, MappingQuestion question)
    {
        if (answer.Questions.Count < MostQuestions) answer.Questions.Add(question);
    }

    static string Title(Table table) => table.Title.Length > 0 ? TableReader.Shown(table.Title) : $"表{table.Number}";

    static string Id(TableRole role) => role == TableRole.Unknown ? "" : TableRoles.Id(role);

    static string Id(ColumnRole role) => role == ColumnRole.Unknown ? "" : TableRoles.Id(role);
}
