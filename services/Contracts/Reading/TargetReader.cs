using Budget.Document;
using Google.Protobuf.Collections;
using Wire = Budget.V1;

namespace Budget.Contracts.Reading;

/// <summary>Reads the performance target forms of one message.</summary>
sealed class TargetReader(Violations violations, Edition edition, bool madeElsewhere)
{
    public PerformanceTargets Read(Wire.PerformanceTargets wire)
    {
        var projects = Array.Empty<ProjectTarget>();
        if (!violations.TooMany(wire.Projects.Count, Limits.Items, "targets.projects"))
        {
            projects = new ProjectTarget[wire.Projects.Count];
            for (var i = 0; i < projects.Length; i++) projects[i] = Project(wire.Projects[i], i);
        }
        return new(projects, wire.Overall is null ? null : Overall(wire.Overall));
    }

    ProjectTarget Project(Wire.ProjectTarget wire, int i)
    {
        if (wire.Name.Length == 0 && !madeElsewhere) violations.Add($"targets.projects[{i}].name", "项目名称为空；请填写。", "the project has no name; give one");
        violations.Text(wire.Name, Limits.Name, $"targets.projects[{i}].name");
        violations.Text(wire.FormTitle, Limits.Name, $"targets.projects[{i}].form_title");
        violations.Text(wire.ManagingDepartment, Limits.Name, $"targets.projects[{i}].managing_department");
        violations.Text(wire.ExecutingUnit, Limits.Name, $"targets.projects[{i}].executing_unit");
        violations.Text(wire.Leader, Limits.Name, $"targets.projects[{i}].leader");
        violations.Text(wire.Phone, Limits.Name, $"targets.projects[{i}].phone");
        violations.Text(wire.Kind, Limits.Name, $"targets.projects[{i}].kind");
        violations.Text(wire.Category, Limits.Name, $"targets.projects[{i}].category");
        violations.Text(wire.StartDate, Limits.Name, $"targets.projects[{i}].start_date");
        violations.Text(wire.EndDate, Limits.Name, $"targets.projects[{i}].end_date");
        violations.Text(wire.FillDate, Limits.Name, $"targets.projects[{i}].fill_date");
        violations.Text(wire.Reason, Limits.Paragraph, $"targets.projects[{i}].reason");
        violations.Text(wire.Content, Limits.Paragraph, $"targets.projects[{i}].content");
        violations.Text(wire.Basis, Limits.Paragraph, $"targets.projects[{i}].basis");
        violations.Text(wire.PriorYearsText, Limits.Paragraph, $"targets.projects[{i}].prior_years_text");
        violations.Text(wire.OverallGoal, Limits.Paragraph, $"targets.projects[{i}].overall_goal");
        violations.Text(wire.AnnualGoal, Limits.Paragraph, $"targets.projects[{i}].annual_goal");
        violations.Money(wire.TotalFen, $"targets.projects[{i}].total_fen");
        violations.Money(wire.YearFen, $"targets.projects[{i}].year_fen");
        violations.Money(wire.ExpenditureTotalFen, $"targets.projects[{i}].expenditure_total_fen");
        return new(i, wire.Name)
        {
            FormTitle = wire.FormTitle,
            ManagingDepartment = wire.ManagingDepartment,
            ExecutingUnit = wire.ExecutingUnit,
            Leader = wire.Leader,
            Phone = wire.Phone,
            Kind = wire.Kind,
            Category = wire.Category,
            StartDate = wire.StartDate,
            EndDate = wire.EndDate,
            FillDate = wire.FillDate,
            Reason = wire.Reason,
            Content = wire.Content,
            Basis = wire.Basis,
            Total = wire.HasTotalFen ? new Amount(wire.TotalFen) : null,
            Year = wire.HasYearFen ? new Amount(wire.YearFen) : null,
            PriorYearsText = wire.PriorYearsText,
            Funding = Funding(wire.Funding, i),
            Expenditure = Expenditure(wire.Expenditure, i),
            ExpenditureTotal = wire.HasExpenditureTotalFen ? new Amount(wire.ExpenditureTotalFen) : null,
            OverallGoal = wire.OverallGoal,
            AnnualGoal = wire.AnnualGoal,
            Indicators = Indicators(wire.Indicators, "targets.projects", i),
            Unit = Unit(wire.PrintedUnit, "targets.projects", i),
        };
    }

    FundingLine[] Funding(RepeatedField<Wire.FundingLine> wires, int i)
    {
        if (violations.TooMany(wires.Count, Limits.Rows, $"targets.projects[{i}].funding")) return [];
        var lines = new FundingLine[wires.Count];
        for (var j = 0; j < lines.Length; j++)
        {
            var wire = wires[j];
            violations.Text(wire.Source, Limits.Name, $"targets.projects[{i}].funding[{j}].source");
            violations.Text(wire.Scope, Limits.Name, $"targets.projects[{i}].funding[{j}].scope");
            violations.Money(wire.Fen, $"targets.projects[{i}].funding[{j}].fen");
            lines[j] = new(wire.Source, wire.Scope, wire.HasFen ? new Amount(wire.Fen) : null);
        }
        return lines;
    }

    ExpenditureLine[] Expenditure(RepeatedField<Wire.ExpenditureLine> wires, int i)
    {
        if (violations.TooMany(wires.Count, Limits.Rows, $"targets.projects[{i}].expenditure")) return [];
        var lines = new ExpenditureLine[wires.Count];
        for (var j = 0; j < lines.Length; j++)
        {
            var wire = wires[j];
            violations.Text(wire.Item, Limits.Name, $"targets.projects[{i}].expenditure[{j}].item");
            violations.Money(wire.Fen, $"targets.projects[{i}].expenditure[{j}].fen");
            lines[j] = new(wire.Item, wire.HasFen ? new Amount(wire.Fen) : null);
        }
        return lines;
    }

    Indicator[] Indicators(RepeatedField<Wire.Indicator> wires, string of, int i)
    {
        if (violations.TooMany(wires.Count, Limits.Rows, $"{of}[{i}].indicators")) return [];
        var indicators = new Indicator[wires.Count];
        for (var j = 0; j < indicators.Length; j++)
        {
            var wire = wires[j];
            violations.Text(wire.Level1, Limits.Name, $"{of}[{i}].indicators[{j}].level1");
            violations.Text(wire.Level2, Limits.Name, $"{of}[{i}].indicators[{j}].level2");
            violations.Text(wire.Name, Limits.Paragraph, $"{of}[{i}].indicators[{j}].name");
            violations.Text(wire.Value, Limits.Paragraph, $"{of}[{i}].indicators[{j}].value");
            violations.Text(wire.Standard, Limits.Name, $"{of}[{i}].indicators[{j}].standard");
            indicators[j] = new(j, wire.Level1, wire.Level2, wire.Name, wire.Value, wire.Standard);
        }
        return indicators;
    }

    DepartmentTarget Overall(Wire.DepartmentTarget wire)
    {
        violations.Text(wire.DepartmentName, Limits.Name, $"targets.overall.department_name");
        violations.Text(wire.FilledBy, Limits.Name, $"targets.overall.filled_by");
        violations.Text(wire.Phone, Limits.Name, $"targets.overall.phone");
        violations.Text(wire.FillDate, Limits.Name, $"targets.overall.fill_date");
        violations.Text(wire.FunctionsSummary, Limits.Paragraph, $"targets.overall.functions_summary");
        violations.Text(wire.AnnualTasks, Limits.Paragraph, $"targets.overall.annual_tasks");
        return new()
        {
            DepartmentName = wire.DepartmentName,
            FilledBy = wire.FilledBy,
            Phone = wire.Phone,
            FillDate = wire.FillDate,
            Revenue = Funds(wire.Revenue, "revenue"),
            Expenditure = Funds(wire.Expenditure, "expenditure"),
            FunctionsSummary = wire.FunctionsSummary,
            AnnualTasks = wire.AnnualTasks,
            Goals = Goals(wire.Goals),
            Unit = Unit(wire.PrintedUnit, "targets.overall", null),
        };
    }

    OverallFunds[] Funds(RepeatedField<Wire.OverallFunds> wires, string of)
    {
        if (violations.TooMany(wires.Count, Limits.Rows, $"targets.overall.{of}")) return [];
        var lines = new OverallFunds[wires.Count];
        for (var j = 0; j < lines.Length; j++)
        {
            var wire = wires[j];
            violations.Text(wire.Name, Limits.Name, $"targets.overall.{of}[{j}].name");
            violations.Text(wire.Share, Limits.Name, $"targets.overall.{of}[{j}].share");
            violations.Money(wire.CurrentFen, $"targets.overall.{of}[{j}].current_fen");
            violations.Money(wire.PriorFen, $"targets.overall.{of}[{j}].prior_fen");
            violations.Money(wire.BeforePriorFen, $"targets.overall.{of}[{j}].before_prior_fen");
            lines[j] = new(wire.Name, wire.HasCurrentFen ? new Amount(wire.CurrentFen) : null, wire.Share,
                wire.HasPriorFen ? new Amount(wire.PriorFen) : null, wire.HasBeforePriorFen ? new Amount(wire.BeforePriorFen) : null);
        }
        return lines;
    }

    Goal[] Goals(RepeatedField<Wire.Goal> wires)
    {
        if (violations.TooMany(wires.Count, Limits.Rows, "targets.overall.goals")) return [];
        var goals = new Goal[wires.Count];
        for (var i = 0; i < goals.Length; i++)
        {
            var wire = wires[i];
            if (wire.Term is not (Wire.GoalTerm.Long or Wire.GoalTerm.Annual))
                violations.Add($"targets.overall.goals[{i}].term", "目标须注明是长期目标（GOAL_TERM_LONG）还是年度目标（GOAL_TERM_ANNUAL）。", "say whether the goal is long-term (GOAL_TERM_LONG) or annual (GOAL_TERM_ANNUAL)");
            if (wire.Number is < 0 or > Limits.Rows)
                violations.Add($"targets.overall.goals[{i}].number", $"目标序号 {wire.Number} 无效；从 1 起编号。", $"{wire.Number} is no goal's number; count from 1");
            violations.Text(wire.Text, Limits.Paragraph, $"targets.overall.goals[{i}].text");
            goals[i] = new(wire.Term == Wire.GoalTerm.Long, wire.Number, wire.Text, Indicators(wire.Indicators, "targets.overall.goals", i));
        }
        return goals;
    }

    MoneyUnit Unit(string text, string of, int? i)
    {
        if (text.Length == 0) return edition.TextUnit;
        if (MoneyUnits.Parse(text) is { } unit) return unit;
        violations.Add(i is null ? $"{of}.printed_unit" : $"{of}[{i}].printed_unit", $"“{TableReader.Shown(text)}”不是金额单位；请写“元”或“万元”。", $"\"{TableReader.Shown(text)}\" is no unit of money; write 元 or 万元");
        return edition.TextUnit;
    }
}
