using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Budget.Document;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.OpenData;

/// <summary>
/// rows.jsonl: everything of a disclosure that is a row, one line each in the document's order: lines of tables, typed facts, projects,
/// indicators. A line's bytes (without the line break) are what its leaf of the hash tree is made from, so anyone can prove a row
/// with this file and a SHA-256 program alone.
/// </summary>
public static class CanonicalRows
{
    public const string File = "rows.jsonl", MediaType = "application/x-ndjson";

    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Render(DisclosureDocument document)
    {
        var bytes = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(bytes, Options);
        foreach (var table in document.Tables.Where(t => !t.NotInSource))
        {
            var figures = new TableFigures(table);
            foreach (var row in table.Rows) Line(bytes, json, "table", () => Row(json, table, figures, row));
        }
        foreach (var fact in document.Facts.Values.OrderBy(f => f.Subject.ToString(), StringComparer.Ordinal)) Line(bytes, json, "fact", () => Fact(json, fact));
        foreach (var project in document.Projects)
        {
            Line(bytes, json, "project", () =>
            {
                json.WriteNumber("line", project.Index + 1);
                json.WriteString("name", project.Name);
                Money(json, "fen", project.Amount);
            });
        }
        foreach (var form in document.Targets?.Projects ?? []) Indicators(bytes, json, "project_form", form.Index + 1, form.Name, form.Indicators);
        foreach (var goal in document.Targets?.Overall?.Goals ?? []) Indicators(bytes, json, goal.LongTerm ? "long_term_goal" : "annual_goal", goal.Number, goal.Text, goal.Indicators);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The lines without their breaks.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> file)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (!file.IsEmpty)
        {
            var end = file.Span.IndexOf((byte)'\n');
            lines.Add(end < 0 ? file : file[..end]);
            file = end < 0 ? default : file[(end + 1)..];
        }
        return lines;
    }

    /// <summary>The number (from 0) of a table's line, as data/table-N.csv counts lines; -1 if there is none.</summary>
    public static int IndexOf(IReadOnlyList<ReadOnlyMemory<byte>> lines, int table, int line)
    {
        var head = System.Text.Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{\"row\":\"table\",\"table\":{table},\"line\":{line},"));
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Span.StartsWith(head)) return i;
        }
        return -1;
    }

    static void Row(Utf8JsonWriter json, Table table, TableFigures figures, Row row)
    {
        json.WriteNumber("table", table.Number);
        json.WriteNumber("line", row.Index + 1);
        if (row.Side != Side.Single) json.WriteString("side", row.Side == Side.Revenue ? "revenue" : "expenditure");
        if (row.CodeText.Length > 0) json.WriteString("code", row.CodeText);
        json.WriteString("name", row.Name);
        if (row.IsTotal) json.WriteBoolean("total", true);
        Cells(json, "fen", rates: false);
        if (table.Columns.Any(c => c.IsRate)) Cells(json, "hundredths_of_percent", rates: true);

        void Cells(Utf8JsonWriter json, string name, bool rates)
        {
            json.WriteStartObject(name);
            for (var i = 0; i < table.Columns.Count; i++)
            {
                var column = table.Columns[i];
                if (column.IsRate != rates || (column.Side != Side.Single && column.Side != row.Side)) continue;
                if (figures.Value(row, i) is { } value) json.WriteNumber(column.Id, value);
                else json.WriteNull(column.Id);
            }
            json.WriteEndObject();
        }
    }

    static void Fact(Utf8JsonWriter json, Fact fact)
    {
        json.WriteString("subject", fact.Subject.ToString());
        Money(json, "fen", fact.Amount);
        if (fact.Count is { } count) json.WriteNumber("count", count);
        Money(json, "prior_fen", fact.Prior);
        if (fact.Reason.Length > 0) json.WriteString("reason", fact.Reason);
        if (fact.Purpose.Length > 0) json.WriteString("purpose", fact.Purpose);
    }

    static void Indicators(ArrayBufferWriter<byte> bytes, Utf8JsonWriter json, string of, int number, string name, IReadOnlyList<Indicator> indicators)
    {
        foreach (var indicator in indicators)
        {
            Line(bytes, json, "indicator", () =>
            {
                json.WriteString("of", of);
                json.WriteNumber("number", number);
                json.WriteString("of_name", name);
                json.WriteNumber("line", indicator.Index + 1);
                json.WriteString("level1", indicator.Level1);
                json.WriteString("level2", indicator.Level2);
                json.WriteString("name", indicator.Name);
                json.WriteString("value", indicator.Value);
                if (indicator.Standard.Length > 0) json.WriteString("standard", indicator.Standard);
            });
        }
    }

    static void Money(Utf8JsonWriter json, string name, Amount? amount)
    {
        if (amount is { } money) json.WriteNumber(name, money.Fen);
    }

    static void Line(ArrayBufferWriter<byte> bytes, Utf8JsonWriter json, string kind, Action content)
    {
        json.Reset();
        json.WriteStartObject();
        json.WriteString("row", kind);
        content();
        json.WriteEndObject();
        json.Flush();
        bytes.Write("\n"u8);
    }
}
