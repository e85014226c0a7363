namespace ModelDeploy.Supervisor.Protocol;

/// <summary>What runs now (<c>state.json</c>): written once when the supervisor has taken over and once when the model was started.</summary>
public sealed record StateFile
{
    /// <summary>The attempt that it is about.</summary>
    public required int Attempt { get; init; }

    /// <summary>The supervisor itself.</summary>
    public required ProcessIdentity Supervisor { get; init; }

    /// <summary>The model, leader of its own process group; null until it was started.</summary>
    public ProcessIdentity? Model { get; init; }

    /// <summary>When the supervisor took over (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }
}
