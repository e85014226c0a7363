using ModelDeploy.Core.Journal;

namespace ModelDeploy.Portal.Exports;

/// <summary>One change in an audit file.</summary>
/// <param name="DeploymentId">The id of the deployment that was changed.</param>
/// <param name="DeploymentName">Its name then.</param>
/// <param name="Group">The name of its group then.</param>
/// <param name="Change">What was done to it.</param>
public sealed record ExportedChange(string DeploymentId, string DeploymentName, string Group, ExportedRevision Change)
{
    /// <summary>The entry for a file.</summary>
    public static ExportedChange Of(JournalEntry entry) =>
        new(entry.DeploymentId, entry.Spec.DisplayName, entry.Spec.Group, ExportedRevision.Of(entry));
}
