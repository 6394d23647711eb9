using Budget.Contracts.Reading;
using Budget.Document.Editions;

namespace Budget.Contracts.Tests.Reading;

public sealed class EditionFolderTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("editions-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Reads_every_form_of_the_folder_beside_the_built_in_ones()
    {
        Write("shanghai-2027.json", """{ "id": "shanghai-2027", "extends": "shanghai-2026", "title": "2027", "first-year": 2027, "last-year": 2027 }""");
        Write("README.txt", "not a form");
        var book = EditionFolder.Load(folder);
        Assert.Equal(2027, book.Find("shanghai-2027")!.FirstYear);
        Assert.Equal(EditionBook.BuiltIn.All.Count + 1, book.All.Count);
    }

    [Fact]
    public void Refuses_a_faulty_form_and_names_its_file()
    {
        Write("faulty.json", "[]");
        Assert.StartsWith("faulty.json", Assert.Throws<EditionException>(() => EditionFolder.Load(folder)).Message);
    }

    [Fact]
    public void Refuses_a_folder_that_is_not_there() => Assert.Throws<EditionException>(() => EditionFolder.Load(Path.Combine(folder, "none")));

    [Fact]
    public void Takes_no_folder_for_the_built_in_forms() => Assert.Same(EditionBook.BuiltIn, EditionFolder.Load(null));

    void Write(string name, string json) => File.WriteAllText(Path.Combine(folder, name), json);
}
