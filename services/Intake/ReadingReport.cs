using System.Text.Encodings.Web;
using System.Text.Json;
using Budget.Document;
using Budget.Document.Rules;
using Budget.Intake.Pages;
using Budget.Intake.Tables;
using Google.Protobuf;

namespace Budget.Intake;

/// <summary>
/// How a file was read, as JSON: its tables with the role each was taken for (in kebab case, as messages and edition files write it), how
/// many figures were read and how many for sure, and what was not understood.
/// </summary>
public static class ReadingReport
{
    static readonly JsonWriterOptions Plain = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Render(Reading reading)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            json.WriteString("file", reading.File);
            json.WriteNumber("pages", reading.Pages.Count);
            Numbers(json, "pictures", reading.Pictures);
            json.WriteStartArray("tables");
            for (var t = 0; t < reading.Tables.Count; t++) Table(json, reading, t);
            foreach (var form in reading.Forms) Form(json, form);
            json.WriteEndArray();
            json.WriteStartObject("figures");
            json.WriteNumber("tables", reading.Tables.Sum(table => table.Figures.Count(figure => FigureText.IsFigure(figure.Printed))));
            json.WriteNumber("text", reading.Disclosure.Budget.Printed.Statements.Sum(statement => FigureText.Tokens(statement.Text).Count()));
            json.WriteNumber("unsure", reading.Tables.Sum(table => table.Figures.Count(figure => figure.Sure < 0.9)));
            json.WriteEndObject();
            json.WriteStartArray("unread");
            foreach (var unread in reading.Unread)
            {
                json.WriteStartObject();
                json.WriteNumber("page", unread.Page);
                Box(json, unread.Box);
                json.WriteString("text", unread.Text);
                json.WriteString("why", unread.Why);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("questions");
            foreach (var question in reading.Questions) json.WriteStringValue(question);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    static void Table(Utf8JsonWriter json, Reading reading, int t)
    {
        var (read, found) = (reading.Tables[t], reading.Mapping!.Tables[t]);
        var role = found.Definition?.Role ?? (found.Confidence >= 50 ? found.Likeliest : TableRole.Unknown);
        json.WriteStartObject();
        json.WriteNumber("number", read.Table.Number);
        json.WriteString("role", role == TableRole.Unknown ? TableRoles.Id(TableRole.Other) : TableRoles.Id(role));
        json.WriteString("title", read.Table.Title);
        Numbers(json, "pages", read.Sheet.Pages);
        json.WriteNumber("rows", read.Table.Rows.Count);
        json.WriteNumber("columns", read.Table.PrintedColumns.Count);
        json.WriteNumber("sure", Math.Round(found.Confidence / 100.0 * read.Sure, 2));
        json.WriteEndObject();
    }

    static void Form(Utf8JsonWriter json, Sheet form)
    {
        json.WriteStartObject();
        json.WriteNumber("number", 0);
        json.WriteString("role", Forms.TargetForms.IsOverall(form) ? "department-target" : "project-target");
        json.WriteString("title", form.Title);
        Numbers(json, "pages", form.Pages);
        json.WriteNumber("rows", form.Rows.Count);
        json.WriteNumber("columns", form.Columns);
        json.WriteNumber("sure", 1);
        json.WriteEndObject();
    }

    static void Numbers(Utf8JsonWriter json, string name, IEnumerable<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    static void Box(Utf8JsonWriter json, Box box)
    {
        json.WriteStartArray("box");
        foreach (var edge in (double[])[box.Left, box.Top, box.Right, box.Bottom]) json.WriteNumberValue(Math.Round(edge, 1));
        json.WriteEndArray();
    }

    /// <summary>The intake message as JSON.</summary>
    public static string Message(Reading reading) => new JsonFormatter(JsonFormatter.Settings.Default.WithIndentation()).Format(reading.Disclosure) + "\n";
}
