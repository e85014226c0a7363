using System.Globalization;
using System.Text;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Identities;

/// <summary>Ended sessions in one Secret for all portals of a namespace: an entry is a mark and when, in ticks of UTC.</summary>
/// <param name="client">Asks the cluster.</param>
/// <param name="inNamespace">Where the Secret is.</param>
public sealed class SecretEndedSessionStore(ApiClient client, string inNamespace) : IEndedSessionStore
{
    /// <summary>The name of the Secret.</summary>
    public const string Name = "modeldeploy-ended-sessions";

    // An object may have a mebibyte, and an entry takes about a hundred bytes of it. The oldest go first: their cookies are over soonest.
    private const int Most = 8_000;

    private readonly SharedSecret _secret = new(client, inNamespace, Name, "ended-sessions");

    /// <inheritdoc />
    public async Task AddAsync(EndedSession ended, DateTimeOffset forgetBefore, CancellationToken stop)
    {
        var kept = await ListAsync(stop);
        var entries = new Dictionary<string, byte[]?>();
        foreach (var old in kept.OrderByDescending(one => one.At).Where((one, number) => one.At < forgetBefore || number >= Most - 1))
            entries[old.Mark] = null;
        var later = kept.FirstOrDefault(one => one.Mark == ended.Mark && one.At > ended.At) ?? ended;
        entries[ended.Mark] = Encoding.ASCII.GetBytes(later.At.UtcTicks.ToString(CultureInfo.InvariantCulture));
        await _secret.MergeAsync(entries, stop);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<EndedSession>> ListAsync(CancellationToken stop) => [.. (await _secret.ReadAsync(stop)).Select(Read).OfType<EndedSession>()];

    // Whatever else somebody has put in there is not ours.
    private static EndedSession? Read(KeyValuePair<string, byte[]> entry) =>
        long.TryParse(Encoding.ASCII.GetString(entry.Value), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new EndedSession(entry.Key, new DateTimeOffset(ticks, TimeSpan.Zero))
            : null;
}
