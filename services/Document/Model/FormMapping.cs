namespace Budget.Document;

/// <summary>A table as it is printed: what is known of it before anything is recognised. The columns' roles are not read.</summary>
public sealed record PrintedTable(int Number, string Title, IReadOnlyList<Column> Columns, IEnumerable<PrintedRow> Rows);

public readonly record struct PrintedRow(Side Side, string Code, string Name);

/// <summary>
/// What one printed table is taken for. <see cref="Definition"/> is null where that is not sure enough to speak of its figures, or
/// where it is none of the tables that rules know.
/// </summary>
/// <param name="Confidence">Percent: of <see cref="Likeliest"/>, or, where that is Unknown, that it is none of the known tables.</param>
public sealed record RecognisedTable(TableDefinition? Definition, int Confidence, TableRole Likeliest, TableRole RunnerUp,
    int RunnerUpConfidence)
{
    /// <summary>From here on, in percent, a table is taken for what it seems to be.</summary>
    public const int Sure = 80;

    /// <summary>Somebody has to say what it is.</summary>
    public bool IsUnsure => Definition is null && (Likeliest != TableRole.Unknown || Confidence < Sure);
}

/// <summary>How the printed tables of a document were fitted to an edition, table by table in printed order.</summary>
/// <param name="OtherForm">They follow another form than the edition's: what is not among them may not be asked for there.</param>
public sealed record FormMapping(bool OtherForm, IReadOnlyList<PrintedTable> Printed, IReadOnlyList<RecognisedTable> Tables)
{
    /// <summary>Why this edition was taken where it is not the document's own; empty otherwise.</summary>
    public string Note { get; init; } = "";
    public string NoteEn { get; init; } = "";

    /// <summary>Nothing is left to ask, and nothing to remark: the document is in the edition's own form.</summary>
    public bool IsPlain => !OtherForm && Tables.All(table => table.Definition is not null);

    /// <summary>A table of the edition that is not found may yet be there, or not be asked for.</summary>
    public bool IsDoubtful => OtherForm || Tables.Any(table => table.IsUnsure);

    /// <summary>Why a table of the edition that is not found cannot be called missing.</summary>
    public (string Chinese, string English) Doubt()
    {
        var unsure = Tables.Index().Where(t => t.Item.IsUnsure).Select(t => Printed[t.Index]).ToList();
        if (unsure.Count > 0)
        {
            var titles = string.Join('、', unsure.Select(t => $"“{Shown(t.Title)}”"));
            return ($"有的表未能确认是哪一张，请先确认：{titles}",
                $"some tables are not recognised for sure, say first what they are: {titles}");
        }
        return ("本文件不是按本形式编制的，未找到的表可能不在其规定之内",
            "the document is in another form, which may not ask for the tables that are not found");
    }

    /// <summary>What to ask about a table that is not recognised for sure; null where it is.</summary>
    public (string Chinese, string English)? Question(int index)
    {
        var (table, found) = (Printed[index], Tables[index]);
        if (!found.IsUnsure) return null;
        if (found.Likeliest == TableRole.Unknown)
            return ($"“{Shown(table.Title)}”是哪一张表，还是不属于规定的预算表？",
                $"Which table is \"{Shown(table.Title)}\", or is it none of the prescribed ones?");
        var (first, firstEn) = TableRoles.Name(found.Likeliest);
        if (found.RunnerUp == TableRole.Unknown)
            return ($"“{Shown(table.Title)}”是{first}吗（把握 {found.Confidence}%）？",
                $"Is \"{Shown(table.Title)}\" the {firstEn} ({found.Confidence}% sure)?");
        var (second, secondEn) = TableRoles.Name(found.RunnerUp);
        return ($"“{Shown(table.Title)}”是{first}（把握 {found.Confidence}%）还是{second}（{found.RunnerUpConfidence}%）？",
            $"Is \"{Shown(table.Title)}\" the {firstEn} ({found.Confidence}% sure) or the {secondEn} ({found.RunnerUpConfidence}%)?");
    }

    static string Shown(string title) => title.Length <= 40 ? title : title[..40] + "…";
}
