using Budget.Intake.Layout;
using Budget.Intake.Tables;

namespace Budget.Intake.Tests;

/// <summary>
/// How completely a file was read, without knowing what is right: every figure with decimals that stands on a page against what the message
/// holds (the bag of tokens).
/// </summary>
public sealed record ReadingMeasure(int Tokens, int Arrived, int Tables, int Recognised)
{
    public static ReadingMeasure Of(Reading reading)
    {
        var bag = new Dictionary<string, int>();
        var file = reading.Disclosure;
        foreach (var table in file.Budget.Tables)
        {
            Add(table.Title + " " + table.Note);
            foreach (var row in table.Rows)
            {
                Add(row.Name);
                foreach (var cell in row.Cells) Add(cell.Printed);
            }
            foreach (var column in table.PrintedColumns) Add(column.Header);
        }
        foreach (var statement in file.Budget.Printed.Statements) Add(statement.Text);
        foreach (var line in file.Budget.Printed.Contents) Add(line);
        var forms = reading.Forms.SelectMany(form => form.Rows).SelectMany(row => row.Texts).ToList();
        foreach (var cell in forms) Add(cell.Text);

        var (tokens, arrived) = (0, 0);
        foreach (var page in reading.Pages)
        {
            foreach (var run in Runs.Of(page.Letters, [.. page.Rules.Where(rule => !rule.Across)]))
            {
                foreach (var token in FigureText.Tokens(run.Text).Where(token => token.Contains('.', StringComparison.Ordinal)))
                {
                    tokens++;
                    if (bag.GetValueOrDefault(token) > 0)
                    {
                        bag[token]--;
                        arrived++;
                    }
                    // A figure that its cell breaks over two lines arrived as a whole.
                    else if (bag.Any(pair => pair.Value > 0 && pair.Key.Length > token.Length && (pair.Key.StartsWith(token, StringComparison.Ordinal) || pair.Key.EndsWith(token, StringComparison.Ordinal)))) arrived++;
                }
            }
        }
        var known = reading.Mapping?.Tables.Count(table => table.Definition is not null) ?? 0;
        return new(tokens, arrived, reading.Tables.Count, known);

        void Add(string text)
        {
            foreach (var token in FigureText.Tokens(text)) bag[token] = bag.GetValueOrDefault(token) + 1;
        }
    }
}
