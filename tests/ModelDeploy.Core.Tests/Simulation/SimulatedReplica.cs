using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>One replica of the simulated runtime. What becomes of it is in the name of its image.</summary>
internal sealed class SimulatedReplica(string name, WorkloadTemplate template, DateTimeOffset now)
{
    public const string Good = "modeldeploy/good:";
    public const string Crashing = "modeldeploy/crashing:1";
    public const string Slow = "modeldeploy/slow:1";
    public const string Missing = "modeldeploy/missing:1";

    private const int RestartsAtOnce = 4;
    private static readonly TimeSpan BackOff = TimeSpan.FromMinutes(1);

    private DateTimeOffset _exitedAt;

    /// <summary>What it is made of.</summary>
    public WorkloadTemplate Template => template;

    /// <summary>What is seen of it.</summary>
    public ReplicaObservation Seen { get; private set; } = new()
    {
        Name = name,
        Template = template.Hash,
        State = ReplicaState.Starting,
        CreatedAt = now,
        Problem = template.Image == Missing ? new ReplicaProblem(Failures.ImageNotFound(Missing, []), now, Certain: true) : null,
    };

    /// <summary>Whether it is being ended.</summary>
    public bool Leaving => Seen.State is ReplicaState.Stopping;

    /// <summary>Ends it, step by step.</summary>
    public void Leave() => Seen = Seen with { State = ReplicaState.Stopping, Ready = false, Problem = null };

    /// <summary>Its readiness check fails from now on, until it passes again.</summary>
    public void Stumble(DateTimeOffset at) => Seen = Seen with { Ready = false, Problem = Unready(at) };

    /// <summary>It exits, and waits to be started again.</summary>
    public ReplicaExit Exit(DateTimeOffset at)
    {
        var exit = new ReplicaExit(Seen.Name, Template.Hash, at, ExitCode: 1, Signal: null, OutOfMemory: false, Seen.Ready, ["boom"]);
        Seen = Seen with { State = ReplicaState.Waiting, Ready = false, Problem = null };
        _exitedAt = at;
        return exit;
    }

    /// <summary>Goes one step towards readiness; false when there is none to go. It may exit instead.</summary>
    public bool Progress(DateTimeOffset at, Action<ReplicaExit> exited)
    {
        switch (Seen)
        {
            case { Ready: true } or { State: ReplicaState.Stopping }:
                return false;
            case { State: ReplicaState.Waiting } when Seen.Restarts < RestartsAtOnce || at >= _exitedAt + BackOff:
                Seen = Seen with { State = ReplicaState.Starting, Restarts = Seen.Restarts + 1 };
                return true;
            case { State: ReplicaState.Starting } when Template.Image == Crashing:
                exited(Exit(at));
                return true;
            case { State: ReplicaState.Starting, Problem: null } when Template.Image == Slow:
                Seen = Seen with { Problem = Unready(at) };
                return true;
            case { State: ReplicaState.Starting or ReplicaState.Running } when Template.Image is not (Crashing or Slow or Missing):
                Seen = Seen with { State = ReplicaState.Running, Ready = true, Problem = null };
                return true;
            default:
                return false;
        }
    }

    private static ReplicaProblem Unready(DateTimeOffset at) => new(Failures.NotReady("GET /ready", "HTTP 503"), at, Certain: false);
}
