using Budget.Desk.Frame;
using Budget.Desk.SignIn;

namespace Budget.Desk.Tests;

public class SayTests
{
    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(120_000_000, "+120.00")]
    [InlineData(-4_999, "−0.00")]
    [InlineData(-36_912_345_678, "−36,912.35")]
    public void A_change_of_money_has_its_sign(long fen, string words) => Assert.Equal(words, Say.SignedWan(fen));

    [Theory]
    [InlineData(3, "余 3 天")]
    [InlineData(0, "今天到期")]
    [InlineData(-2, "逾期 2 天")]
    public void Days_are_said_as_people_count_them(int days, string words) => Assert.Equal(words, Say.DaysLeft(days, english: false));

    [Theory]
    [InlineData("/approvals/101/2026/1?view=since", true)]
    [InlineData("//elsewhere.example", false)]
    [InlineData("https://elsewhere.example", false)]
    [InlineData("/\\elsewhere.example", false)]
    [InlineData("/a\nb", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Nobody_is_sent_to_another_site_after_signing_in(string? back, bool ours) => Assert.Equal(ours, SignInPages.Local(back) is not null);
}
