using Budget.Document;
using Budget.Typesetting.Composition;
using static Budget.Typesetting.OpenData.DataSet;

namespace Budget.Typesetting.OpenData;

/// <summary>
/// One numbered table as it stands in the document, a line per row. Money is in 元 with two decimals whatever the printed unit,
/// rates are in percent, codes are text.
/// </summary>
static class TableData
{
    public static DataSet Of(DisclosureDocument document, Table table)
    {
        var title = table.Title.Length > 0 ? table.Title : table.Definition.TitleOf(document.Department.Name, document.Year);
        var figures = new TableFigures(table);
        return new($"table-{table.Number}", title, [.. Fields(table)], ["line"], [.. table.Rows.Select(row => (IReadOnlyList<string>)[.. Values(table, figures, row)])]);
    }

    static IEnumerable<DataField> Fields(Table table)
    {
        var rows = table.Definition.Rows;
        yield return new("line", "integer", "行次");
        if (TwoSided(table)) yield return new("side", "string", "收入或支出");
        if (table.Definition.HasCodes) yield return new("code", "string", table.Definition.CodeHeader, rows == RowKind.FunctionCodes ? "functional-classification:generic:code" : "economic-classification:generic:code");
        yield return new("name", "string", table.Definition.NameHeader.Length > 0 ? table.Definition.NameHeader : "项目",
            rows switch { RowKind.FunctionCodes => "functional-classification:generic:label", RowKind.EconomicCodes => "economic-classification:generic:label", _ => "" });
        yield return new("level", "integer", "级次");
        yield return new("is_total", "boolean", "是否合计行");
        foreach (var id in ColumnIds(table))
        {
            var column = table.Columns.First(c => c.Id == id);
            var title = (column.Group.Length > 0 && !TwoSided(table) ? column.Group + "/" : "") + column.Header;
            yield return column.IsRate ? new(id, "number", title + "（%）") : new(id, "number", title + "（元）", "value");
        }
    }

    static IEnumerable<string> Values(Table table, TableFigures figures, Row row)
    {
        yield return Integer(row.Index + 1);
        if (TwoSided(table)) yield return row.Side == Side.Revenue ? "收入" : "支出";
        if (table.Definition.HasCodes) yield return row.CodeText;
        yield return row.Name;
        yield return row.Level == 0 ? "" : Integer(row.Level);
        yield return Boolean(row.IsTotal);
        foreach (var id in ColumnIds(table)) yield return Hundredths(Value(table, figures, row, id));
    }

    static long? Value(Table table, TableFigures figures, Row row, string id)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            if (column.Id == id && (column.Side == Side.Single || column.Side == row.Side)) return figures.Value(row, i);
        }
        return null;
    }

    static IEnumerable<string> ColumnIds(Table table) => table.Columns.Select(c => c.Id).Distinct();

    static bool TwoSided(Table table) => table.Columns.Any(c => c.Side != Side.Single);
}
