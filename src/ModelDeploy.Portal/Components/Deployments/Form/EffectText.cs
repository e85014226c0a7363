using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>What saving an edit does to the replicas, in words.</summary>
public static class EffectText
{
    /// <summary>The heading: what happens.</summary>
    public static string Of(SpecChanges changes, Deployment stored, int replicas) => (stored.Spec.Stop, changes.Effect) switch
    {
        (_, ChangeEffect.None) => FormTexts.NothingChanged,
        (true, _) => FormTexts.StartsNothing,
        (_, ChangeEffect.RestartsNothing) => FormTexts.RestartsNothing,
        (_, ChangeEffect.OnlyScales) => FormTexts.OnlyScales.With(stored.Spec.Replicas, replicas),
        (_, ChangeEffect.RestartsReplicas) => FormTexts.ReplacesAll,
    };

    /// <summary>What that means for calls while it happens; null when there is nothing to say.</summary>
    public static string? Meaning(SpecChanges changes, Deployment stored, int replicas, bool oneAwayFirst) => (stored.Spec.Stop, changes.Effect) switch
    {
        (_, ChangeEffect.None) => null,
        (true, _) => Phrases.Count(replicas, FormTexts.StoppedOne, FormTexts.StoppedMany),
        (_, ChangeEffect.RestartsNothing) => FormTexts.GoesOn,
        (_, ChangeEffect.OnlyScales) => replicas > stored.Spec.Replicas ? FormTexts.OthersGoOn : FormTexts.OthersFinish,
        (_, ChangeEffect.RestartsReplicas) when oneAwayFirst => stored.Spec.Replicas == 1
            ? FormTexts.OneTakenAway
            : FormTexts.DownOneByOne,
        (_, ChangeEffect.RestartsReplicas) => FormTexts.NoDowntime,
    };
}
