using System.Buffers.Text;
using System.Text;
using Budget.Hosting.Errors;

namespace Budget.Hosting;

/// <summary>
/// One page of a list: how many entries, and after which. The token says the last entry of the page before, not how many to
/// skip, so entries added meanwhile neither repeat nor hide others. What is in it is nobody's business but ours.
/// </summary>
public sealed record Page(int Size, IReadOnlyList<string> After)
{
    public const int DefaultSize = 100;
    public const int LargestSize = 1000;

    /// <summary>Reads page_size (0: 100, more than 1000: 1000) and page_token; a token that no answer of ours gave is refused.</summary>
    public static Page Of(int pageSize, string pageToken, int keys)
    {
        if (pageSize < 0)
        {
            throw RichStatus.InvalidArgument("page_size 不能为负数。 / page_size must not be negative.", ("page_size", "0 … 1000"));
        }
        var size = pageSize == 0 ? DefaultSize : Math.Min(pageSize, LargestSize);
        if (pageToken.Length == 0) return new Page(size, []);
        return Decode(pageToken) is { } after && after.Length == keys ? new Page(size, after) : throw BadToken();
    }

    /// <summary>Cuts what was read with <c>Take(Size + 1)</c> to the page and makes the next one's token; empty on the last.</summary>
    public string Cut<T>(List<T> read, Func<T, IEnumerable<string>> keysOf)
    {
        if (read.Count <= Size) return "";
        read.RemoveRange(Size, read.Count - Size);
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('\n', keysOf(read[^1]))));
    }

    public string Text(int key, string otherwise = "") => After.Count == 0 ? otherwise : After[key];

    public int Number(int key, int otherwise) => After.Count == 0 ? otherwise
        : int.TryParse(After[key], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : throw BadToken();

    static string[]? Decode(string token)
    {
        if (token.Length > 1000 || !Base64Url.IsValid(token)) return null;
        try
        {
            var keys = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(token)).Split('\n');
            return keys.Any(key => key.Length == 0 || key.Any(char.IsControl)) ? null : keys;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    static Grpc.Core.RpcException BadToken() => RichStatus.InvalidArgument(
        "page_token 无效，请从第一页（空 page_token）重新读取。 / The page_token is not one we gave; start again without it.",
        ("page_token", "not a token of this list"));
}
