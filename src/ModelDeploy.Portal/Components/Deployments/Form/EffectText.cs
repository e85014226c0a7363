using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>What saving an edit does to the replicas, in words.</summary>
public static class EffectText
{
    /// <summary>The heading: what happens.</summary>
    public static string Of(SpecChanges changes, Deployment stored, int replicas) => (stored.Spec.Stop, changes.Effect) switch
    {
        (_, ChangeEffect.None) => "Nothing is changed yet",
        (true, _) => "Save starts nothing",
        (_, ChangeEffect.RestartsNothing) => "Restarts nothing",
        (_, ChangeEffect.OnlyScales) => $"Only scales, from {stored.Spec.Replicas} to {replicas}",
        (_, ChangeEffect.RestartsReplicas) => "Replaces every replica",
    };

    /// <summary>What that means for calls while it happens; null when there is nothing to say.</summary>
    public static string? Meaning(SpecChanges changes, Deployment stored, int replicas, bool oneAwayFirst) => (stored.Spec.Stop, changes.Effect) switch
    {
        (_, ChangeEffect.None) => null,
        (true, _) => $"It is stopped and stays so. Save and start brings up {Count(replicas)}.",
        (_, ChangeEffect.RestartsNothing) => "Every replica goes on as it is.",
        (_, ChangeEffect.OnlyScales) => replicas > stored.Spec.Replicas ? "Those that run go on." : "Those that stay go on; the others finish what they are doing.",
        (_, ChangeEffect.RestartsReplicas) when oneAwayFirst => stored.Spec.Replicas == 1
            ? "No room for one more: the running one is taken away first, so the endpoint is down until the new one is ready."
            : "No room for one more: one old replica is taken away before each new one starts, so fewer serve meanwhile.",
        (_, ChangeEffect.RestartsReplicas) => "A new replica takes requests before an old one goes: no downtime.",
    };

    private static string Count(int replicas) => replicas == 1 ? "1 replica" : $"{replicas} replicas";
}
