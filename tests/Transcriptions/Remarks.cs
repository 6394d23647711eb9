namespace Budget.Transcriptions;

/// <summary>
/// What the converter has to say: on standard error for whoever runs it, and, where something printed has no field of
/// its own in the intake form, in the document's transcription notes, so that nothing is lost on the way.
/// </summary>
sealed class Remarks
{
    readonly List<string> said = [];
    readonly List<string> kept = [];

    public IReadOnlyList<string> Said => said;

    public IReadOnlyList<string> Kept => kept;

    public void Say(string path, string remark) => said.Add($"{path}: {remark}");

    /// <summary>Keeps what is printed at the path in the transcription notes.</summary>
    public void Keep(string path, string printed, string why)
    {
        said.Add($"{path}: {why}; kept in the transcription notes: {(printed.Length <= 80 ? printed : printed[..80] + "…")}");
        kept.Add($"{path}：{printed}");
    }
}
