using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace ModelDeploy.Portal.Options;

/// <summary>Reads which proxies are believed when they say who asks.</summary>
public static class TrustedProxiesReader
{
    private const string Key = "TrustedProxies";

    // The widest networks that are anybody's own (10.0.0.0/8, fc00::/7). Whoever trusts more trusts strangers.
    private const int WidestOfIPv4 = 8;
    private const int WidestOfIPv6 = 7;
    private const int BitsBeforeIPv4 = 96;

    /// <summary>
    /// The networks, an address being a network of one; empty where nothing is set. Written as one text, separated by blanks or commas, or as a list.
    /// </summary>
    public static IReadOnlyList<IPNetwork> Read(SettingsReader settings)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in settings.Words(Key))
        {
            if (TryParse(text, out var network, out var because))
                networks.Add(network);
            else
                settings.Refuse(Key, $"names \"{text}\", which {because}");
        }
        return [.. networks.Distinct()];
    }

    /// <summary>The network of one entry, or the end of a sentence that says why it is none.</summary>
    public static bool TryParse(string text, out IPNetwork network, [NotNullWhen(false)] out string? because)
    {
        network = default;
        var (written, length) = text.Split('/') switch
        {
            [var whole] => (whole, null),
            [var start, var bits] => (start, bits),
            _ => ("", null),
        };
        because = "is neither an address (192.0.2.7, 2001:db8::7) nor a network (192.0.2.0/24, 2001:db8::/32).";
        if (!TryAddress(written, out var address))
            return false;
        var widest = address.AddressFamily is AddressFamily.InterNetwork ? WidestOfIPv4 : WidestOfIPv6;
        var most = address.GetAddressBytes().Length * 8;
        if (!TryBits(length, most, out var prefix))
            return false;
        if (address.IsIPv4MappedToIPv6)
            return TryParse($"{address.MapToIPv4()}/{prefix - BitsBeforeIPv4}", out network, out because);
        because = $"is wider than any network of one's own: a prefix of {widest} is the least, as everybody in it is believed.";
        if (prefix < widest)
            return false;
        var first = FirstOf(address, prefix);
        because = $"is no network: its first address is {first}. Write {first}/{prefix}, or the address alone.";
        if (!first.Equals(address))
            return false;
        network = new IPNetwork(address, prefix);
        because = null;
        return true;
    }

    // The framework also takes "10.1", octal parts, brackets with a port and zones: each of them means something else to somebody.
    private static bool TryAddress(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (address.AddressFamily is AddressFamily.InterNetwork ? address.ToString() == text : text.AsSpan().IndexOfAny('[', '%') < 0);

    private static bool TryBits(string? text, int most, out int bits)
    {
        bits = most;
        return text is null || (text.Length is > 0 and <= 3 && text.All(char.IsAsciiDigit) && int.TryParse(text, out bits) && bits <= most);
    }

    private static IPAddress FirstOf(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }
}
