using Budget.Testing;
using Budget.Typesetting.Pdf;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Budget.Typesetting.Tests;

/// <summary>The PDF's tool as it is installed here, and what poppler reads out of a PDF.</summary>
static class Pdfs
{
    static readonly Lazy<PdfTool> Installed = new(() => Tool([]));

    /// <summary>One for all tests; skips where it is not installed.</summary>
    public static PdfTool Shared
    {
        get
        {
            if (Installed.Value.Missing is { } missing) Assert.Skip($"no PDF can be made here: {missing} (services/Typesetting/Pdf/install.sh)");
            return Installed.Value;
        }
    }

    public static PdfTool Tool(Dictionary<string, string?> settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), LoggerFactory.Create(log => log.AddProvider(TestLog.Provider)).CreateLogger<PdfTool>());

    /// <summary>A program in Node's place: what it does is written in the shell's language; asked for its version it ends well.</summary>
    public static async Task<string> InPlaceOfNode(string folder, string does)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("needs a shell");
        var program = Path.Combine(folder, "node");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n[ \"$1\" = --version ] && exit 0\n{does}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }

    public static Task<string> Text(byte[] pdf, params string[] options) => Read("pdftotext", pdf, file => [.. options, file, "-"]);

    public static Task<string> Info(byte[] pdf) => Read("pdfinfo", pdf, file => [file]);

    public static Task<string> Fonts(byte[] pdf) => Read("pdffonts", pdf, file => [file]);

    static async Task<string> Read(string program, byte[] pdf, Func<string, IEnumerable<string>> arguments)
    {
        if (!Programs.Has(program)) Assert.Skip(Programs.Missing($"poppler ({program})"));
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf);
            return await Programs.Run(program, arguments(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
