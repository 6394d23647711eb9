using System.Globalization;
using Budget.Document;
using Wire = Budget.V1;

namespace Budget.Transcriptions;

/// <summary>The performance target forms of a transcription, of either form (Wuhan: flat funding; Shanghai: funding of the project and of the year).</summary>
sealed class Targets(int year, MoneyUnit unstated, Remarks remarks)
{
    public Wire.ProjectTarget Project(Node source)
    {
        var unit = UnitOf(source);
        // kind_as_printed is the row of tick boxes that kind was read from.
        var ticks = source.Text("kind_as_printed");
        var target = new Wire.ProjectTarget
        {
            Name = source.Text("name"),
            FormTitle = source.Text("form_title"),
            ManagingDepartment = source.Text("managing_department"),
            ExecutingUnit = source.Text("executing_unit"),
            Leader = source.Text("leader"),
            Phone = source.Text("phone"),
            Kind = source.Has("kind") ? source.Text("kind") : ticks,
            Category = source.Text("category"),
            StartDate = source.Text("start_date"),
            EndDate = source.Text("end_date"),
            FillDate = source.Text("fill_date"),
            Reason = source.Text("reason"),
            Content = source.Text("content"),
            Basis = source.Text("basis"),
            PriorYearsText = source.Text("prior_years_text"),
            OverallGoal = source.Text("overall_goal"),
            AnnualGoal = source.Text("annual_goal"),
            PrintedUnit = unit.Chinese(),
        };
        if (source.Fen("total_budget", unit) is { } total) target.TotalFen = total;
        if (source.Fen("year_budget", unit) is { } budget) target.YearFen = budget;
        if (source.Fen("expenditure_total", unit) is { } expenditure) target.ExpenditureTotalFen = expenditure;
        foreach (var line in source.List("expenditure_details"))
        {
            var detail = new Wire.ExpenditureLine { Item = line.Text("item") };
            if (line.Fen("amount", line.Has("unit") ? Numbers.Unit(line.Text("unit")) ?? unit : unit) is { } fen) detail.Fen = fen;
            target.Expenditure.Add(detail);
        }
        if (source["funding"] is { } funding) Funding(funding, "", unit, target);
        target.Indicators.Add(source.List("indicators").Select(Indicator));
        return target;
    }

    static void Funding(Node funding, string scope, MoneyUnit unit, Wire.ProjectTarget target)
    {
        if (funding.IsList)
        {
            foreach (var line in funding.Items)
            {
                var source = line.Has("source") ? line.Text("source") : line.Has("name") ? line.Text("name") : line.Text("item");
                Add(source, line.Has("scope") ? line.Text("scope") : scope, line.Fen("amount", unit));
            }
            return;
        }
        // A line that is printed and left blank is carried as a blank line.
        foreach (var (name, value) in funding.AllMembers)
        {
            if (value is { IsObject: true } or { IsList: true }) Funding(value, name == "total" ? "project" : name, unit, target);
            else Add(name, scope, funding.Fen(name, unit));
        }

        void Add(string source, string scope, long? fen)
        {
            var line = new Wire.FundingLine { Source = source, Scope = scope };
            if (fen is { } known) line.Fen = known;
            target.Funding.Add(line);
        }
    }

    static Wire.Indicator Indicator(Node source) => new()
    {
        Level1 = source.Text("level1"),
        Level2 = source.Text("level2"),
        Name = source.Text("name"),
        Value = source.Text("value"),
        Standard = source.Text("standard"),
    };

    public Wire.DepartmentTarget Overall(Node source)
    {
        var unit = UnitOf(source);
        var target = new Wire.DepartmentTarget
        {
            DepartmentName = source.Text("department_name"),
            FilledBy = source.Text("filled_by"),
            Phone = source.Text("phone"),
            FillDate = source.Text("fill_date"),
            FunctionsSummary = source.Text("functions_summary"),
            AnnualTasks = source.Text("annual_tasks"),
            PrintedUnit = unit.Chinese(),
        };
        if (source["funds"] is { } funds)
        {
            var years = funds.List("columns").Select(column => (Id: column.Text("id"), Header: column.Text("header"))).ToArray();
            target.Revenue.Add(funds.List("revenue").Select(line => Funds(line, years, unit)));
            target.Expenditure.Add(funds.List("expenditure").Select(line => Funds(line, years, unit)));
        }
        foreach (var goal in source.List("long_term_goals")) target.Goals.Add(Goal(goal, Wire.GoalTerm.Long, target));
        foreach (var goal in source.List("annual_goals")) target.Goals.Add(Goal(goal, Wire.GoalTerm.Annual, target));
        foreach (var block in source.List("goal_indicators")) Indicators(block, target);
        return target;
    }

    Wire.OverallFunds Funds(Node line, (string Id, string Header)[] columns, MoneyUnit unit)
    {
        var funds = new Wire.OverallFunds { Name = line.Text("name") };
        if (line["cells"] is not { } cells) return funds;
        foreach (var (id, value) in cells.Members)
        {
            var head = columns.FirstOrDefault(column => column.Id == id).Header ?? "";
            if (id == "share" || head.Contains("占比", StringComparison.Ordinal)) funds.Share = value.AsText();
            else if (IsOf(year - 2)) { if (cells.Fen(id, unit) is { } fen) funds.BeforePriorFen = fen; }
            else if (IsOf(year - 1)) { if (cells.Fen(id, unit) is { } fen) funds.PriorFen = fen; }
            else if (id == "current" || IsOf(year) || head.Contains("当年", StringComparison.Ordinal)) { if (cells.Fen(id, unit) is { } fen) funds.CurrentFen = fen; }
            else remarks.Keep(value.Path, value.AsText(), "a column that is none of this year, its share and the two years before");

            bool IsOf(int other) => $"{id}/{head}".Contains(other.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }
        return funds;
    }

    Wire.Goal Goal(Node source, Wire.GoalTerm term, Wire.DepartmentTarget target)
    {
        var before = target.Goals.Count(goal => goal.Term == term);
        var goal = new Wire.Goal
        {
            Term = term,
            Number = int.TryParse(source.Text("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : before + 1,
            Text = source.IsObject ? source.Text("text") : source.AsText(),
        };
        goal.Indicators.Add(source.List("indicators").Select(Indicator));
        return goal;
    }

    /// <summary>The indicators of "长期目标 1" belong to the first long-term goal. Where the block repeats the goal's text in other words, both are kept.</summary>
    void Indicators(Node block, Wire.DepartmentTarget target)
    {
        var name = block.Text("goal");
        var term = name.Contains("长期", StringComparison.Ordinal) ? Wire.GoalTerm.Long : Wire.GoalTerm.Annual;
        var digits = new string([.. name.Where(char.IsAsciiDigit)]);
        var number = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var stated) ? stated : 1;
        var text = block.Text("text");
        var goal = target.Goals.FirstOrDefault(goal => goal.Term == term && goal.Number == number);
        if (goal is null) target.Goals.Add(goal = new Wire.Goal { Term = term, Number = number, Text = text });
        else if (text.Length > 0 && text != goal.Text) remarks.Keep($"{block.Path}.text", text, "differs from the goal's own text");
        goal.Indicators.Add(block.List("indicators").Select(Indicator));
    }

    MoneyUnit UnitOf(Node source)
    {
        if (Numbers.Unit(source.Text("currency_unit")) is { } unit) return unit;
        remarks.Say($"{source.Path}.currency_unit", $"no unit of money is stated; {unstated.Chinese()} is taken");
        return unstated;
    }
}
