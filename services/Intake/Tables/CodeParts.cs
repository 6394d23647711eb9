namespace Budget.Intake.Tables;

/// <summary>
/// Puts the parts of a code together. A print that gives 类, 款 and 项 in columns of their own may leave out the parts that the row above
/// has; one that gives them in one column may print a 款 as its own two digits.
/// </summary>
sealed class CodeParts
{
    readonly string[] last = ["", "", "", "", ""];
    string above = "";

    public string Whole(List<string> parts)
    {
        if (parts.Count == 0) return "";
        for (var i = 0; i < parts.Count && i < last.Length; i++)
        {
            if (parts[i].Length == 0 && i < parts.Count - 1) parts[i] = last[i];
            else last[i] = parts[i];
        }
        var code = string.Concat(parts);
        if (parts.Count == 1 && code.Length == 2 && above.Length >= 3) return above[..3] + code;
        if (code.Length is 3 or 5 or 7) above = code;
        return code;
    }
}
