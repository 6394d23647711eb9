using Budget.Intake.Pages;

namespace Budget.Intake.Tables;

/// <summary>Where something was read: the page and the box on it, or the sheet's cell ("Sheet1!B7").</summary>
public readonly record struct Place(int Page, Box Box, string Address = "");

/// <param name="Begins">False on the rows that a tall cell reaches down to.</param>
public sealed record SheetCell(double Left, double Right, string Text, Place Place, bool Begins, int Rows)
{
    /// <summary>The first and the number of the table's columns that it takes.</summary>
    public int Column { get; set; }
    public int Columns { get; set; } = 1;

    public bool IsBlank => Text.Length == 0;
}

public sealed record SheetRow(int Page, IReadOnlyList<SheetCell> Cells)
{
    /// <summary>What begins on this row and is not blank.</summary>
    public IEnumerable<SheetCell> Texts => Cells.Where(cell => cell is { Begins: true, IsBlank: false });

    public SheetCell? At(int column) => Cells.FirstOrDefault(cell => cell.Column <= column && column < cell.Column + cell.Columns);
}

/// <summary>One printed table, put together from all the pages it stands on; from whatever kind of file.</summary>
public sealed class Sheet
{
    public string Title { get; set; } = "";

    /// <summary>"公开01表", "表3".</summary>
    public string Label { get; set; } = "";

    /// <summary>元 or 万元 as it is printed over the table; empty where it is not.</summary>
    public string Unit { get; set; } = "";

    public string Department { get; set; } = "";

    /// <summary>The lines that give its title, unit and department, as printed.</summary>
    public string Above { get; init; } = "";

    public string Note { get; set; } = "";
    public List<SheetRow> Rows { get; } = [];
    public int Columns { get; private set; }
    public int HeadRows { get; set; }
    public bool Unruled { get; init; }

    /// <summary>The last heading before it, for a table without a title.</summary>
    public string Under { get; init; } = "";

    public IEnumerable<int> Pages => Rows.Select(row => row.Page).Distinct();

    /// <summary>The edges that any of its cells has, close ones taken together.</summary>
    public void Settle()
    {
        var edges = new List<double>();
        foreach (var at in Rows.SelectMany(row => row.Cells).SelectMany(cell => (double[])[cell.Left, cell.Right]).Order())
        {
            if (edges.Count == 0 || at - edges[^1] > Tolerance) edges.Add(at);
        }
        Columns = Math.Max(edges.Count - 1, 0);
        foreach (var cell in Rows.SelectMany(row => row.Cells))
        {
            cell.Column = Nearest(edges, cell.Left);
            cell.Columns = Math.Max(1, Nearest(edges, cell.Right) - cell.Column);
        }
    }

    public const double Tolerance = 3.2;

    static int Nearest(List<double> edges, double at)
    {
        var i = edges.BinarySearch(at);
        if (i >= 0) return i;
        i = ~i;
        if (i == 0) return 0;
        return i == edges.Count || at - edges[i - 1] <= edges[i] - at ? i - 1 : i;
    }
}
