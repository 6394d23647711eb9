using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Budget.Hosting.Acts;

/// <summary>One hash over values, alike on both databases. Each value is told with its length, so that none can pass into the next.</summary>
static class Digests
{
    public static string Of(params IEnumerable<object?> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var value in values)
        {
            var bytes = Bytes(value);
            hash.AppendData(Encoding.ASCII.GetBytes(bytes is null ? "-;" : string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}:")));
            if (bytes is not null) hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static byte[]? Bytes(object? value) => value switch
    {
        null => null,
        byte[] bytes => bytes,
        // To the microsecond, as both databases keep it.
        DateTimeOffset at => Encoding.ASCII.GetBytes((at.UtcTicks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture)),
        Enum => Encoding.ASCII.GetBytes(Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)),
        IFormattable formattable => Encoding.UTF8.GetBytes(formattable.ToString(null, CultureInfo.InvariantCulture)),
        IEnumerable<string> texts => Encoding.UTF8.GetBytes(string.Join('\n', texts)),
        _ => Encoding.UTF8.GetBytes(value.ToString()!),
    };
}
