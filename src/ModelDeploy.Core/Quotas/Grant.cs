using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Quotas;

/// <summary>
/// What one deployment has been promised. Written into its status before anything starts and counted against the group
/// until the runtime reports nothing left. Amounts are frozen: editing the instance type does not change them.
/// </summary>
public sealed record Grant
{
    /// <summary>Hash of the template that may run (see <c>TemplateHash</c>).</summary>
    public required string Template { get; init; }

    /// <summary>Hash of the template's inputs without amounts: as long as it stays the same, the frozen amounts stay too.</summary>
    public required string Inputs { get; init; }

    /// <summary>The frozen amounts of one replica of <see cref="Template"/>.</summary>
    public required Resources Each { get; init; }

    /// <summary>Where replicas of <see cref="Template"/> may run, frozen with the amounts.</summary>
    public Placement Placement { get; init; } = Placement.Anywhere;

    /// <summary>How many replicas of <see cref="Template"/> may run.</summary>
    public required int Replicas { get; init; }

    /// <summary>1 when the rollout may start one replica more before it takes an older one away, else 0.</summary>
    public required int Surge { get; init; }

    /// <summary>The largest amounts of one replica of any older template that may still run; nothing once the rollout is over.</summary>
    public Resources Older { get; init; }

    /// <summary>The most that may run at once; this is what counts as used.</summary>
    public required Resources Total { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset At { get; init; }
}
