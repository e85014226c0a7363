using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Local.Tests.Store;
using ModelDeploy.TestHost;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Faults.Kills;

/// <summary>
/// People change a few deployments while the portal is killed again and again, at moments that a seed chooses. After every kill the
/// next start must find everything as it was promised.
/// </summary>
internal sealed class KillStory(int seed, int firstPort) : IAsyncDisposable
{
    private const decimal CpuOfOne = 0.5m;
    private static readonly string[] Ids = ["amber", "birch", "cedar"];

    private readonly Random _random = new(seed);
    private readonly TempDirectory _data = new();
    private readonly Ledger _ledger = new();
    private readonly Sightings _sightings = new();
    private readonly List<string> _events = [];
    private readonly List<HostAnswer> _answers = [];
    private KillableHost _host = new();
    private KillableHost _next = new();
    private IReadOnlyList<ReplicaProcess> _seenAtKill = [];

    /// <summary>What happened, for the message of a failure.</summary>
    public string Events => string.Join(Environment.NewLine, _events.TakeLast(60).Concat(["The last host said:"]).Concat(_host.Log.TakeLast(60)));

    /// <summary>How many replicas were at work in the story.</summary>
    public int ReplicasSeen => _sightings.Count;

    private MachineProcesses Processes => new(_data.Path);

    /// <summary>Lives through that many kills, and then in peace until everything is as it was wanted, and until nothing is left.</summary>
    public async Task RunAsync(int kills)
    {
        await _host.GoAsync(_data.Path, firstPort);
        for (var i = 1; i <= kills; i++)
        {
            _events.Add($"-- life {i}");
            await KillAsync(await LiveAsync());
            await RestartAsync();
        }
        await _host.SweptAsync();
        await CheckStartAsync();
        await SettleAsync();
        await EndAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _next.DisposeAsync();
        foreach (var process in Processes.Find())
            process.Identity.KillGroup();
        await Eventually.TrueAsync(() => Processes.Find().Count == 0, "an empty machine");
        _data.Dispose();
    }

    /// <summary>One life of the host, up to the moment of its death; what it was asked, answered or not.</summary>
    private async Task<IReadOnlyList<HostCommand>> LiveAsync()
    {
        if (_random.Next(6) == 0)
        {
            await PassAsync(_random.Next(250)); // killed while it starts
            return [];
        }
        await _host.SweptAsync();
        await CheckStartAsync();
        if (_random.Next(8) == 0)
            await SettleAsync();
        var commands = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => AnyCommand()).ToList();
        foreach (var command in commands)
            _host.Send(command);
        if (_random.Next(2) == 0)
        {
            foreach (var _ in commands)
                _answers.Add(await _host.AnswerAsync());
        }
        await PassAsync(_random.Next(10) switch { < 4 => _random.Next(40), < 9 => _random.Next(300), _ => _random.Next(1500) });
        return commands;
    }

    private async Task PassAsync(int milliseconds)
    {
        _events.Add($"{milliseconds} ms pass");
        await Task.Delay(milliseconds);
    }

    private async Task KillAsync(IReadOnlyList<HostCommand> sent)
    {
        _seenAtKill = Processes.Models();
        _answers.AddRange(await _host.KillAsync());
        _ledger.Fold(sent, _answers);
        for (var i = 0; i < sent.Count; i++)
            _events.Add($"{sent[i].Do} {sent[i].Id} {sent[i].Spec?.ModelImage} x{sent[i].Spec?.Replicas}: {(i < _answers.Count ? _answers[i].Outcome : "no answer")}");
        _answers.Clear();
    }

    private async Task RestartAsync()
    {
        await _host.DisposeAsync();
        _host = _next;
        _next = new KillableHost();
        if (_random.Next(3) == 0)
            await PassAsync(_random.Next(400));
        await _host.GoAsync(_data.Path, firstPort);
    }

    /// <summary>What holds when every deployment has had its first pass.</summary>
    private async Task CheckStartAsync()
    {
        var before = await _host.ListAsync();
        _ledger.Check(before);
        _sightings.Fold(_seenAtKill, before);
        _seenAtKill = [];
        var processes = Processes.Find();
        var after = await _host.ListAsync();
        var models = processes.Where(process => process.IsModel).ToList();
        _events.Add($"found {string.Join(", ", after.Select(told => $"{told.Id} {told.Phase} {told.Generation}"))}; {string.Join(", ", processes)}");

        _sightings.Fold(models, before);
        Assert.Empty(models.GroupBy(model => model.Replica).Where(group => group.Count() > 1).SelectMany(group => group));
        Assert.Empty(models.ExceptBy(before.Select(told => told.Id), model => model.Deployment));
        foreach (var told in after.Where(told => before.Any(same => same.Id == told.Id && same.Version == told.Version)))
            CheckGrant(told, models.Count(model => model.Deployment == told.Id));
        Assert.All(after, told => Assert.True(
            told.Failure is null or FailureReason.QuotaExceeded, $"{told.Id} is said to have failed: {told.Message}"));
    }

    private static void CheckGrant(ToldDeployment told, int running) =>
        Assert.True(running * CpuOfOne <= told.GrantedCpu, $"{told.Id} runs {running} and was granted {told.GrantedCpu} cores");

    /// <summary>Left alone, everything becomes what was wanted, and exactly that runs.</summary>
    private async Task SettleAsync()
    {
        IReadOnlyList<ToldDeployment> last = [];
        await Eventually.TrueAsync(async () => IsSettled(last = await _host.ListAsync()), "everything to be as it was wanted");
        _events.Add($"settled: {string.Join(", ", last.Select(told => $"{told.Id} {told.Phase}"))}");
        _ledger.Check(last);
        _sightings.Fold(Processes.Models(), last);
        foreach (var uid in _ledger.Uids)
            _ledger.CheckHistory(uid, (await _host.AskAsync(new HostCommand(HostDeed.History, Uid: uid))).History!);
    }

    private bool IsSettled(IReadOnlyList<ToldDeployment> told)
    {
        var processes = Processes.Find();
        return _ledger.Known.Values.Where(known => !known.Deleting).All(known => told.Any(same => same.Uid == known.Uid))
            && processes.All(process => told.Any(owner => owner.Id == process.Deployment))
            && told.All(deployment => IsSettled(deployment, [.. processes.Where(process => process.Deployment == deployment.Id)]));
    }

    private static bool IsSettled(ToldDeployment told, IReadOnlyList<ReplicaProcess> processes) => told switch
    {
        { Deleting: true } => false,
        { Spec.Stop: true } => told.Phase is DeploymentPhase.Stopped && processes.Count == 0,
        _ => told.Phase is DeploymentPhase.Deployed
            && told.Replicas.Select(replica => replica.Name).SequenceEqual(
                processes.Where(process => process.IsModel).Select(process => process.Replica).Order(StringComparer.Ordinal))
            && processes.Count == 2 * told.Spec.Replicas && told.Replicas.Count == told.Spec.Replicas,
    };

    private async Task EndAsync()
    {
        foreach (var id in _ledger.Known.Keys.ToList())
            Assert.Equal(HostAnswer.Accepted, (await _host.AskAsync(new HostCommand(HostDeed.Delete, id))).Outcome);
        await Eventually.TrueAsync(async () => (await _host.ListAsync()).Count == 0, "everything to be deleted");
        Assert.Empty(Processes.Find());
        Assert.Empty(Directory.EnumerateDirectories(_data["replicas"]));
    }

    private HostCommand AnyCommand()
    {
        var id = Ids[_random.Next(Ids.Length)];
        if (!_ledger.Known.TryGetValue(id, out var known) || known.Deleting)
            return new HostCommand(HostDeed.Create, id, AnySpec(ASpec.Usual));
        return _random.Next(10) switch
        {
            < 3 => new HostCommand(HostDeed.Update, id, AnySpec(known.Spec)), // another template: a rollout
            < 5 => new HostCommand(HostDeed.Update, id, known.Spec.WithReplicas(_random.Next(1, 3))), // a scale
            5 => new HostCommand(HostDeed.Stop, id),
            < 8 => new HostCommand(HostDeed.Start, id),
            8 => new HostCommand(HostDeed.Delete, id),
            _ => new HostCommand(HostDeed.Update, id, known.Spec with { Description = $"text {_random.Next(100)}" }),
        };
    }

    private DeploymentSpec AnySpec(DeploymentSpec from) =>
        from.WithImage(TinyModels.Image(_random.Next(1, TinyModels.Versions + 1))).WithReplicas(_random.Next(1, 3));
}
