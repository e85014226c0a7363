using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Operations;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Faults;

/// <summary>A way to the cluster on which watches break and answers are late, wrong, halved or missing, under a portal that people use.</summary>
public sealed class FaultyRoadTests
{
    private const int Seed = 20_261_122;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Watches_that_are_cut_every_second_for_a_minute_cost_nothing_and_are_no_outage()
    {
        var place = await ATestNamespace.CreateAsync();
        await using var road = await FaultyRoad.ToAsync(place.Client.Access);
        road.Rule = CutEverySecond;
        await using var lab = await FaultLab.OpenAsync(place, road.Access);
        var outages = 0;
        using var told = lab.Outages.OnChange(() => outages += lab.Outages.Current is null ? 0 : 1);
        await lab.CreateAsync("quiet", FaultLab.Model());
        await lab.CreateAsync("busy", FaultLab.Model());
        var quiet = await lab.DeployedAsync("quiet");

        var version = 1;
        for (var minute = Stopwatch.StartNew(); minute.Elapsed < TimeSpan.FromMinutes(1);)
        {
            await lab.UpdateAsync("busy", FaultLab.Model(++version));
            await lab.DeployedAsync("busy");
        }

        var busy = await lab.DeployedAsync("busy");
        Assert.Equal((version, 0), (busy.Generation, outages));
        await lab.HistoryAsync(busy.Uid, [ChangeAction.Created, .. Enumerable.Repeat(ChangeAction.Updated, version - 1)]);
        lab.Witness.SawOnce("busy", [.. Enumerable.Repeat(1, version)]);
        Assert.Equal(quiet, await lab.ReadAsync("quiet")); // not even its status was written
        lab.Witness.SawOnce("quiet", 1);
    }

    [Fact]
    public async Task Whatever_the_answers_are_like_what_was_accepted_is_done_once_and_what_was_refused_is_not_done()
    {
        var place = await ATestNamespace.CreateAsync();
        await using var road = await FaultyRoad.ToAsync(place.Client.Access);
        road.Rule = CutEverySecond;
        await using var lab = await FaultLab.OpenAsync(place, road.Access);
        var ledger = new Ledger(lab);
        var weather = new Weather(Seed);
        road.Rule = weather.On;

        for (var model = 0; model < 3; model++)
            await ledger.CreateAsync();
        for (var change = 0; change < 15; change++)
        {
            await ledger.UpdateAsync(change);
            await Task.Delay(Second); // a story of change after change, not one of waiting
        }
        await ledger.DeleteOneAsync();
        road.Rule = static _ => null;

        await ledger.HoldsAsync();
        Assert.All(Enum.GetValues<Weather.Kind>(), kind => Assert.True(weather.Seen.ContainsKey(kind), $"{kind} never came; the seed is {Seed}"));
    }

    [Fact]
    public async Task A_kind_that_is_taken_away_from_a_running_portal_is_told_with_the_way_back_and_nothing_fails_meanwhile()
    {
        var place = await ATestNamespace.CreateAsync();
        await using var road = await FaultyRoad.ToAsync(place.Client.Access);
        road.Rule = CutEverySecond;
        await using var lab = await FaultLab.OpenAsync(place, road.Access);
        await lab.CreateAsync("kept", FaultLab.Model());
        var kept = await lab.DeployedAsync("kept");

        road.Rule = request => IsOfDeployments(request) ? ApiFault.UnknownKind : CutEverySecond(request);
        var outage = await Eventually.SomeAsync(() => Task.FromResult(lab.Outages.Of(OutageOf.Store)), "the outage is told");
        Assert.Contains("does not know PhDeployment", outage.Because, StringComparison.Ordinal);
        Assert.Contains("kubectl apply -f deploy/crd/", outage.Because, StringComparison.Ordinal);
        Assert.Equal(outage.Because, (await Assert.ThrowsAsync<StoreUnavailableException>(() => lab.ProbeAsync())).Message);
        Assert.IsType<CommandResult<Deployment>.Unavailable>(await lab.TryUpdateAsync("kept", FaultLab.Model(version: 2)));
        Assert.Equal(DeploymentPhase.Deployed, (await lab.ReadAsync("kept"))!.Phase);

        road.Rule = static _ => null;
        await Eventually.TrueAsync(() => lab.Outages.Current is null, "the outage is over");
        Assert.Equal(kept, await lab.DeployedAsync("kept"));
        await lab.UpdateAsync("kept", FaultLab.Model(version: 2));
        await lab.DeployedAsync("kept");
        lab.Witness.SawOnce("kept", 1, 1);
    }

    private static bool IsOfDeployments(HttpRequest request) => request.Path.Value!.EndsWith("/phdeployments", StringComparison.Ordinal) || request.Path.Value.Contains("/phdeployments/", StringComparison.Ordinal);

    private static ApiFault? CutEverySecond(HttpRequest request) => FaultyRoad.IsWatch(request) ? new ApiFault.Cut(Second) : null;

    /// <summary>Faults at random, told by a seed.</summary>
    private sealed class Weather(int seed)
    {
        private readonly Random _random = new(seed);

        public enum Kind { Gone, GoneInAWatch, Cut, TooMany, Broken, Late, Half, HalfWrite }

        public ConcurrentDictionary<Kind, int> Seen { get; } = new();

        public ApiFault? On(HttpRequest request)
        {
            double chance, pick;
            lock (_random)
                (chance, pick) = (_random.NextDouble(), _random.NextDouble());
            var isWatch = FaultyRoad.IsWatch(request);
            if (chance > (isWatch ? 1 : 0.25))
                return null;
            var kind = isWatch
                ? pick switch { < 0.15 => Kind.Gone, < 0.3 => Kind.GoneInAWatch, _ => Kind.Cut }
                : pick switch { < 0.25 => Kind.TooMany, < 0.5 => Kind.Broken, < 0.6 => Kind.Late, _ => request.Method == HttpMethods.Get ? Kind.Half : Kind.HalfWrite };
            Seen.AddOrUpdate(kind, 1, (_, count) => count + 1);
            return kind switch
            {
                Kind.Gone => ApiFault.Gone,
                Kind.GoneInAWatch => ApiFault.GoneInAWatch,
                Kind.Cut => new ApiFault.Cut(2 * Second),
                Kind.TooMany => ApiFault.TooMany,
                Kind.Broken => ApiFault.Broken,
                Kind.Late => new ApiFault.Late(2 * Second),
                _ => new ApiFault.Half(),
            };
        }
    }

    /// <summary>Asks, and remembers what was answered.</summary>
    private sealed class Ledger(FaultLab lab)
    {
        private readonly Dictionary<string, Deployment> _made = [];
        private readonly HashSet<string> _refused = [];
        private readonly List<(string Id, string Message, CommandResult<Deployment> Answer)> _answers = [];
        private Deployment? _deleted;
        private int _tries;

        /// <summary>Creates one, under another id at each try.</summary>
        public async Task CreateAsync()
        {
            while (true)
            {
                var id = $"model-{++_tries}";
                var answer = await lab.TryCreateAsync(id, FaultLab.Model().WithEnv("TOKEN", id, secret: true));
                if (answer is CommandResult<Deployment>.Accepted accepted)
                {
                    _made[id] = accepted.Value;
                    return;
                }
                if (IsCertain(answer))
                    _refused.Add(id);
            }
        }

        /// <summary>Updates one of them, once.</summary>
        public async Task UpdateAsync(int number)
        {
            var id = _made.Keys.ElementAt(number % _made.Count);
            var message = $"change {number}";
            _answers.Add((id, message, await lab.TryUpdateAsync(id, FaultLab.Model(number + 2).WithEnv("TOKEN", id, secret: true), message)));
        }

        /// <summary>Deletes one of them, whatever it takes.</summary>
        public async Task DeleteOneAsync()
        {
            _deleted = _made.Values.First();
            await Eventually.TrueAsync(async () => await lab.TryDeleteAsync(_deleted.Id) is CommandResult<Deployment>.Accepted or CommandResult<Deployment>.NotFound, "it is deleted");
        }

        /// <summary>Fails where something was lost, done twice, or done although it was said not to be.</summary>
        public async Task HoldsAsync()
        {
            await Eventually.TrueAsync(() => !lab.Witness.SeesAnyOf(_deleted!.Id), "nothing is left of what was deleted");
            await Eventually.TrueAsync(async () => await lab.ReadAsync(_deleted!.Id) is null, "it is forgotten");
            Assert.All(_refused, id => Assert.Empty(lab.Witness.Ever(Kinds.Deployment, id)));
            foreach (var (id, made) in _made)
            {
                if (made.Uid != _deleted!.Uid)
                    await SettledAsync(await lab.DeployedAsync(id));
                var history = await HistoryAsync(made.Uid);
                Assert.Equal(Enumerable.Range(1, history.Count).Select(revision => (long)revision), history.Select(entry => entry.Revision));
                foreach (var (_, message, answer) in _answers.Where(asked => asked.Id == id))
                {
                    var times = history.Count(entry => entry.Change.Message == message);
                    Assert.True(answer is CommandResult<Deployment>.Accepted ? times == 1 : times == 0 || !IsCertain(answer), $"\"{message}\" is there {times} times; the answer was {answer}");
                }
            }
        }

        private async Task SettledAsync(Deployment now)
        {
            Assert.Single(lab.Witness.Ever(Kinds.Deployment, now.Id));
            Assert.All(lab.Witness.Ever(Kinds.ReplicaSet, now.Id).CountBy(set => set.Template), sets => Assert.Equal(1, sets.Value));
            Assert.All(lab.Witness.Ever(Kinds.Pod, now.Id).CountBy(pod => pod.Template), pods => Assert.Equal(1, pods.Value));
            Assert.Equal((now.Status.Template, 1), (now.Status.Grant!.Template, now.Status.Grant.Replicas));
            await Eventually.TrueAsync(() => lab.Witness.PodsOf(now.Id) is [var pod] && pod.LabelOf(Labels.Template) == now.Status.Template, "its one pod runs");
        }

        private async Task<IReadOnlyList<Core.Journal.JournalEntry>> HistoryAsync(Guid uid)
        {
            await Eventually.TrueAsync(async () => (await lab.HistoryOfAsync(uid)).Count == await lab.WrittenAsync(uid), "all of its history is written down");
            return [.. (await lab.HistoryOfAsync(uid)).Where(entry => entry.Change.Action is not ChangeAction.Deleted)];
        }

        /// <summary>Whether the answer says what was done; else it says that this is not known.</summary>
        private static bool IsCertain(CommandResult<Deployment> answer) =>
            answer is not CommandResult<Deployment>.Unavailable { Why: var why } || !why.Contains("is not known", StringComparison.Ordinal);
    }
}
