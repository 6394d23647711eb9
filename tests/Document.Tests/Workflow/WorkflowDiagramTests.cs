using System.Text;
using Budget.Document.Workflow;
using Budget.Testing;

namespace Budget.Document.Tests.Workflow;

public class WorkflowDiagramTests
{
    /// <summary>The page that officials read is made from the table that decides.</summary>
    [Fact]
    public void The_diagram_is_the_transition_table()
    {
        var text = new StringBuilder("""
            # 公开材料的办理流程 / The way of a disclosure

            Made from `DisclosureWorkflow.Table` by its tests; what is not listed here is refused, with the reason.

            ```mermaid
            stateDiagram-v2
                [*] --> Draft: 新建

            """.ReplaceLineEndings("\n"));
        foreach (var state in Enum.GetValues<DisclosureState>()) text.Append($"    {state}: {state.Chinese()}\n");
        foreach (var t in DisclosureWorkflow.Table) text.Append($"    {t.From} --> {t.To}: {t.Move.Chinese()}\n");
        text.Append("    Superseded --> [*]\n    Withheld --> [*]\n```\n\n| 办理 | 从 | 到 | 由谁办理 | move |\n|---|---|---|---|---|\n");
        foreach (var t in DisclosureWorkflow.Table)
        {
            text.Append($"| {t.Move.Chinese()} | {t.From.Chinese()} | {t.To.Chinese()} | {(t.By.Count == 0 ? "系统" : string.Join('、', t.By.Select(r => r.Chinese())))} | {t.Move} |\n");
        }
        text.Append("""

            审定还须：保密审查结论为可以公开；审定人不是报送人。更正须没有正在办理的更正版本。

            """.ReplaceLineEndings("\n"));
        Golden.Matches("../../../services/Document/Workflow/README.md", text.ToString());
    }
}
