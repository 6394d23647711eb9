using System.Security.Cryptography;
using System.Text;
using Budget.Hosting.Storage;

namespace Budget.Hosting.Tests.Storage;

public class PackedContentTests
{
    static readonly byte[] Page = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2000).Select(n => $"<tr><td>2010{n}</td><td>行政运行</td><td>{n * 37}.00</td></tr>\n")));

    public static TheoryData<byte[]> Contents => [Array.Empty<byte>(), new byte[] { 1 }, Page, RandomNumberGenerator.GetBytes(10_000), PackedContent.Pack(Page)];

    [Theory, MemberData(nameof(Contents))]
    public void What_was_kept_comes_back_byte_for_byte(byte[] content)
    {
        Assert.Equal(content, PackedContent.Unpack(PackedContent.Pack(content)));
        // And nothing takes much more room than it is long.
        Assert.InRange(PackedContent.Pack(content).Length, 0, content.Length + 32);
    }

    [Fact]
    public void A_page_takes_a_fraction_of_its_room() => Assert.InRange(PackedContent.Pack(Page).Length, 1, Page.Length / 8);

    [Fact]
    public void What_was_kept_before_is_read_as_it_is() => Assert.Equal(Page, PackedContent.Unpack(Page));

    [Fact]
    public void What_is_damaged_is_told_and_not_handed_out()
    {
        var kept = PackedContent.Pack(Page);
        kept[^10] ^= 0xFF;
        Array.Resize(ref kept, kept.Length - 5);
        Assert.Throws<InvalidDataException>(() => PackedContent.Unpack(kept));
    }
}
