namespace ModelDeploy.Core.Deployments;

/// <summary>A model served as one endpoint: what is wanted (spec) and what is (status), as read from the store.</summary>
public sealed record Deployment
{
    /// <summary>Names it.</summary>
    public required DeploymentKey Key { get; init; }

    /// <summary>Tells it apart from an earlier deployment of the same id; the journal is keyed by it.</summary>
    public required Guid Uid { get; init; }

    /// <summary>What is wanted.</summary>
    public required DeploymentSpec Spec { get; init; }

    /// <summary>
    /// What is wanted and cannot be, because the store takes specs from others than our commands: a group that was changed, a text that no
    /// field takes. Each with its field; <see cref="Spec"/> then holds the best that could be read.
    /// </summary>
    public EquatableList<FieldError> SpecErrors { get; init; }

    /// <summary>The number of the newest revision, from 1; grows by one with every accepted spec.</summary>
    public required long Generation { get; init; }

    /// <summary>What is, as last assessed. Show phases through <see cref="EffectivePhase"/>.</summary>
    public required DeploymentStatus Status { get; init; }

    /// <summary>The change that made it.</summary>
    public required Change Created { get; init; }

    /// <summary>The newest accepted change; equal to <see cref="Created"/> at first.</summary>
    public required Change LastChange { get; init; }

    /// <summary>Set once somebody deleted it; it stays until the runtime is clean.</summary>
    public Change? Deletion { get; init; }

    /// <summary>The store's version of this record, opaque, expected back on every write.</summary>
    public required string Version { get; init; }

    /// <summary>The id.</summary>
    public string Id => Key.Id;

    /// <summary>The phase to show: see <see cref="Deployments.EffectivePhase"/>.</summary>
    public DeploymentPhase Phase => EffectivePhase.Of(this);

    /// <summary>A deployment as it would begin, before any store has taken it.</summary>
    public static Deployment Draft(DeploymentKey key, DeploymentSpec spec, Change change) => new()
    {
        Key = key,
        Uid = Guid.Empty,
        Spec = spec,
        Generation = 1,
        Status = DeploymentStatus.Initial,
        Created = change,
        LastChange = change,
        Version = "",
    };
}
