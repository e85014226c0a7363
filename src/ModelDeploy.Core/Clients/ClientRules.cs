using System.Text.RegularExpressions;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Clients;

/// <summary>What clients and their keys may be.</summary>
public static partial class ClientRules
{
    /// <summary>How many clients a deployment may have.</summary>
    public const int MostClients = 50;

    /// <summary>How many keys of a client can be good at the same time.</summary>
    public const int MostKeys = 4;

    /// <summary>How long a key may be good when it is not good for ever, in days.</summary>
    public const int MostDays = 3660;

    /// <summary>The longest time that old keys stay good beside a new one.</summary>
    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(90);

    /// <summary>
    /// Null when it can be a client's name, else why not: it stands in a header to the model and before the colon of HTTP basic.
    /// </summary>
    public static string? WhyNameInvalid(string name) => name switch
    {
        "" => ClientTexts.EnterName,
        _ when !Name().IsMatch(name) => ClientTexts.NameCharacters,
        _ => null,
    };

    /// <summary>Null when a key can be good for so many days, else why not; null days are for ever.</summary>
    public static string? WhyDaysInvalid(int? days) => days is < 1 or > MostDays ? ClientTexts.Days.With(MostDays) : null;

    /// <summary>Null when old keys can stay good for so long beside a new one, else why not.</summary>
    public static string? WhyOverlapInvalid(TimeSpan overlap) =>
        overlap < TimeSpan.Zero || overlap > LongestOverlap ? ClientTexts.Overlap.With((int)LongestOverlap.TotalDays) : null;

    /// <summary>Whether this is the hash of a key as it is kept.</summary>
    public static bool IsHash(string? hash) => hash is not null && Hash().IsMatch(hash);

    /// <summary>
    /// Whether a list that somebody else may have written can be relied on: names are told apart, and whoever has a key has a name that can
    /// be said to a model and keys that can be compared.
    /// </summary>
    public static bool AreSound(EquatableList<EndpointClient> clients) =>
        clients.DistinctBy(client => client.Name).Count() == clients.Count
        && clients.Where(client => client.Keys.Count > 0).All(client => WhyNameInvalid(client.Name) is null && client.Keys.All(key => IsHash(key.Hash)));

    [GeneratedRegex(@"^[A-Za-z0-9](?:[-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}
