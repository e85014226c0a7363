using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Bulk;

/// <summary>Doing things to many deployments, in words.</summary>
public static class BulkWords
{
    /// <summary>The word for it.</summary>
    public static string Name(DeploymentAction action) => For(action, SharedTexts.Start, SharedTexts.Stop, SharedTexts.Delete);

    /// <summary>The word with what it is done to: <c>Stop 3 selected</c>.</summary>
    public static string OnSelected(DeploymentAction action, int count) =>
        For(action, BulkTexts.StartSelected, BulkTexts.StopSelected, BulkTexts.DeleteSelected).With(Phrases.Number(count));

    /// <summary>The question before it.</summary>
    public static string Question(BulkPlan plan) => Phrases.Count(
        plan.Possible.Count,
        For(plan.Action, BulkTexts.StartOne, BulkTexts.StopOne, BulkTexts.DeleteOne),
        For(plan.Action, BulkTexts.StartMany, BulkTexts.StopMany, BulkTexts.DeleteMany));

    /// <summary>What it means for them.</summary>
    public static string Consequence(DeploymentAction action) =>
        For(action, BulkTexts.StartConsequence, BulkTexts.StopConsequence, BulkTexts.DeleteConsequence);

    /// <summary>To how many it is not done, and why.</summary>
    public static string LeftOut(int count, string why) =>
        (count == 1 ? BulkTexts.LeftOutOne : BulkTexts.LeftOutMany).With(Phrases.Number(count), why);

    /// <summary>What must be typed before it, or null.</summary>
    public static string? ToType(BulkPlan plan) => plan.Action is DeploymentAction.Delete ? BulkTexts.ToType.With(plan.Possible.Count) : null;

    /// <summary>The heading while it is done: <c>Stopping 3 deployments</c>.</summary>
    public static string Doing(DeploymentAction action, int count) => Phrases.Count(
        count,
        For(action, BulkTexts.StartingOne, BulkTexts.StoppingOne, BulkTexts.DeletingOne),
        For(action, BulkTexts.StartingMany, BulkTexts.StoppingMany, BulkTexts.DeletingMany));

    /// <summary>What came of all: <c>Stop accepted for 2 of 3 deployments; 1 refused.</c></summary>
    public static string Summary(DeploymentAction action, IReadOnlyCollection<BulkOutcome> outcomes, int wanted)
    {
        var refused = outcomes.Count(outcome => outcome.Problem is not null);
        var left = wanted - outcomes.Count;
        var accepted = wanted == 1
            ? For(action, BulkTexts.StartOneAccepted, BulkTexts.StopOneAccepted, BulkTexts.DeleteOneAccepted)
            : For(action, BulkTexts.StartManyAccepted, BulkTexts.StopManyAccepted, BulkTexts.DeleteManyAccepted);
        List<string> clauses = [accepted.With(Phrases.Number(outcomes.Count - refused), Phrases.Number(wanted))];
        if (refused > 0)
            clauses.Add(BulkTexts.Refused.With(Phrases.Number(refused)));
        if (left > 0)
            clauses.Add(BulkTexts.Left.With(Phrases.Number(left)));
        return $"{string.Join("; ", clauses)}.";
    }

    private static string For(DeploymentAction action, string start, string stop, string delete) => action switch
    {
        DeploymentAction.Start => start,
        DeploymentAction.Stop => stop,
        DeploymentAction.Delete => delete,
        DeploymentAction.Update or DeploymentAction.RollBack => throw new ArgumentOutOfRangeException(nameof(action), action, "This is not done to many."),
    };
}
