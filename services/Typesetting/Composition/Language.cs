namespace Budget.Typesetting.Composition;

/// <summary>In which language headings and labels stand. Names and the official document itself are Chinese in both.</summary>
public enum Language { Chinese, English }

public static class Languages
{
    public static string Of(this Language language, string chinese, string english) => language == Language.English ? english : chinese;

    /// <summary>As pages declare it.</summary>
    public static string Tag(this Language language) => language.Of("zh-CN", "en");
}
