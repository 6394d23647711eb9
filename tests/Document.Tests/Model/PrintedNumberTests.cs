namespace Budget.Document.Tests;

public sealed class PrintedNumberTests
{
    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("0.00", 0, 2)]
    [InlineData("1,234.50", 123450, 2)]
    [InlineData("-30.16", -3016, 2)]
    [InlineData("－8", -8, 0)]
    [InlineData(" 12 ", 12, 0)]
    [InlineData("999999999999999999", 999999999999999999, 0)]
    public void Reads_digits_and_remembers_how_many_decimals_stand_there(string text, long unscaled, int decimals) =>
        Assert.Equal(new PrintedNumber(unscaled, decimals), PrintedNumber.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("1.2.3")]
    [InlineData("12万")]
    [InlineData("30.16%")]
    [InlineData("一百")]
    [InlineData("１２")]
    [InlineData("1234567890123456789")]
    public void Does_not_read_what_is_no_number(string text) => Assert.Null(PrintedNumber.Parse(text));

    [Theory]
    [InlineData("1191.95", MoneyUnit.Wan, 1191950000)]
    [InlineData("1191.950184", MoneyUnit.Wan, 1191950184)]
    [InlineData("0.0000010", MoneyUnit.Wan, 1)]
    [InlineData("-11919501.84", MoneyUnit.Yuan, -1191950184)]
    [InlineData("12.300", MoneyUnit.Yuan, 1230)]
    [InlineData("92233720368547758.07", MoneyUnit.Yuan, long.MaxValue)]
    public void Is_exact_as_money(string text, MoneyUnit unit, long fen)
    {
        // 19 digits are not read from print, but a computed number may have them.
        var number = PrintedNumber.Parse(text) ?? new PrintedNumber(long.Parse(text.Replace(".", "")), 2);
        Assert.Equal(new Amount(fen), number.AsMoney(unit));
    }

    [Theory]
    [InlineData("0.0000001", MoneyUnit.Wan)]
    [InlineData("1.001", MoneyUnit.Yuan)]
    [InlineData("999999999999999999", MoneyUnit.Yuan)]
    [InlineData("-99999999999999", MoneyUnit.Wan)]
    public void Is_no_money_below_one_fen_or_beyond_what_fits(string text, MoneyUnit unit) => Assert.Null(PrintedNumber.Parse(text)!.Value.AsMoney(unit));
}
