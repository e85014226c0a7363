using System.Globalization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Reconciling;

/// <summary>
/// What is left of replicas that were asked to end. They take no requests, so that one which does not end is told and is no failure of
/// the deployment: whether it ends is up to its node. Pure.
/// </summary>
/// <param name="Note">What to say of those that should be gone by now, without a full stop; null when there is none.</param>
/// <param name="LookAgainAt">When the next one should be gone; null for never.</param>
internal sealed record Leftovers(string? Note, DateTimeOffset? LookAgainAt)
{
    /// <summary>How long one may take to end before it is told: twice what a model has for it by default.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Nothing to tell.</summary>
    public static readonly Leftovers None = new(null, null);

    /// <summary>Whether all that is wanted is ready, and all that is there besides has been asked to end.</summary>
    public static bool AreAllEnding(DeploymentStatus status) =>
        status.Updated == status.Wanted && status.Available == status.Wanted
        && status.Replicas.Count(replica => replica.State is not ReplicaState.Stopping) == status.Updated;

    /// <summary>What to tell of a status's replicas.</summary>
    /// <param name="status">Has the replicas.</param>
    /// <param name="translate">What the clock of now would have read at a time that was noted.</param>
    /// <param name="now">The time.</param>
    public static Leftovers Of(DeploymentStatus status, Func<DateTimeOffset, DateTimeOffset> translate, DateTimeOffset now)
    {
        var ending = status.Replicas.Where(replica => replica is { State: ReplicaState.Stopping, Since: not null })
            .Select(replica => (replica.Name, Since: replica.Since!.Value, Due: translate(replica.Since!.Value) + Patience))
            .OrderBy(replica => replica.Due).ToList();
        var overdue = ending.Count(replica => replica.Due <= now);
        return new Leftovers(
            overdue == 0 ? null : NoteOf(ending[0].Name, ending[0].Since, overdue - 1),
            overdue == ending.Count ? null : ending[overdue].Due);
    }

    private static string NoteOf(string name, DateTimeOffset since, int others)
    {
        var at = since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return others == 0 ? StatusTexts.LingersOne.With(name, at) : StatusTexts.LingersMany.With(name, at, others);
    }
}
