using System.Net;
using System.Net.Sockets;

namespace ModelDeploy.Portal.SignIn.Passwords;

/// <summary>
/// How often a password may be tried, from one address and for one name. This process's own memory: a restart forgets, and each of several
/// portals counts for itself; the lockout of an account does not.
/// </summary>
public sealed class SignInRate(TimeProvider clock)
{
    /// <summary>How many tries an address has at once.</summary>
    public const int PerAddress = 30;

    /// <summary>How many tries a name has at once.</summary>
    public const int PerName = 10;

    /// <summary>After how long an address has one more.</summary>
    public static readonly TimeSpan BetweenOfAddress = TimeSpan.FromSeconds(2);

    /// <summary>After how long a name has one more.</summary>
    public static readonly TimeSpan BetweenOfName = TimeSpan.FromSeconds(6);

    /// <summary>How many addresses and names are told apart; those that come after share what one of them has.</summary>
    public const int MostKeys = 10_000;

    private const string EverybodyElse = "";
    private const int NetworkBytes = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TokenBucket> _addresses = [];
    private readonly Dictionary<string, TokenBucket> _names = [];

    /// <summary>Takes a try: null when there is one, else how long to wait for it. A refused try costs nothing.</summary>
    /// <param name="from">Where it comes from; a network of IPv6 counts as one.</param>
    /// <param name="name">Whose password is tried.</param>
    public TimeSpan? WaitFor(IPAddress? from, string name)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            var (addressKey, nameKey) = (KeyIn(_addresses, KeyOf(from), PerAddress, BetweenOfAddress, now), KeyIn(_names, name, PerName, BetweenOfName, now));
            var address = Current(_addresses, addressKey, PerAddress, BetweenOfAddress, now);
            var ofName = Current(_names, nameKey, PerName, BetweenOfName, now);
            var (first, second) = (address.Wait(BetweenOfAddress), ofName.Wait(BetweenOfName));
            if (first > TimeSpan.Zero || second > TimeSpan.Zero)
                return first > second ? first : second;
            _addresses[addressKey] = address.Taken();
            _names[nameKey] = ofName.Taken();
            return null;
        }
    }

    /// <summary>What an address counts as: the whole network of its owner, where that is IPv6.</summary>
    public static string KeyOf(IPAddress? address)
    {
        if (address is null)
            return EverybodyElse;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily is AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes)) : address.ToString();
    }

    private static TokenBucket Current(Dictionary<string, TokenBucket> buckets, string key, int size, TimeSpan each, DateTimeOffset now) =>
        buckets.TryGetValue(key, out var known) ? known.Filled(size, each, now) : TokenBucket.Full(size, now);

    private static string KeyIn(Dictionary<string, TokenBucket> buckets, string key, int size, TimeSpan each, DateTimeOffset now)
    {
        if (buckets.ContainsKey(key) || buckets.Count < MostKeys)
            return key;
        // Who has all tries back is as good as never seen.
        foreach (var (old, bucket) in buckets)
        {
            if (bucket.Filled(size, each, now).Left >= size)
                buckets.Remove(old);
        }
        return buckets.Count < MostKeys ? key : EverybodyElse;
    }
}
