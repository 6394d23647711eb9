using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Budget.Intake.Layout;

namespace Budget.Intake.Flows;

/// <summary>A web page: its paragraphs and tables in order. Nothing is fetched and no script is run.</summary>
static class WebFlow
{
    public static (List<Pages.Page> Pages, List<Tables.Sheet> Sheets, List<TextLine> Prose) Read(string html, ReadingLimits limits)
    {
        using var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);
        var page = new Pages.Page(1, 595, 842, [], [], []);
        var flow = new Flow(page);
        if (document.Body is { } body) Walk(body, flow, limits, 0);
        flow.End();
        return ([page], flow.Sheets, flow.Prose);
    }

    static readonly HashSet<string> Blocks = ["P", "DIV", "LI", "H1", "H2", "H3", "H4", "H5", "H6", "SECTION", "ARTICLE", "MAIN", "UL", "OL", "DL", "DT", "DD", "FORM", "CENTER", "BLOCKQUOTE", "TABLE", "HEADER", "FIGURE", "TBODY", "TR", "TD", "TH", "THEAD", "SPAN"];
    static readonly HashSet<string> Skipped = ["SCRIPT", "STYLE", "NAV", "FOOTER", "NOSCRIPT", "SELECT", "BUTTON", "IFRAME", "SVG", "TEMPLATE"];

    static void Walk(INode parent, Flow flow, ReadingLimits limits, int depth)
    {
        limits.Count(1);
        if (depth > 200) return;
        var line = new System.Text.StringBuilder();
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText text) line.Append(text.Data);
            else if (node is IElement element && !Skipped.Contains(element.TagName) && !Hidden(element))
            {
                if (element is IHtmlTableElement table && IsOfCells(table))
                {
                    Flush();
                    Put(table, flow, limits);
                }
                else if (element.TagName == "BR") Flush();
                else if (element.QuerySelector("table,p,div,li,h1,h2,h3,h4,br") is not null)
                {
                    Flush();
                    Walk(element, flow, limits, depth + 1);
                }
                else if (Blocks.Contains(element.TagName) && element.TagName != "SPAN")
                {
                    Flush();
                    flow.Line(Words(element.TextContent), element.TagName is "H1" or "H2" ? 14 : 10);
                }
                else line.Append(element.TextContent);
            }
        }
        Flush();

        void Flush()
        {
            flow.Line(Words(line.ToString()));
            line.Clear();
        }
    }

    static bool Hidden(IElement element) => element.HasAttribute("hidden") || element.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase);

    /// <summary>A table around tables only lays the page out.</summary>
    static bool IsOfCells(IHtmlTableElement table) => table.QuerySelector("table") is null && table.QuerySelectorAll("td,th").Length > 2;

    static void Put(IHtmlTableElement table, Flow flow, ReadingLimits limits)
    {
        if (table.Caption is { } caption) flow.Line(Words(caption.TextContent));
        var rows = new List<(string Text, int Column, int Columns, bool Begins, int Rows, string Address)[]>();
        var down = new Dictionary<int, (string Text, int Columns, int Left)>();
        foreach (var row in table.Rows)
        {
            var cells = new List<(string, int, int, bool, int, string)>();
            var column = 0;
            var hanging = down.ToDictionary(pair => pair.Key, pair => pair.Value);
            foreach (var cell in row.Cells)
            {
                limits.Count(1);
                Hang(int.MaxValue);
                var (span, tall) = (Math.Clamp(cell.ColumnSpan, 1, 200), Math.Clamp(cell.RowSpan, 1, 2000));
                var text = Words(cell.TextContent);
                cells.Add((text, column, span, true, tall, ""));
                if (tall > 1) down[column] = (text, span, tall);
                column += span;

                void Hang(int most)
                {
                    while (hanging.TryGetValue(column, out var above) && most-- > 0)
                    {
                        cells.Add((above.Text, column, above.Columns, false, 1, ""));
                        column += above.Columns;
                    }
                }
            }
            while (hanging.TryGetValue(column, out var last))
            {
                cells.Add((last.Text, column, last.Columns, false, 1, ""));
                column += last.Columns;
            }
            foreach (var key in down.Keys.ToList())
            {
                if (down[key].Left <= 1) down.Remove(key);
                else down[key] = down[key] with { Left = down[key].Left - 1 };
            }
            rows.Add([.. cells]);
        }
        if (rows.Count > 0) flow.Table(rows);
    }

    static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim();
}
