using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Deployments;

/// <summary>What an edit changes, and what that does to the replicas that run.</summary>
/// <param name="Fields">The changed fields as in the manifest, in the form's order; lists by their own name.</param>
/// <param name="Effect">The strongest effect of any of them.</param>
public sealed record SpecChanges(EquatableList<string> Fields, ChangeEffect Effect)
{
    /// <summary>
    /// Compares the stored spec with the edited one, both without secret values: a secret that was typed is a change. Another
    /// instance type with the amounts that run already replaces nothing, as the template knows amounts and not names.
    /// </summary>
    public static SpecChanges Of(Deployment stored, DeploymentSpec edited, CatalogSnapshot catalog)
    {
        var (before, after) = (stored.Spec.Redact().Normalize(), edited.Normalize());
        List<(string Field, ChangeEffect Effect)> changes = [];
        Check("instanceType", before.InstanceType, after.InstanceType,
            SameAmounts(stored, after, catalog) ? ChangeEffect.RestartsNothing : ChangeEffect.RestartsReplicas);
        Check("replicas", before.Replicas, after.Replicas, ChangeEffect.OnlyScales);
        Check("displayName", before.DisplayName, after.DisplayName, ChangeEffect.RestartsNothing);
        Check("modelImage", before.ModelImage, after.ModelImage, ChangeEffect.RestartsReplicas);
        Check("imagePullSecret", before.ImagePullSecret, after.ImagePullSecret, ChangeEffect.RestartsReplicas);
        Check("description", before.Description, after.Description, ChangeEffect.RestartsNothing);
        Check("metadata", before.Metadata, after.Metadata, ChangeEffect.RestartsNothing);
        Check("env", before.Env, after.Env, ChangeEffect.RestartsReplicas);
        Check("modelUri", before.ModelUri, after.ModelUri, ChangeEffect.RestartsReplicas);
        Check("access", before.Access, after.Access, ChangeEffect.RestartsNothing);
        Check("port", before.Port, after.Port, ChangeEffect.RestartsReplicas);
        Check("deadline", before.Deadline, after.Deadline, ChangeEffect.RestartsNothing);
        Check("readiness", before.Readiness, after.Readiness, ChangeEffect.RestartsReplicas);
        return new SpecChanges(
            changes.Select(change => change.Field).ToEquatableList(),
            changes.Select(change => change.Effect).DefaultIfEmpty(ChangeEffect.None).Max());

        void Check<T>(string field, T was, T now, ChangeEffect effect)
        {
            if (!EqualityComparer<T>.Default.Equals(was, now))
                changes.Add((field, effect));
        }
    }

    private static bool SameAmounts(Deployment stored, DeploymentSpec edited, CatalogSnapshot catalog) =>
        stored.Status.Grant is { } grant && catalog.InstanceType(edited.InstanceType)?.Resources == grant.Each;
}
