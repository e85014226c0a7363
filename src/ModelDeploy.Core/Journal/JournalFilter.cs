using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Journal;

/// <summary>Which entries of the journal are meant; what is null does not matter.</summary>
public sealed record JournalFilter
{
    /// <summary>Every entry there is.</summary>
    public static JournalFilter All { get; } = new();

    /// <summary>Only of deployments that were in one of these groups then; empty means of none.</summary>
    public IReadOnlyCollection<string>? Groups { get; init; }

    /// <summary>Only of deployments that bore this id, those that were deleted since too.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>Only this kind of change.</summary>
    public ChangeAction? Action { get; init; }
}
