using ModelDeploy.Core;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.TestKit.Builders;

/// <summary>Observations for tests.</summary>
public static class Seen
{
    /// <summary>These replicas, and that the runtime holds something.</summary>
    public static Observation Replicas(params IEnumerable<ReplicaObservation> replicas) =>
        new() { Exists = true, Replicas = replicas.ToEquatableList() };

    /// <summary>That many replicas of a template, ready or not, with addresses.</summary>
    public static IEnumerable<ReplicaObservation> Of(string template, int count, bool ready = true) =>
        Enumerable.Range(1, count).Select(i => Replica($"{template}-{i}", template, ready));

    /// <summary>One replica.</summary>
    public static ReplicaObservation Replica(string name, string template, bool ready = true) => new()
    {
        Name = name,
        Template = template,
        State = ready ? ReplicaState.Running : ReplicaState.Starting,
        Ready = ready,
        Address = "http://127.0.0.1:20001",
        CreatedAt = AChange.Start,
        Since = AChange.Start,
    };

    /// <summary>The same observation with exits, oldest first.</summary>
    public static Observation WithExits(this Observation seen, params IEnumerable<ReplicaExit> exits) =>
        seen with { Exits = exits.ToEquatableList() };

    /// <summary>An exit with code 1.</summary>
    public static ReplicaExit Exit(string template, DateTimeOffset at, bool wasReady = false) =>
        new("replica-1", template, at, ExitCode: 1, Signal: null, OutOfMemory: false, wasReady, ["boom"]);

    /// <summary>The same replica with a failing readiness check.</summary>
    public static ReplicaObservation WithFailingProbe(this ReplicaObservation replica) => replica with
    {
        Ready = false,
        Problem = new ReplicaProblem(Failures.NotReady("GET /ready", "HTTP 503"), AChange.Start, Certain: false),
    };
}
