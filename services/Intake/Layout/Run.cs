using Budget.Intake.Pages;

namespace Budget.Intake.Layout;

/// <summary>Letters that stand together on one line.</summary>
public sealed record Run(string Text, Box Box, double Baseline, double Size);

/// <summary>Puts letters together to runs: by line, gaps and the rules between them.</summary>
static class Runs
{
    const double Gap = 0.8, GapAtRule = 0.12;

    public static List<Run> Of(IReadOnlyList<Letter> letters, IReadOnlyList<Rule> down)
    {
        var runs = new List<Run>();
        var text = new System.Text.StringBuilder();
        foreach (var line in Lines(letters))
        {
            line.Sort((a, b) => a.Box.Left.CompareTo(b.Box.Left));
            var crossed = down.Where(rule => rule.From <= line[0].Baseline && rule.To >= line[0].Box.Top + line[0].Size / 3).Select(rule => rule.At).Order().ToArray();
            var next = 0;
            var box = line[0].Box;
            text.Clear().Append(line[0].Text);
            for (var i = 1; i <= line.Count; i++)
            {
                if (i < line.Count && !Parts(line[i - 1], line[i], crossed, ref next))
                {
                    // A space between words of another alphabet is told by its width.
                    if (line[i].Box.Left - line[i - 1].Box.Right > 0.22 * line[i].Size && char.IsAscii(line[i].Text) && char.IsAscii(line[i - 1].Text)
                        && (char.IsLetter(line[i].Text) || char.IsLetter(line[i - 1].Text))) text.Append(' ');
                    text.Append(line[i].Text);
                    box = box.With(line[i].Box);
                    continue;
                }
                runs.Add(new(text.ToString(), box, line[i - 1].Baseline, line[i - 1].Size));
                if (i == line.Count) break;
                box = line[i].Box;
                text.Clear().Append(line[i].Text);
            }
        }
        return runs;
    }

    /// <summary>Letters of one height on the page: small ones that are set a little higher or lower belong to the line they touch.</summary>
    static IEnumerable<List<Letter>> Lines(IReadOnlyList<Letter> letters)
    {
        var sorted = letters.OrderBy(letter => letter.Baseline).ToList();
        for (var i = 0; i < sorted.Count;)
        {
            var line = new List<Letter> { sorted[i] };
            var last = sorted[i].Baseline;
            for (i++; i < sorted.Count && sorted[i].Baseline - last <= Math.Min(0.18 * sorted[i].Size, 2); i++)
            {
                line.Add(sorted[i]);
                if (sorted[i].Baseline - line[0].Baseline > 0.35 * line[0].Size) break;
            }
            if (i < sorted.Count && line.Count > 1 && line[^1].Baseline - line[0].Baseline > 0.35 * line[0].Size)
            {
                line.RemoveAt(line.Count - 1);
            }
            yield return line;
        }
    }

    static bool Parts(Letter before, Letter letter, double[] rules, ref int next)
    {
        var gap = letter.Box.Left - before.Box.Right;
        if (gap > Gap * Math.Max(letter.Size, before.Size)) return true;
        var (from, to) = (before.Box.MiddleX, letter.Box.MiddleX);
        while (next < rules.Length && rules[next] < from) next++;
        if (next == rules.Length || rules[next] > to) return false;
        return gap > GapAtRule * letter.Size || letter.Show != before.Show && gap > -0.3 * letter.Size && IsFigure(before.Text) != IsFigure(letter.Text);
    }

    static bool IsFigure(char c) => char.IsAsciiDigit(c) || c is '.' or ',' or '-';
}
