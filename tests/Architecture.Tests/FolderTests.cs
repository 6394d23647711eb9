namespace Budget.Architecture.Tests;

public class FolderTests
{
    /// <summary>Still knotted: Hosting because its context holds the rows of outbox and inbox. A project leaves the list with its last cycle, and none is added.</summary>
    static readonly string[] Knotted = ["Hosting"];

    public static TheoryData<string> Projects => ArrowTests.Projects;

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_leads_back_to_itself(string project)
    {
        var cycle = FolderArrows.Cycle(FolderArrows.Of(project));

        if (Knotted.Contains(project)) Assert.True(cycle.Count > 0, $"{project} is free of cycles: take it off the list.");
        else Assert.True(cycle.Count == 0, $"{project}: folders that need each other are one folder, or a type stands in the wrong one.\n{string.Join('\n', cycle)}");
    }
}
